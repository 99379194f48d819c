// Which page is shown: from the phone's stage, then (inside.js) from the stack of pages.
import { html, useOutreach } from "./kit.js";
import { Away } from "../safety/neutral.js";
import { BrokenPage, ElsewherePage, UnsupportedPage, inApp } from "../enrol/no-way.js";
import { HelloPage } from "../enrol/hello.js";
import { CheckinAlarm } from "../shift/checkin-alarm.js";
import { LockPage } from "../shift/lock.js";
import { Inside } from "./inside.js";

const DOORS = {
  opening: LockPage,
  unsupported: UnsupportedPage,
  elsewhere: ElsewherePage,
  broken: BrokenPage,
  locked: LockPage,
};
const SETTLED = ["passphrase", "locked", "writeonly", "open"]; // set up before: a new code needs a tap

/** The whole app. */
export const App = () => html`<${Shown} /><${CheckinAlarm} />`;

function Shown() {
  const { away, back, view, nav, arrived, fresh } = useOutreach();
  const stage = view.stage === "opening" && fresh ? "new" : view.stage; // keeps what is typed while the storage opens
  const { screen } = nav.top;
  if (away) return html`<${Away} open=${back} />`;
  if (stage === "new") return inApp() ? html`<${UnsupportedPage} />` : html`<${HelloPage} arrived=${arrived} />`;
  if (arrived && SETTLED.includes(stage) && screen !== "safe") return html`<${HelloPage} again arrived=${arrived} />`;
  if (DOORS[stage]) return html`<${DOORS[stage]} />`; // the lock keeps what is typed
  const again = (stage === "writeonly" && !view.goesOn) || screen === "again";
  if (again && screen !== "safe") return html`<${HelloPage} again />`;
  return html`<${Inside} />`;
}
