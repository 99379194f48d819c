// A slip for a service: into the contact that is open, or with a new one. A slip belongs to a contact, never alone.
import { html, useOutreach, useState } from "../ui/kit.js";
import { Btn } from "../ui/parts.js";
import { Sheet } from "../ui/sheet.js";
import { W } from "../ui/words.js";
import { Ask } from "../ui/ask.js";
import { emptyForm } from "../contacts/fields.js";
import { Modes, withSlip } from "./chosen.js";
import { newSlip } from "./rules.js";

export function MakeSlipSheet({ service, wish }) {
  const { view, ref, nav, kept } = useOutreach();
  const [only, ...others] = service.types;
  const [type, setType] = useState(service.types.find((one) => wish.types.includes(one)) ?? (others.length ? "" : only));
  const [mode, setMode] = useState("information");
  const open = kept.drafts.find(({ kind = "contact" }) => kind === "contact");
  const into = (form) => {
    kept.keep({ ...form, form: withSlip(form.form, type, { mode, service: service.id }, newSlip()) });
    nav.go("contact", { form: form.id });
  };
  const fresh = () => into(kept.begin({}, "contact", () => emptyForm("contact", view.shift)));
  const more = html`<span class="o-btn__more">${type ? ref.referral(type).short : W.referrals.slipMissing}</span>`;
  const foot = open
    ? html`<${Btn} off=${!type} onClick=${fresh}>${W.referrals.toNew}<//>
      <${Btn} kind="lamp" icon="pencil" off=${!type} onClick=${() => into(open)}>${W.referrals.toOpen}${more}<//>`
    : html`<${Btn} kind="lamp" icon="plus" off=${!type} onClick=${fresh}>${W.referrals.toNew}${more}<//>`;
  const choices = service.types.map((code) => [code, ref.referral(code).short, null, ref.referral(code).icon]);
  return html`<${Sheet} title=${service.name} foot=${foot}>
    <${Ask} title=${W.referrals.slipWhat} cols=${2} choices=${choices} is=${type} tap=${setType} />
    <${Modes} mode=${mode} put=${setMode} />
  <//>`;
}
