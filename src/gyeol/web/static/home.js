// The first page comes alive: answers while typing, likes and copies without reloading. It works without all this.

import { ask } from "./ask.js";
import { keepMessage } from "./drafts.js";
import { like } from "./like.js";
import { made, make } from "./make.js";
import { announce } from "./news.js";
import { take, unhide } from "./take.js";
import { theme } from "./theme.js";

const PAUSE_MS = 180;
const NEWS_MS = 900;
const form = document.getElementById("form");
const text = document.getElementById("text");
let asked = text.value.trim();
let typing = 0;
const forgetDraft = keepMessage(text, "chat");

/** Return what stands there without the letter that is still being composed. */
function written(event) {
  const whole = text.value;
  const half = event?.isComposing && /(^|[^ㄱ-ㅣ])[ㄱ-ㅣ]$/.test(whole); // "안ㄴ" on its way to "안녕"
  return (half ? whole.slice(0, -1) : whole).trim();
}

async function answer(message, fields = {}) {
  asked = message;
  if (await ask({ text: message, ...fields })) {
    unhide();
    if (!("live" in fields)) bring();
    const help = document.querySelector("#help h2")?.textContent ?? ""; // the page says it first, so do we
    if (help) forgetDraft(); // such words stay nowhere
    announce(`${help} ${document.querySelector("[data-news]")?.dataset.news ?? ""}`.trim(), NEWS_MS);
  }
}

/** Ask for more or less like a sticker; the next list comes at once. */
async function nudge(button) {
  const [name, value] = [button.name, button.value];
  const card = button.closest(".card");
  const next = card.nextElementSibling ?? card.previousElementSibling;
  if (await ask({ text: text.value, query: query(), [name]: value })) {
    unhide();
    const after = button.isConnected ? button : next?.isConnected ? next.querySelector(`[name=${name}]`) : null;
    (after ?? document.querySelector(`.card [name=${name}]`))?.focus();
    announce(document.body.dataset[name]);
  }
}

/** Return the number of the answer on the page, "" while it was only typed. */
const query = () => document.querySelector("#stickers [name=query]")?.value ?? "";

/** Bring the stickers into view on a small screen, unless help stands above them. */
function bring() {
  const stickers = document.getElementById("stickers");
  const below = stickers.getBoundingClientRect().top > 0.6 * innerHeight;
  if (below && !document.querySelector("#help section")) stickers.scrollIntoView();
}

function typed(event) {
  clearTimeout(typing);
  const message = written(event);
  typing = setTimeout(() => message !== asked && answer(message, { live: "1" }), PAUSE_MS);
}

text.addEventListener("input", typed);
text.addEventListener("compositionend", typed);

form.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (button?.name === "lang" || button?.name === "met") return; // the whole page changes
  event.preventDefault();
  clearTimeout(typing);
  if (button?.name === "theme") theme(button);
  else if (button && "like" in button.dataset) like(button, { text: text.value, query: query() }).then(() => unhide());
  else if (button && "nudge" in button.dataset) nudge(button);
  else if (button && "studio" in button.dataset) make(button, { chat: "1", made: made() });
  else {
    if (button?.name === "example") text.value = button.value;
    answer(text.value.trim());
  }
});

document.addEventListener("click", (event) => {
  const control = event.target.closest(".copy, .save");
  if (control?.isConnected) take(control);
});

unhide();
