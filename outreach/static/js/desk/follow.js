// Follows long work on an edition: each new step is said where a screen reader hears it, and the page stays where it
// is. When it has ended a link shows the result; without scripts the same link looks again.
const box = document.querySelector("[data-follow]");
const EACH = 2000; // ms between looks
const said = box.querySelector("[role=status]");
const link = box.querySelector("a");

function say(words) {
  if (said.textContent !== words) said.textContent = words; // the same words again would be read out again
}

function show({ words, step, steps, ended }) {
  say(words);
  const bar = box.querySelector("progress");
  bar.max = steps;
  bar.value = step;
  if (!ended) return later();
  for (const part of box.querySelectorAll("[data-until-ended]")) part.hidden = true;
  link.textContent = box.dataset.then;
  link.classList.add("main");
}

async function look() {
  if (document.hidden) return later();
  try {
    const answer = await fetch(box.dataset.follow, { redirect: "error" }); // a redirect leads to the sign-in
    if (!answer.ok) throw new Error("no answer");
    show(await answer.json());
  } catch {
    say(box.dataset.lost);
    later();
  }
}

function later() {
  setTimeout(look, EACH);
}

later();
