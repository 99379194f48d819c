// The code of a set-up link. Pure.

/** "#e=…&f=…" out of a whole link, or of its last part; null when it is none. */
export function hashOf(text) {
  const found = /[#?&]?(e=[\w-]+&f=[\w-]{43})\s*$/.exec(String(text).trim());
  return found ? `#${found[1]}` : null;
}
