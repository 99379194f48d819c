// Records that are not about one person: the tally of a busy van, used equipment picked up, a need that was not met.
import { back, checker, day, given, may, must, number, one, part, setting, several, site, zone } from "./checks.js";

/** Why something asked for was not to be had: an item, a service, or anything else. */
export const WHY = {
  item: ["none_left", "not_carried", "other"],
  referral: ["closed", "full", "refused", "no_papers", "cost", "far", "waiting", "other"],
};
WHY.other = ["none_left", "not_carried", ...WHY.referral];

export const checkTally = checker("tally", [
  day,
  part,
  zone,
  may(site),
  setting,
  number("people", 1, 999),
  given,
  may(back),
  several("topics"),
]);

export const checkCleanup = checker("cleanup", [day, part, zone, may(site), back]);

export const checkUnmet = checker("unmet", [
  day,
  part,
  zone,
  one("what", new Set(Object.keys(WHY))),
  (code, { items, types }, record) => {
    const codes = { item: items, referral: types }[record[5]];
    must(codes ? codes.has(code) : code === null, "code");
  },
  one("why", new Set(WHY.other)),
  number("people", 1, 99),
]);
