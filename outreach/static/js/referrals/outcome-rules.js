// What makes a complete outcome, the slip that came back: the twin of referrals/rules.py.
import { checker, day, must, one } from "../contacts/checks.js";
import { isSlip } from "./rules.js";

export const STATUSES = new Set(["attended", "accepted", "declined", "unknown"]);

export const checkOutcome = checker("outcome", [
  day,
  (slip) => must(isSlip(slip), "slip"),
  one("status", STATUSES),
]);
