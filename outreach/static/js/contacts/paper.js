// Entries that were written on paper: where and when they belong, kept while several are typed in a row. Memory only.

/** Where and when a new form belongs: to the shift, or to the paper that is being typed in. */
export function placeOf({ view, kept, nav }) {
  const { paper } = kept;
  if (!nav.top.paper || !paper) return view.shift;
  const { zone, site, setting, day, part } = paper;
  return { zone, site, setting, when: { day, part } };
}

/** After one from paper comes the next one. */
export function backToPaper(nav) {
  nav.home();
  nav.go("other", { kind: "paper" });
}
