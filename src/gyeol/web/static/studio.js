// The studio comes alive: emoji are made and kept without reloading. It works without all this.

import { made, make } from "./make.js";
import { morph } from "./morph.js";
import { announce, toast } from "./news.js";
import { take, unhide } from "./take.js";
import { theme } from "./theme.js";

const form = document.getElementById("make");

form.addEventListener("submit", (event) => {
  const button = event.submitter;
  event.preventDefault();
  const text = form.elements.wish.value.trim();
  if (button && !button.name && !text) {
    form.elements.wish.focus();
    return;
  }
  make(button, { generator: form.elements.generator?.value ?? "", made: made(), ...(button?.name ? {} : { wish: text }) }).then(mark);
});

/** Let the palette say which feeling is shown. */
function mark() {
  const shown = document.querySelector("#made .again")?.value;
  for (const dab of document.querySelectorAll(".dab")) {
    if (dab.value === shown) dab.setAttribute("aria-current", "true");
    else dab.removeAttribute("aria-current");
  }
}

const WATCH_MS = 2000;

/** Put the training section of an answer in place. */
async function training(options) {
  try {
    const answer = await fetch("/studio/training", { ...options, headers: { "X-Part": "1" } });
    if (!answer.ok) throw new Error(answer.status);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("training");
    const old = document.getElementById("training");
    const before = old.dataset.state;
    morph(old, fresh);
    if (old.dataset.state !== before && before === "running") announce(old.querySelector(".job-title")?.textContent ?? "");
  } catch {
    toast(document.body.dataset.offline);
  }
}

document.addEventListener("submit", async (event) => {
  if (event.target.id !== "train") return;
  event.preventDefault();
  await training({ method: "POST", body: new URLSearchParams(new FormData(event.target, event.submitter)) });
  document.getElementById("training-title").focus({ preventScroll: true });
});

setInterval(() => {
  if (!document.hidden && document.getElementById("training").dataset.state === "running") training({});
}, WATCH_MS);

document.addEventListener("click", (event) => {
  const control = event.target.closest(".copy, .save");
  if (control?.isConnected) take(control);
});

document.getElementById("form").addEventListener("submit", (event) => {
  if (event.submitter?.name !== "theme") return;
  event.preventDefault();
  theme(event.submitter);
});

document.body.classList.add("alive"); // what only helps without scripts goes
unhide();
