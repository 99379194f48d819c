// The parts that pages are made of: bar, page, foot, buttons, chips, rows, notices.
import { html, Icon, kinds, useFocus, useOutreach } from "./kit.js";
import { W } from "./words.js";
import { Leave } from "./leave.js";

/** A whole page: bar with title, back and leave; scrolling middle; foot with the one lamp action. */
export function Page({ title, back, extra, foot, lined = true, children, bare }) {
  const { view } = useOutreach();
  return html`<div class="o-phone">
    <header><${Bar} title=${title} back=${back} extra=${extra} bare=${bare} />
      ${view.practice && html`<p class="o-practice"><${Icon} name="info" size="s" />${W.practiceBar}</p>`}</header>
    <main class="o-page">${children}</main>
    ${foot && html`<footer class=${kinds("o-foot", lined && "lined")}>${foot}</footer>`}
  </div>`;
}

function Bar({ title, back, extra, bare }) {
  const heading = useFocus();
  return html`<div class="o-bar">
    ${back && html`<${Key} icon="back" turn label=${W.goBack} onClick=${back} />`}
    ${typeof title === "string" ? html`<h1 class="o-bar__title" tabindex="-1" ref=${heading}>${title}</h1>` : title}
    ${extra}
    ${!bare && html`<${Leave} />`}
  </div>`;
}

/** A square key with a drawing only; its name is spoken. */
export const Key = ({ icon, label, turn, onClick }) =>
  html`<button type="button" class="o-key" aria-label=${label} onClick=${onClick}><${Icon} name=${icon}
    turn=${turn} /></button>`;

/** A button. `kind` adds looks (lamp, tall, half, start, quiet); `busy` and `off` are told to readers too. */
export function Btn({ kind, icon, turn, busy, off, onClick, children, ...rest }) {
  return html`<button type="button" class=${kinds("o-btn", kind)} aria-busy=${busy ? "true" : undefined}
    aria-disabled=${off ? "true" : undefined} onClick=${busy || off ? undefined : onClick} ...${rest}>
    ${icon && html`<${Icon} name=${busy ? "sync" : icon} turn=${turn} />`}${children}</button>`;
}

/** A choice that is on or off. `label` is what is spoken where the short form would be read badly (25–29, 7+). */
export function Chip({ on, icon, kind = "", onClick, label, children }) {
  return html`<button type="button" class=${kinds("o-chip", kind)} aria-pressed=${Boolean(on)}
    onClick=${onClick}>${icon && html`<${Icon} name=${icon} size=${kind.includes("tall") ? "" : "s"} />`}
    <span aria-hidden=${label ? "true" : undefined}>${children}</span>
    ${label && html`<span class="o-sr">${label}</span>`}</button>`;
}

/** A named group of chips in columns. */
export const Choices = ({ label, cols = 3, children }) =>
  html`<div class=${kinds("o-choices", cols !== 3 && cols)} role="group" aria-label=${label}>
    ${children}</div>`;

/** Heading of a part of a page, with a quiet hint beside it. */
export const Head = ({ hint, children }) => html`<div class="o-head"><h2>${children}</h2>
  ${hint && html`<span class="o-head__hint">${hint}</span>`}</div>`;

/** A line in a card: what it is, what is said about it, and how it stands. A button when it leads somewhere. */
export function Row({ icon, look, title, sub, state, lead, onClick, struck, pressed, kind = "" }) {
  const inside = html`${icon && html`<${Icon} name=${icon} look=${look} />`}
    <span class="o-row__main"><span>${title}</span>${sub && html`<span class="o-row__sub">${sub}</span>`}</span>
    ${state}${lead && html`<${Icon} name=${lead} size=${lead === "next" ? "" : "s"} turn=${lead === "next"} />`}`;
  const looks = `${kinds("o-row", struck && "struck")} ${kind}`;
  return onClick
    ? html`<button type="button" class=${looks} aria-pressed=${pressed} onClick=${onClick}>${inside}</button>`
    : html`<div class=${looks}>${inside}</div>`;
}

/** How something stands: ok (tick), wait (clock) or look (triangle), always with a word. */
export function State({ is, children }) {
  const icon = { ok: "check", wait: "waiting", look: "alert" }[is];
  return html`<span class=${kinds("o-state", is)}><${Icon} name=${icon} size="s" />${children}</span>`;
}

/** A coloured notice: clay = look at this, sage = safe, lilac = care. */
export function Note({ kind, icon, title, children, role, action }) {
  return html`<div class=${kinds("o-note", kind)} role=${role}><${Icon} name=${icon} />
    <span>${title && html`<strong>${title}</strong>`}${children}</span>${action}</div>`;
}

/** One thing to say on a whole page. */
export const Big = ({ icon, title, children }) => html`<div class="o-hello">
  ${icon && html`<${Icon} name=${icon} size="xl" />`}<b>${title}</b><p>${children}</p></div>`;

/** A label over a field to type in. */
export function Field({ label, hint, code, value, onInput, onEnter, type = "text", ...rest }) {
  const enter = (event) => event.key === "Enter" && onEnter?.();
  return html`<label class="o-field">${label}
    <input class=${kinds("o-field__in", code && "code")} type=${type} value=${value}
      placeholder=${hint}
      autocomplete="off" autocapitalize="off" autocorrect="off" spellcheck=${false}
      onInput=${(event) => onInput(event.currentTarget.value)} onKeyDown=${enter} ...${rest} /></label>`;
}
