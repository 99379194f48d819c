// On a narrow screen the navigation is a strip that scrolls sideways: it opens at the current page.
const strip = document.querySelector('.nav');
const current = strip?.querySelector('[aria-current]');

if (current && strip.scrollWidth > strip.clientWidth) {
  const before = 24; // px of the entry before, so that one sees that there is more
  strip.scrollLeft = current.offsetLeft - strip.offsetLeft - before;
}
