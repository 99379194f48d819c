// Which page is shown: from the phone's stage, then from the stack of pages. What stands before the lock is here and is
// loaded first; everything behind it comes with inside.js.
import { html, useOutreach } from "./kit.js";
import { Away } from "../safety/neutral.js";
import { BrokenPage, ElsewherePage, NotLoadedPage, UnsupportedPage, inApp } from "../enrol/no-way.js";
import { HelloPage } from "../enrol/hello.js";
import { LockPage } from "../shift/lock.js";

const DOORS = {
  opening: LockPage,
  unsupported: UnsupportedPage,
  elsewhere: ElsewherePage,
  broken: BrokenPage,
  locked: LockPage,
};
const SETTLED = ["passphrase", "locked", "writeonly", "open"]; // set up before: a new code needs a tap

/** The whole app. */
export function App() {
  const { inside } = useOutreach();
  return html`<${Shown} />${inside?.Alarm && html`<${inside.Alarm} />`}`;
}

function Shown() {
  const { away, back, view, nav, arrived, inside, fresh } = useOutreach();
  const stage = view.stage === "opening" && fresh ? "new" : view.stage; // keeps what is typed while the storage opens
  const { screen } = nav.top;
  if (away) return html`<${Away} open=${back} />`;
  if (stage === "new") return inApp() ? html`<${UnsupportedPage} />` : html`<${HelloPage} arrived=${arrived} />`;
  if (arrived && SETTLED.includes(stage) && screen !== "safe") return html`<${HelloPage} again arrived=${arrived} />`;
  if (DOORS[stage]) return html`<${DOORS[stage]} />`; // the lock keeps what is typed
  const again = (stage === "writeonly" && !view.goesOn) || screen === "again";
  if (again && screen !== "safe") return html`<${HelloPage} again />`;
  if (!inside) return null; // a moment, on its way
  return inside.Inside ? html`<${inside.Inside} />` : html`<${NotLoadedPage} />`;
}
