// Which services fit, and in which order: search, filters, distance. No screen, no clock, nothing is kept.
import { dayFrom, dayOf, opening } from "./opening.js";

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

/** How a service stands at `at` (as in opening.js), and seen from `origin` ([longitude, latitude], if it is known). */
export const stand = (service, at, origin) => ({
  ...opening(service, at),
  service,
  far: origin && service.at && metres(origin, service.at),
  age: dayOf(at) - dayFrom(service.checked_on),
});

export const isStale = ({ age }) => age > STALE;

/**
 * { now, later }: services that fit, the nearest first, those reached by phone after them. `wish.when` is "now",
 * "tonight" or nothing; `later` holds those that fit but for the time. `words(service)` is the text that is searched.
 */
export function find(services, wish, at, origin, words) {
  const fits = nearest(services.filter((service) => fitting(service, wish, words)), at, origin);
  const timely = ({ until, tonight }) => (wish.when === "tonight" ? tonight : until);
  const now = fits.filter(timely).sort((a, b) => !a.until - !b.until);
  return { now, later: fits.filter((one) => !timely(one)) };
}

function fitting(service, wish, words) {
  const asked = plain(wish.text).split(/\s+/).filter(Boolean);
  const said = asked.length ? plain(words(service)) : "";
  return (
    asked.every((word) => said.includes(word)) &&
    wish.flags.every((flag) => service.flags.includes(flag)) &&
    ["types", "languages"].every((name) => !wish[name].length || wish[name].some((one) => service[name].includes(one)))
  );
}

const nearest = (services, at, origin) =>
  services
    .map((service) => stand(service, at, origin))
    .sort((a, b) => (a.far ?? Infinity) - (b.far ?? Infinity) || a.service.name.localeCompare(b.service.name));

/** Services for a referral type, the nearest first, closed ones too. */
export const forType = (services, type, at, origin) =>
  nearest(services.filter(({ types }) => types.includes(type)), at, origin);

/** The zone in which a point lies, or undefined: each ring turns it in or out, the outer one and its holes. */
export const zoneAt = (zones, point) =>
  zones.find(({ polygon }) => point && polygon?.filter((ring) => inRing(ring, point)).length % 2);

const inRing = (ring, [x, y]) =>
  ring.filter(([x2, y2], i) => {
    const [x1, y1] = ring[i - 1] ?? [x2, y2];
    return y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1;
  }).length % 2;
