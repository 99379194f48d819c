// Slip codes: the twin of referrals/rules.py. Both pass the cases in tests/cases/slips.json.
const SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // Crockford base 32: no I, L, O, U

/** The seventh sign, from six (upper case, Crockford): Horner's rule in the field of 32 elements. */
export function checkSign(six) {
  let total = 0;
  for (const sign of six) {
    total = (total ^ SIGNS.indexOf(sign)) << 1;
    if (total > 31) total ^= 37;
  }
  return SIGNS[total];
}

export const makeSlip = (six) => six + checkSign(six);

/** A fresh slip code as it is stored. */
export const newSlip = () =>
  makeSlip(Array.from(crypto.getRandomValues(new Uint8Array(6)), (byte) => SIGNS[byte & 31]).join(""));

/** What stands in the QR code before the slip: a reader takes it for words and not for an address. */
export const SCANNED = "S:";

/** What somebody typed or scanned as seven stored signs, or null. */
export function readSlip(typed) {
  const plain = typed.trim().toUpperCase().replace(/^S:/, "");
  const slip = plain.replace(/[IL]/g, "1").replace(/O/g, "0").replace(/[- ]/g, "");
  return isSlip(slip) ? slip : null;
}

export const isSlip = (slip) =>
  typeof slip === "string" && /^[0-9A-HJKMNP-TV-Z]{7}$/.test(slip) && checkSign(slip.slice(0, 6)) === slip[6];

/** ABC-DEFG, as it is read aloud. */
export const showSlip = (slip) => `${slip.slice(0, 3)}-${slip.slice(3)}`;
