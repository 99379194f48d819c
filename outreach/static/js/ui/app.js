// Which page is shown: from the phone's stage, then from the stack of pages.
import { html, Outreach, useOutreach } from "./kit.js";
import { AlertsPage } from "../safety/alerts.js";
import { BagPage } from "../shift/bag.js";
import { GuidePage } from "../guides/card.js";
import { GuidesPage } from "../guides/index.js";
import { HarmPage } from "../safety/harm.js";
import { OtherPage } from "../contacts/other.js";
import { OthersPage } from "../contacts/others.js";
import { PlanPage } from "../guides/plan.js";
import { ServicesPage } from "../referrals/directory.js";
import { SlipBackPage } from "../referrals/slip-back.js";
import { CheckinAlarm } from "../shift/checkin-alarm.js";
import { Away } from "../safety/neutral.js";
import { ContactForm } from "../contacts/form.js";
import { DigitsPage } from "../enrol/digits.js";
import { BrokenPage, ElsewherePage, UnsupportedPage, inApp } from "../enrol/no-way.js";
import { HelloPage } from "../enrol/hello.js";
import { NoListsPage } from "../enrol/no-lists.js";
import { PassphrasePage } from "../enrol/passphrase.js";
import { EndPage } from "../shift/end.js";
import { LockPage } from "../shift/lock.js";
import { NotebookPage } from "../shift/notebook.js";
import { SafePage } from "../shift/safe.js";
import { SettingsPage } from "../shift/settings.js";
import { WorkersPage } from "../shift/workers.js";
import { ShiftHome } from "../shift/home.js";
import { StartPage } from "../shift/start.js";

const STAGES = {
  opening: LockPage,
  unsupported: UnsupportedPage,
  elsewhere: ElsewherePage,
  broken: BrokenPage,
  digits: DigitsPage,
  passphrase: PassphrasePage,
  locked: LockPage,
};
const SETTLED = ["passphrase", "locked", "writeonly", "open"]; // set up before: a new code needs a tap
const SCREENS = {
  shift: ShiftHome,
  contact: ContactForm,
  others: OthersPage,
  other: OtherPage,
  services: ServicesPage,
  slipback: SlipBackPage,
  guides: GuidesPage,
  guide: GuidePage,
  plan: PlanPage,
  harm: HarmPage,
  alerts: AlertsPage,
  bag: BagPage,
  notebook: NotebookPage,
  settings: SettingsPage,
  workers: WorkersPage,
  end: EndPage,
};

/** The whole app; `app` is the context that every screen reads. */
export function App({ app }) {
  return html`<${Outreach.Provider} value=${app}><${Shown} /><${CheckinAlarm} /><//>`;
}

function Shown() {
  const { away, back, view, nav, arrived, ref } = useOutreach();
  const { stage } = view;
  const { screen } = nav.top;
  if (away) return html`<${Away} open=${back} />`;
  if (stage === "new") return inApp() ? html`<${UnsupportedPage} />` : html`<${HelloPage} arrived=${arrived} />`;
  if (arrived && SETTLED.includes(stage) && screen !== "safe") return html`<${HelloPage} again arrived=${arrived} />`;
  if (STAGES[stage]) return html`<${STAGES[stage]} key=${stage === "opening" ? "locked" : stage} />`; // keeps what is typed
  if (screen === "safe") return html`<${SafePage} docked=${Boolean(view.shift) && stage === "open"} />`;
  if ((stage === "writeonly" && !view.goesOn) || screen === "again") return html`<${HelloPage} again />`;
  if (!ref) return html`<${NoListsPage} />`;
  if (!view.shift && !["settings", "workers"].includes(screen)) return html`<${StartPage} />`;
  const Screen = SCREENS[screen] || ShiftHome;
  return html`<${Screen} key=${screen} />`;
}
