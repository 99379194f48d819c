// The QR code of a slip as one SVG path. It holds the slip and nothing else: no address, no name.
import { qrWorker } from "../qr/start.js";
import { html, useEffect, useState } from "../ui/kit.js";
import { W } from "../ui/words.js";
import { SCANNED } from "./rules.js";

const QUIET = 4; // modules of white around it, without which readers do not find it
const SIZE = 21; // while there is none yet

export function SlipQr({ slip }) {
  const [rows, setRows] = useState([]); // drawn beside the page; should that fail, the signs below are enough
  useEffect(() => {
    const drawer = qrWorker();
    const stop = () => drawer.terminate();
    drawer.onmessage = ({ data }) => {
      setRows(data);
      stop();
    };
    drawer.postMessage({ text: SCANNED + slip });
    return stop;
  }, [slip]);
  const side = (rows.length || SIZE) + 2 * QUIET;
  return html`<svg class="o-slip__qr" viewBox=${`-${QUIET} -${QUIET} ${side} ${side}`} role="img" aria-label=${W.referrals.qr}
    shape-rendering="crispEdges">${rows.length > 0 && html`<path d=${rows.map(line).join("")} />`}</svg>`;
}

/** The runs of dark modules in a row. */
function line(row, y) {
  const runs = row.map(Number).join("").matchAll(/1+/g);
  return Array.from(runs, ({ index, 0: { length } }) => `M${index} ${y}h${length}v1h-${length}z`).join("");
}
