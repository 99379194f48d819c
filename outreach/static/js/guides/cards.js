// The approved cards as screens read them: words in the worker's language, else in English, else in any approved one.
import { language, LANGUAGES } from "../ui/words.js";

export const GROUPS = ["urgent", "safer", "safe", "calm", "plans", "team"];

/** All cards on this phone, with their words. */
export const cardsOf = (ref) => (ref.guides ?? []).map(spoken);

/** One of them, or null while no coordinator has approved it. */
export const cardOf = (ref, code) => cardsOf(ref).find((card) => card.code === code) ?? null;

/** `other` is the language of the words where it is not the worker's. */
function spoken(card) {
  const wanted = [language(), "en", ...LANGUAGES];
  const lang = wanted.find((one) => card.texts[one]);
  const { words, machine, by, on } = card.texts[lang];
  return { ...card, words, machine, by, on, lang, other: lang !== language() };
}

/** The lines that have words, in parts: [{ head, lines: [{ key, picture, mark, text, more, words }] }]. */
export function partsOf({ lines, words }) {
  const parts = [{ key: "", head: "", lines: [] }];
  for (const line of lines) {
    const text = words[`${line.key}.text`];
    if (text && line.head) parts.push({ key: line.key, head: text, lines: [] });
    else if (text) parts.at(-1).lines.push(said(line, words));
  }
  return parts.filter((part) => part.lines.length);
}

const said = (line, words) => ({
  ...line,
  text: words[`${line.key}.text`],
  more: words[`${line.key}.more`],
  words: (line.words ?? []).map((key) => ({ key, text: words[`${line.key}.words.${key}`] })).filter(({ text }) => text),
});
