// Records that are not about one person: the tally of a busy van, used equipment picked up, a need that was not met.
import {
  checkBack,
  checkDay,
  checker,
  checkLines,
  checkPart,
  checkSeveral,
  checkZone,
  maySite,
  must,
  oneOf,
  whole,
} from "./checks.js";

/** Why something asked for was not to be had; the first ones for an item, the others for a service. */
export const WHY = {
  item: ["none_left", "not_carried", "other"],
  referral: ["closed", "full", "refused", "no_papers", "cost", "far", "waiting", "other"],
  other: ["none_left", "not_carried", "closed", "full", "refused", "no_papers", "cost", "far", "waiting", "other"],
};
const ALL_WHY = new Set(WHY.other);

function checkWhere([, , day, part, zone], known) {
  checkDay(day, known);
  checkPart(part);
  checkZone(zone, known);
}

export const checkTally = checker("tally", 11, (record, known) => {
  const [site, setting, people, lines, back, topics] = record.slice(5);
  checkWhere(record, known);
  maySite(site, known);
  must(oneOf(known.settings, setting), "setting");
  must(whole(people, 1, 999), "people");
  checkLines(lines, known);
  if (back !== null) checkBack(back, known);
  checkSeveral(topics, known.topics, "topics");
});

export const checkCleanup = checker("cleanup", 7, (record, known) => {
  const [site, back] = record.slice(5);
  checkWhere(record, known);
  maySite(site, known);
  checkBack(back, known);
});

export const checkUnmet = checker("unmet", 9, (record, known) => {
  const [what, code, why, people] = record.slice(5);
  checkWhere(record, known);
  must(typeof what === "string" && Object.hasOwn(WHY, what), "what");
  const codes = { item: known.items, referral: known.types }[what];
  must(codes ? oneOf(codes, code) : code === null, "code");
  must(oneOf(ALL_WHY, why), "why");
  must(whole(people, 1, 99), "people");
});
