// The QR code of a slip as one SVG path. It holds the slip and nothing else: no address, no name.
import { qrWorker } from "../qr/start.js";
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

/** { size, path }, drawn beside the page. */
export async function drawn(slip) {
  const drawer = qrWorker();
  const rows = await new Promise((resolve, reject) => {
    drawer.onmessage = ({ data }) => resolve(data);
    drawer.onerror = reject;
    drawer.postMessage({ text: SCANNED + slip });
  }).finally(() => drawer.terminate());
  const runs = rows.flatMap((row, y) => runsOf(row).map(([x, length]) => `M${x + QUIET} ${y + QUIET}h${length}v1h-${length}z`));
  return { size: rows.length, path: runs.join("") };
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
