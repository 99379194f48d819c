// Which warnings hold now, which are for this zone, and which this worker has read in this shift. Read ones are known
// by their number and a short sum of their words only, in the notebook: a killed app does not say them again.

/** Warnings that hold on the shift's day (the worker confirmed it; the phone's clock may be wrong), newest first. */
export function warnings({ ref, view }) {
  const { day, zone } = view.shift;
  const now = (ref.alerts || []).filter(({ until }) => until >= day);
  const here = now.filter((alert) => isFor(alert, zone));
  return { here, unread: here.filter((alert) => !isRead(alert, view.shift)), elsewhere: now.filter((one) => !isFor(one, zone)) };
}

export const isRead = (alert, { read = [] }) => read.some(([id, said]) => id === alert.id && said === sum(alert));

/** The worker has read them. A warning whose words change counts as new. */
export function markRead({ phone, view }, alerts) {
  const others = (view.shift.read ?? []).filter(([id]) => !alerts.some((alert) => alert.id === id));
  return phone.moveShift({ read: [...others, ...alerts.map((alert) => [alert.id, sum(alert)])] });
}

const isFor = ({ zones }, zone) => !zones.length || zones.includes(zone);

function sum({ title, text, until, kind }) {
  let total = 5381;
  for (const sign of [title, text, until, kind].join("\n")) total = (total * 33 + sign.codePointAt(0)) % 4294967296;
  return total;
}

/** The drawing of each kind. */
export const ICONS = { supply: "s-strip", bad_date: "harm", police: "info", stock_out: "bag", other: "alert" };
