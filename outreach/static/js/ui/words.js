// Every word of the phone app, in the worker's language: `W.key`, or `W.key(args)` where something is filled in.
// Filled in place, so never read W at the top level of a module: the language may change while the app is open.
const FILES = {
  en: new URL("../../words/en.json", import.meta.url),
  es: new URL("../../words/es.json", import.meta.url),
  fr: new URL("../../words/fr.json", import.meta.url),
  pt: new URL("../../words/pt.json", import.meta.url),
  ar: new URL("../../words/ar.json", import.meta.url),
};
const FORMS = ["zero", "one", "two", "few", "many", "other"];
const [ISOLATE, END] = ["\u2068", "\u2069"]; // a foreign name inside keeps its own direction

export const W = {};
export const LANGUAGES = Object.freeze(Object.keys(FILES));

const wished = () => globalThis.navigator?.languages ?? [];

let spoken = speech("en");
let built = {}; // the messages of this language, as they came
let reworded = {}; // key → message of this organisation's own words

/** The language that is shown now: its code. */
export const language = () => spoken.lang;

/** For Intl: the language in the form of the phone's own region. Arabic keeps the digits of the keypad. */
export const locale = () => spoken.locale;

/** The language of the phone itself, where the app speaks it, else English. */
export const ownLanguage = (wanted = wished()) =>
  wanted.map((tag) => tag.split("-")[0]).find((lang) => LANGUAGES.includes(lang)) ?? "en";

/** A number as this language writes it. */
export const number = (value) => (spoken.numbers ??= new Intl.NumberFormat(spoken.locale)).format(value);

/** Fetches a language and fills W with it. The precache holds them all; should one be lost, English does. */
export async function loadWords(lang) {
  const code = LANGUAGES.includes(lang) ? lang : ownLanguage();
  try {
    const answer = await fetch(FILES[code]);
    fillWords(await answer.json(), code);
  } catch (error) {
    if (code === "en") throw error;
    await loadWords("en");
  }
}

/** Fills W with messages: texts, texts with {names}, plurals, lists and groups of these. */
export function fillWords(messages, lang = "en") {
  spoken = speech(lang);
  built = messages;
  reworded = {};
  fill();
  const page = globalThis.document?.documentElement;
  if (page) Object.assign(page, { lang, dir: spoken.right ? "rtl" : "ltr" });
}

/** Lays an organisation's own words over those of the build: { es: { "phone.newContact": message } }. */
export function reword(words) {
  const own = words?.[spoken.lang] ?? {};
  if (JSON.stringify(own) === JSON.stringify(reworded)) return;
  reworded = own;
  fill();
}

function fill() {
  for (const key of Object.keys(W)) delete W[key];
  for (const [key, message] of Object.entries(built)) {
    if (typeof message === "string") W[key] = compile(message);
    else later(key, message);
  }
  for (const [key, message] of Object.entries(reworded)) put(pathOf(key), message);
}

/** Most groups belong to pages that are not open: each is made when it is first read. */
function later(key, message) {
  const as = (rest) => Object.defineProperty(W, key, { configurable: true, enumerable: true, ...rest });
  const set = (value) => as({ value, writable: true });
  as({ get: () => set(compile(message))[key], set });
}

/** Names are found by their English words, which may hold points. */
function pathOf(key) {
  const named = /^(names)\.(.*?)\.(.*)/.exec(key);
  return named ? named.slice(1) : key.replace(/^phone\./, "").split(".");
}

/** Puts a message where one stands already; a key that this version does not know is passed over. */
function put(path, message) {
  const last = path.pop();
  const place = path.reduce((inner, key) => inner?.[key], W);
  if (place && last in Object(place)) place[last] = compile(message);
}

function speech(lang) {
  const region = wished().find((tag) => tag === lang || tag.startsWith(`${lang}-`)) ?? lang;
  const right = lang === "ar"; // to left
  return { lang, locale: right ? `${region}-u-nu-latn` : region, right }; // `numbers`, `plurals` when they are needed
}

function compile(message) {
  if (typeof message === "string") return message.includes("{") ? filled({ other: message }) : message;
  if (Array.isArray(message)) return message.map(compile);
  if (isPlural(message)) return filled(message);
  return Object.fromEntries(Object.entries(message).map(([key, inner]) => [key, compile(inner)]));
}

const isPlural = (message) =>
  typeof message.other === "string" && Object.keys(message).every((form) => FORMS.includes(form));

/** Arguments are positional: {0} says which; names count in the order in which they first appear. */
function filled(forms) {
  const all = [forms.other, ...Object.values(forms)].join(" ");
  const names = [...new Set(Array.from(all.matchAll(/\{(\w+)\}/g), ([, name]) => name))];
  return (...args) => {
    const count = args.find((arg) => typeof arg === "number");
    const text = forms[count === undefined ? "other" : plural(count)] ?? forms.other;
    return text.replace(/\{(\w+)\}/g, (_, name) => shown(args[Number.isNaN(+name) ? names.indexOf(name) : name]));
  };
}

const plural = (count) => (spoken.plurals ??= new Intl.PluralRules(spoken.lang)).select(count);

function shown(value) {
  if (typeof value === "number") return number(value);
  return spoken.right ? `${ISOLATE}${value}${END}` : String(value);
}
