// What makes a complete restock request, stock count and end of shift: the twins of supplies/rules.py.
import { checker, day, lines, may, must, number, one, part, setting, site, supplies, UNITS, whole, zone } from "../contacts/checks.js";

export const SHIFT_WHY = new Set(["miscounted", "forgot", "damaged", "stolen", "unknown"]);

export const checkRestock = checker("restock", [day, may(site), lines(supplies(), 1), number("when", 0, 2)]);

export const checkCount = checker("count", [day, site, lines(supplies({ least: 0, most: 1_000_000 }), 1)]);

/** What is missing of a line of the bag: loaded + received − handed out − lost − handed on − counted. */
export const difference = ([, loaded, received, out, lost, on, counted]) => loaded + received - out - lost - on - counted;

const [item, why] = [one("item"), may(one("why", SHIFT_WHY))];

const bag = lines((line, known) => {
  must(line.length === 8, "lines");
  item(line[0], known);
  must(line.slice(1, 7).every((units) => whole(units, 0, UNITS)), "quantity");
  why(line[7]);
  must((difference(line) === 0) === (line[7] === null), "why");
});

export const checkShift = checker("shift", [
  day,
  part,
  zone,
  may(site),
  setting,
  number("workers", 1, 9),
  bag,
]);
