// What is said while somebody types the code of a slip.
import { W } from "../ui/words.js";

const SIGNS = 7;

/** { wrong, asked }: what is said at once (only when it cannot become right), and what is said when they go on. */
export function typingSays(text) {
  const words = W.referrals.back;
  const count = text.trim().replace(/^s:/i, "").replace(/[- ]/g, "").length;
  if (count > SIGNS) return { wrong: words.many, asked: words.many };
  if (count === SIGNS) return { wrong: words.wrong, asked: words.wrong };
  return { wrong: "", asked: words.few(SIGNS - count) };
}
