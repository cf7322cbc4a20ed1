// Like and forget stickers and packs without leaving the page.

import { ask } from "./ask.js";
import { announce } from "./news.js";

/** Press a like button: show it at once, tell the server, and put in place what that changed. */
export async function like(button, fields) {
  const pressed = button.name === "like";
  const [name, value] = [button.name, button.value];
  const words = document.body.dataset;
  if (name === "clear") for (const one of buttons()) press(one, false);
  else show(value, pressed);
  const in_strip = button.closest(".strip");
  const next = in_strip && (button.parentElement.nextElementSibling || button.parentElement.previousElementSibling);
  if (await ask({ ...fields, [name]: value })) {
    sync();
    if (!button.isConnected) (next?.querySelector("button") ?? document.getElementById("text"))?.focus();
  }
  announce(pressed ? words.liked : words.unliked);
}

const buttons = () => document.querySelectorAll("[data-like]:not([name=clear])");

function press(button, pressed) {
  if (button.closest(".strip")) return;
  button.name = pressed ? "unlike" : "like";
  button.setAttribute("aria-pressed", String(pressed));
}

function show(value, pressed) {
  for (const button of buttons()) if (button.value === value) press(button, pressed);
}

/** Bring all hearts in line with the strip of liked stickers. */
function sync() {
  if (!document.getElementById("taste")) return; // the page of a pack: its hearts have come from the server
  const liked = new Set([...document.querySelectorAll(".strip [data-key]")].map((one) => one.dataset.key));
  for (const button of buttons()) if (button.value.includes("/")) press(button, liked.has(button.value));
  for (const tile of document.querySelectorAll(".tile")) {
    const picks = [...tile.querySelectorAll(".pick")];
    const heart = tile.querySelector(".heart");
    if (heart && picks.length) press(heart, picks.every((pick) => liked.has(pick.value)));
  }
}
