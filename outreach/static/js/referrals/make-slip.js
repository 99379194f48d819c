// A slip for a service: into the contact that is open, or with a new one. A slip belongs to a contact, never alone.
import { html, useOutreach, useState } from "../ui/kit.js";
import { Btn, Chip, Choices, Head } from "../ui/parts.js";
import { now } from "../ui/moment.js";
import { Sheet } from "../ui/sheet.js";
import { W } from "../ui/words.js";
import { emptyForm } from "../contacts/fields.js";
import { withSlip } from "./chosen.js";
import { Modes } from "./modes.js";
import { newSlip } from "./rules.js";

export function MakeSlipSheet({ service, wish }) {
  const { phone, view, ref, nav, kept } = useOutreach();
  const first = service.types.find((type) => wish.types.includes(type)) ?? (service.types.length === 1 ? service.types[0] : "");
  const [type, setType] = useState(first);
  const [mode, setMode] = useState("information");
  const open = kept.drafts.find(({ kind = "contact" }) => kind === "contact");
  const into = (form) => {
    kept.keep({ ...form, form: withSlip(form.form, type, { mode, service: service.id }, newSlip()) });
    nav.go("contact", { form: form.id });
  };
  const fresh = () =>
    into({ id: phone.openForm(), kind: "contact", form: emptyForm("contact", view.shift), opened: now() });
  const more = html`<span class="o-btn__more">${type ? ref.referral(type).short : W.referrals.slipMissing}</span>`;
  const foot = open
    ? html`<${Btn} off=${!type} onClick=${fresh}>${W.referrals.toNew}<//>
      <${Btn} kind="lamp" icon="pencil" off=${!type} onClick=${() => into(open)}>${W.referrals.toOpen}${more}<//>`
    : html`<${Btn} kind="lamp" icon="plus" off=${!type} onClick=${fresh}>${W.referrals.toNew}${more}<//>`;
  return html`<${Sheet} title=${service.name} foot=${foot}>
    <${Head}>${W.referrals.slipWhat}<//>
    <${Choices} label=${W.referrals.slipWhat} cols=${2}>${service.types.map(
      (code) => html`<${Chip} key=${code} icon=${ref.referral(code).icon} on=${type === code}
      onClick=${() => setType(code)}>${ref.referral(code).short}<//>`,
    )}<//>
    <${Modes} mode=${mode} put=${setMode} />
  <//>`;
}
