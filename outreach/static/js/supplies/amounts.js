// What follows from an item alone: quick amounts from its step and its packs. Pure.

/** Five amounts that are often given, smallest first. */
export function usualAmounts(step) {
  if (step >= 10) return [10, 20, 50, 100, 200];
  if (step >= 5) return [10, 20, 30, 50, 100];
  return step > 1 ? [2, 4, 6, 10, 20] : [1, 2, 3, 5, 10];
}

export const isNaloxone = ({ group, category }) => (group || category) === "naloxone";

/** Packs that expand to units, smallest first: [["box of 100", 100], …]. */
export const packSizes = (pack) => Object.entries(pack || {}).sort((a, b) => a[1] - b[1]);

/** The typed number after one more digit; at most `most` digits, no leading zero. */
export const typed = (text, digit, most = 4) => joined(text, digit).slice(0, most);

/** The same for an amount with one decimal: litres and kilograms. */
export function typedDecimal(text, sign) {
  const next = joined(text, sign).replace(/^\./, "0.");
  return /^\d{0,3}(\.\d?)?$/.test(next) ? next : text;
}

const joined = (text, sign) => `${text}${sign}`.replace(/^0+(?=\d)/, "");
