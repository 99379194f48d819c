// A form that is open: its values, kept on disk at each change, until it is saved or left.
import { useOutreach, useState } from "../ui/kit.js";
import { isEmpty } from "./draft.js";

/**
 * `{ draft, put, opened, entry }` of the form on this page. `make()` gives an empty form; `read(record)` the form of
 * an entry that is corrected. An empty form, and one that corrects, is not kept.
 */
export function useForm(kind, make, read) {
  const { nav, kept } = useOutreach();
  const [page] = useState(nav.top); // a sheet over the form has an entry of its own
  const { entry } = page;
  const [opened] = useState(() => (entry ? { form: read(entry.record) } : kept.begin(page, kind, make)));
  const [draft, setDraft] = useState(opened.form);
  const put = (change) =>
    setDraft((form) => {
      const next = change(form);
      if (!entry) kept.keep({ ...opened, form: next }, isEmpty(next, make()));
      return next;
    });
  return { draft, put, opened, entry };
}
