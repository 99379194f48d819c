// Which services fit, and in which order: search, filters, distance. No screen, no clock, nothing is kept.
import { dayFrom, dayOf, openTonight, openUntil, opensNext } from "./opening.js";

const EARTH = 6_371_000; // metres
const DETOUR = 1.3; // streets are longer than the straight line
const A_MINUTE = 75; // metres on foot
const STALE = 183; // days since somebody checked
const LETTERS = { ß: "ss", ł: "l", ø: "o", đ: "d", ð: "d", þ: "th", æ: "ae", œ: "oe", ı: "i" };

/** Filters with nothing chosen but what is open now. */
export const emptyWish = () => ({ text: "", when: "now", flags: [], types: [], languages: [] });

/** Letters without accents, small, so that "Café" is found by "cafe". */
export const plain = (text) =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[ßłøđðþæœı]/g, (letter) => LETTERS[letter]);

/** Metres between two points [longitude, latitude], over the ground. */
export function metres([east, north], [east2, north2]) {
  const [a, b] = [north, north2].map((degrees) => (degrees * Math.PI) / 180);
  const half = (degrees) => Math.sin((degrees * Math.PI) / 360) ** 2;
  return 2 * EARTH * Math.asin(Math.sqrt(half(north2 - north) + Math.cos(a) * Math.cos(b) * half(east2 - east)));
}

/** Minutes on foot for so many metres as the crow flies, at least one. */
export const onFoot = (far) => Math.max(1, Math.round((far * DETOUR) / A_MINUTE));

/** How a service stands at `at`, seen from `origin` ([longitude, latitude], or null). */
export function stand(service, at, origin) {
  const until = openUntil(service, at);
  return {
    service,
    until,
    next: until === null ? opensNext(service, at) : null,
    far: origin && service.at ? metres(origin, service.at) : null,
    age: dayOf(at) - dayFrom(service.checked_on),
  };
}

export const isStale = ({ age }) => age > STALE;

/**
 * { now, later }: services that fit, the nearest first, those reached by phone after them. `wish.when` is "now",
 * "tonight" or ""; `later` holds those that fit but for the time. `words(service)` is the text that is searched.
 */
export function find(services, wish, at, origin, words) {
  const fits = services.filter((service) => fitting(service, wish, words)).map((service) => stand(service, at, origin));
  const timely = {
    now: ({ until }) => until !== null,
    tonight: ({ service }) => openTonight(service, at),
    "": ({ until }) => until !== null,
  }[wish.when];
  const sorted = fits.sort(byDistance);
  const [now, later] = [sorted.filter(timely), sorted.filter((one) => !timely(one))];
  return { now: now.sort((a, b) => (a.until === null) - (b.until === null)), later };
}

function fitting(service, { text, flags, types, languages }, words) {
  const asked = plain(text).split(/\s+/).filter(Boolean);
  const said = asked.length ? plain(words(service)) : "";
  return (
    asked.every((word) => said.includes(word)) &&
    flags.every((flag) => service.flags.includes(flag)) &&
    (!types.length || types.some((type) => service.types.includes(type))) &&
    (!languages.length || languages.some((language) => service.languages.includes(language)))
  );
}

const byDistance = (a, b) => (a.far ?? Infinity) - (b.far ?? Infinity) || a.service.name.localeCompare(b.service.name);

/** Services for a referral type, the nearest first, closed ones too. */
export const forType = (services, type, at, origin) =>
  services
    .filter(({ types }) => types.includes(type))
    .map((service) => stand(service, at, origin))
    .sort(byDistance);

/** The zone in which a point lies, or undefined. */
export const zoneAt = (zones, point) => zones.find(({ polygon }) => point && polygon && holds(polygon, point));

function holds([outer, ...holes], point) {
  return inRing(outer, point) && !holes.some((hole) => inRing(hole, point));
}

function inRing(ring, [x, y]) {
  let inside = false;
  for (let i = 1; i < ring.length; i += 1) {
    const [[x1, y1], [x2, y2]] = [ring[i - 1], ring[i]];
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside;
}
