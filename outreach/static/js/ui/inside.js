// Everything behind the lock: set-up's last steps, the shift and its pages.
import { html, useOutreach } from "./kit.js";
import { AlertsPage } from "../safety/alerts.js";
import { BagPage } from "../shift/bag.js";
import { GuidePage } from "../guides/card.js";
import { GuidesPage } from "../guides/index.js";
import { HarmPage } from "../safety/harm.js";
import { OtherPage } from "../contacts/other.js";
import { OthersPage } from "../contacts/others.js";
import { ServicesPage } from "../referrals/directory.js";
import { SlipBackPage } from "../referrals/slip-back.js";
import { ContactForm } from "../contacts/form.js";
import { DigitsPage } from "../enrol/digits.js";
import { NoListsPage } from "../enrol/no-lists.js";
import { PassphrasePage } from "../enrol/passphrase.js";
import { EndPage } from "../shift/end.js";
import { NotebookPage } from "../shift/notebook.js";
import { SafePage } from "../shift/safe.js";
import { SettingsPage } from "../shift/settings.js";
import { WorkersPage } from "../shift/workers.js";
import { ShiftHome } from "../shift/home.js";
import { StartPage } from "../shift/start.js";

const STAGES = { digits: DigitsPage, passphrase: PassphrasePage };
const SCREENS = {
  shift: ShiftHome,
  contact: ContactForm,
  others: OthersPage,
  other: OtherPage,
  services: ServicesPage,
  slipback: SlipBackPage,
  guides: GuidesPage,
  guide: GuidePage,
  harm: HarmPage,
  alerts: AlertsPage,
  bag: BagPage,
  notebook: NotebookPage,
  settings: SettingsPage,
  workers: WorkersPage,
  end: EndPage,
};

export function Inside() {
  const { view, nav, ref } = useOutreach();
  const { stage } = view;
  const { screen } = nav.top;
  if (STAGES[stage]) return html`<${STAGES[stage]} />`;
  if (screen === "safe") return html`<${SafePage} docked=${Boolean(view.shift) && stage === "open"} />`;
  if (!ref) return html`<${NoListsPage} />`;
  if (!view.shift && !["settings", "workers"].includes(screen)) return html`<${StartPage} />`;
  return html`<${SCREENS[screen] || ShiftHome} />`;
}
