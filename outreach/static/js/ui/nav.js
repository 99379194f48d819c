// Where the worker is. Pages and sheets are a stack; the phone's back key takes off the top one. The address never
// changes, so history shows nothing. One guard entry stands for "there is something to go back from".
const HOME = { screen: "shift" };

/** Makes the stack; `changed` is called after each step. */
export function makeNav(changed, browser = globalThis) {
  let stack = [HOME];
  let guarded = false;

  const set = (next) => {
    stack = next;
    if (!guarded && stack.length > 1) {
      browser.history.pushState({}, "");
      guarded = true;
    }
    changed();
  };
  const nav = {
    get top() {
      return stack.at(-1);
    },
    /** The nearest entry of this page under the top one. */
    under: (screen) => stack.slice(0, -1).findLast((entry) => entry.screen === screen),
    /** Opens a page. */
    go: (screen, args) => set([...stack, { screen, ...args }]),
    /** Opens a sheet over the page that is shown. */
    open: (sheet, args) => set([...stack, { ...nav.top, sheet, ...args }]),
    /** Puts another page or sheet in the place of the top one. */
    swap: (entry) => set([...stack.slice(0, -1), entry]),
    back: () => stack.length > 1 && set(stack.slice(0, -1)),
    /** Back to the shift page, with a sheet over it if one is named. */
    home: (sheet, args) => set(sheet ? [HOME, { ...HOME, sheet, ...args }] : [HOME]),
    /** A tab of the dock: only the shift page lies under it. */
    tab: (screen) => set(screen === HOME.screen ? [HOME] : [HOME, { screen }]),
  };
  browser.addEventListener("popstate", () => {
    guarded = false;
    nav.back();
  });
  return nav;
}
