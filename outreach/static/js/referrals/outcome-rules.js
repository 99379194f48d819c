// What makes a complete outcome, the slip that came back: the twin of referrals/rules.py.
import { checkDay, checker, must, oneOf } from "../contacts/checks.js";
import { isSlip } from "./rules.js";

export const STATUSES = new Set(["attended", "accepted", "declined", "unknown"]);

export const checkOutcome = checker("outcome", 5, ([, , day, slip, status], known) => {
  checkDay(day, known);
  must(isSlip(slip), "slip");
  must(oneOf(STATUSES, status), "status");
});
