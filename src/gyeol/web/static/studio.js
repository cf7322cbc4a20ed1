// The studio comes alive: emoji are made and kept without reloading. It works without all this.

import { made, make } from "./make.js";
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

document.addEventListener("click", (event) => {
  const control = event.target.closest(".copy, .save");
  if (control?.isConnected) take(control);
});

document.getElementById("form").addEventListener("submit", (event) => {
  if (event.submitter?.name !== "theme") return;
  event.preventDefault();
  theme(event.submitter);
});

unhide();
