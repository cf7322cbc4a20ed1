// Make emoji and keep them without leaving the page: in the studio, and beside the stickers of a message.

import { ask } from "./ask.js";
import { announce } from "./news.js";
import { unhide } from "./take.js";

/** Do what a button of the studio says; `fields` are sent along. */
export async function make(button, fields) {
  const place = document.getElementById("made");
  const mine = button.classList.contains("keep");
  const [name, value] = [button.name, button.value];
  if (mine) press(button);
  else place.setAttribute("aria-busy", "true");
  const done = await ask({ ...fields, ...(name ? { [name]: value } : {}) }, "/studio");
  place.removeAttribute("aria-busy");
  if (!done) return;
  unhide();
  if (mine) return;
  const title = document.getElementById("made-title");
  const help = document.querySelector("#help h2")?.textContent ?? "";
  announce(`${help} ${document.querySelector("#made [data-news]")?.dataset.news ?? title?.textContent ?? ""}`.trim());
  if (place.getBoundingClientRect().top > 0.6 * innerHeight || place.getBoundingClientRect().top < 0) place.scrollIntoView();
  title?.focus({ preventScroll: true });
}

/** Show at once what a tap does. */
function press(button) {
  button.setAttribute("aria-pressed", String(button.name === "keep"));
}

/** Return the number of the batch on the page. */
export const made = () => document.querySelector("#made [name=made]")?.value ?? "";
