// Songs without reloading: the list changes in place, a rating is kept at once. It works without all this.

import { keepMessage } from "./drafts.js";
import { morph } from "./morph.js";
import { announce, toast } from "./news.js";
import { theme } from "./theme.js";

const form = document.getElementById("ask");
const words = document.body.dataset;
const songs = () => document.getElementById("songs");
let asked = 0;
const forgetDraft = keepMessage(form.elements.text, "songs");

/** Send the form and put what comes back in place; the address becomes that of the answer, for a reload. */
async function ask(button) {
  const mine = ++asked;
  songs().setAttribute("aria-busy", "true");
  try {
    const body = new URLSearchParams(new FormData(form, button));
    const answer = await fetch("/songs", { method: "POST", body });
    if (answer.status >= 500) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (mine === asked) show(page, answer.url);
  } catch {
    toast(words.offline);
  } finally {
    songs().removeAttribute("aria-busy");
  }
}

function show(page, address) {
  const text = page.getElementById("text").value; // before its nodes move over
  for (const id of ["help", "ask", "songs"]) morph(document.getElementById(id), page.getElementById(id));
  form.elements.text.value = text;
  settle();
  history.replaceState(null, "", new URL(address).pathname + new URL(address).search);
  const help = document.querySelector("#help h2");
  if (help) forgetDraft(); // such words stay nowhere
  const news = document.querySelector("[data-news]")?.dataset.news ?? document.querySelector("#songs .empty b")?.textContent;
  announce([help?.textContent, document.querySelector("#problem p")?.textContent, news].filter(Boolean).join(" "));
  if (document.querySelector("#problem p")) return;
  (help ? document.getElementById("help") : songs()).scrollIntoView();
  if (!help) document.getElementById("songs-title").focus({ preventScroll: true }); // help is above: stay before it
}

/** Let the page be as it says: what is checked in the markup is checked, and ratings need no button. */
function settle() {
  for (const radio of document.querySelectorAll(".stars input")) radio.checked = radio.hasAttribute("checked");
  const keep = document.getElementById("keep");
  if (keep) keep.hidden = true;
}

async function rate(radio) {
  const { song, title } = radio.closest(".stars").dataset;
  const query = form.elements.query.value;
  const body = JSON.stringify({ song, value: Number(radio.value) });
  const headers = { "Content-Type": "application/json" };
  try {
    const answer = await fetch(`/api/v1/songs/queries/${query}/ratings`, { method: "POST", body, headers, keepalive: true });
    if (!answer.ok) throw new Error(answer.status);
    announce(songs().dataset.rated.replace("{title}", title).replace("{n}", radio.value));
  } catch {
    toast(words.offline); // the next list sends it again
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask(event.submitter);
});

document.addEventListener("change", (event) => {
  if (event.target.closest(".stars")) rate(event.target);
});

document.getElementById("form").addEventListener("submit", (event) => {
  if (event.submitter?.name !== "theme") return;
  event.preventDefault();
  theme(event.submitter);
});

const keep = document.getElementById("keep");
if (keep) keep.hidden = true;
