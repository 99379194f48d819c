// What makes a complete restock request, stock count and end of shift: the twins of supplies/rules.py.
import {
  checkDay,
  checker,
  checkLines,
  checkPart,
  checkSite,
  checkZone,
  maySite,
  must,
  oneOf,
  oneOrNone,
  whole,
} from "../contacts/checks.js";

export const SHIFT_WHY = new Set(["miscounted", "forgot", "damaged", "stolen", "unknown"]);
const UNITS = 10_000;

export const checkRestock = checker("restock", 6, ([, , day, site, lines, when], known) => {
  checkDay(day, known);
  maySite(site, known);
  must(Array.isArray(lines) && lines.length > 0, "lines");
  checkLines(lines, known, { length: 2 });
  must(whole(when, 0, 2), "when");
});

export const checkCount = checker("count", 5, ([, , day, site, lines], known) => {
  checkDay(day, known);
  checkSite(site, known);
  must(Array.isArray(lines) && lines.length > 0, "lines");
  checkLines(lines, known, { length: 2, least: 0, most: 1_000_000 });
});

export const checkShift = checker("shift", 9, (record, known) => {
  const [, , day, part, zone, site, setting, workers, lines] = record;
  checkDay(day, known);
  checkPart(part);
  checkZone(zone, known);
  maySite(site, known);
  must(oneOf(known.settings, setting), "setting");
  must(whole(workers, 1, 9), "workers");
  must(Array.isArray(lines) && lines.length <= 60, "lines");
  for (const line of lines) checkBag(line, known);
  must(new Set(lines.map(([item]) => item)).size === lines.length, "item_twice");
});

/** What is missing of a line of the bag: loaded + received − handed out − lost − handed on − counted. */
export const difference = ([, loaded, received, out, lost, on, counted]) => loaded + received - out - lost - on - counted;

function checkBag(line, known) {
  must(Array.isArray(line) && line.length === 8, "lines");
  const why = line[7];
  must(oneOf(known.items, line[0]), "item");
  must(line.slice(1, 7).every((units) => whole(units, 0, UNITS)), "quantity");
  must(oneOrNone(SHIFT_WHY, why), "why");
  must((difference(line) === 0) === (why === null), "why");
}
