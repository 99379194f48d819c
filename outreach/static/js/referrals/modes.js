// In what way a worker helps with a referral.
import { html } from "../ui/kit.js";
import { Chip, Choices, Head } from "../ui/parts.js";
import { W } from "../ui/words.js";
import { MODES } from "./rules.js";

/** Told them, called for them, went along, or done on the spot. */
export const Modes = ({ mode, put }) => html`<${Head}>${W.referrals.slipHow}<//>
  <${Choices} label=${W.referrals.slipHow} cols=${2}>${MODES.map(
    (code) => html`<${Chip} key=${code} on=${mode === code} onClick=${() => put(code)}>${W.referrals.modes[code]}<//>`,
  )}<//>`;
