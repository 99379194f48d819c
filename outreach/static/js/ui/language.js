// The choice of language: a row in the settings, a key on pages that come before them, and the sheet they open.
import { html, useOutreach } from "./kit.js";
import { Key, Row } from "./parts.js";
import { Sheet } from "./sheet.js";
import { language, LANGUAGES, W } from "./words.js";

const OWN = { en: "English", es: "Español", fr: "Français", pt: "Português", ar: "العربية" };

/** In the settings. */
export function LanguageRow() {
  const { nav } = useOutreach();
  return html`<${Row} icon="language" title=${W.language} sub=${html`<${Own} lang=${language()} />`} lead="next"
      onClick=${() => nav.open("language")} /><${Choice} />`;
}

/** On set-up pages and the lock, where nothing else can be read yet. */
export function LanguageKey() {
  const { nav } = useOutreach();
  return html`<${Key} icon="language" label=${`${W.language}: ${OWN[language()]}`}
    onClick=${() => nav.open("language")} /><${Choice} />`;
}

const Own = ({ lang }) => html`<bdi lang=${lang}>${OWN[lang]}</bdi>`;

function Choice() {
  const { nav, look, setLook, ref } = useOutreach();
  if (nav.top.sheet !== "language") return null;
  const checked = ref?.languages?.filter((entry) => entry.checked).map(({ code }) => code) ?? look.checked;
  const choose = (lang) => {
    nav.back();
    setLook({ ...look, lang, checked });
  };
  return html`<${Sheet} title=${W.language}><div class="o-card o-rows">
    ${LANGUAGES.map(
      (lang) => html`<${Row} key=${lang} kind="o-row--language" icon=${lang === language() ? "check" : "blank"}
      title=${html`<${Own} lang=${lang} />`} sub=${checked.includes(lang) ? "" : W.languageUnchecked}
        pressed=${String(lang === language())} onClick=${() => choose(lang)} />`,
    )}</div><//>`;
}
