// The QR code of a slip as one SVG path. It holds the slip and nothing else: no address, no name.
import { html, useEffect, useState } from "../ui/kit.js";
import { W } from "../ui/words.js";
import { SCANNED } from "./rules.js";

const QUIET = 4; // modules of white around it, without which readers do not find it

export function SlipQr({ slip }) {
  const [code, setCode] = useState(null);
  useEffect(() => {
    let shown = true;
    drawn(slip).then(
      (made) => shown && setCode(made),
      () => {}, // the signs below are enough
    );
    return () => {
      shown = false;
    };
  }, [slip]);
  const side = (code?.size ?? 21) + 2 * QUIET;
  return html`<svg class="o-slip__qr" viewBox=${`0 0 ${side} ${side}`} role="img" aria-label=${W.referrals.qr}
    shape-rendering="crispEdges">${code && html`<path d=${code.path} />`}</svg>`;
}

/** { size, path }: the library is loaded with the first slip. */
export async function drawn(slip) {
  const { encode } = await import("../../vendor/uqr-0.1.3/uqr.js");
  const { size, data } = encode(SCANNED + slip, { ecc: "Q", border: 0 });
  const runs = data.flatMap((row, y) => runsOf(row).map(([x, length]) => `M${x + QUIET} ${y + QUIET}h${length}v1h-${length}z`));
  return { size, path: runs.join("") };
}

/** [start, length] of each run of dark modules in a row. */
function runsOf(row) {
  const runs = [];
  row.forEach((dark, x) => {
    if (!dark) return;
    if (x && row[x - 1]) runs[runs.length - 1][1] += 1;
    else runs.push([x, 1]);
  });
  return runs;
}
