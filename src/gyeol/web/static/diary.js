// The diary: what is being written survives a reload and a crash, in this browser only, until it is kept.

import { toast } from "./news.js";
import { theme } from "./theme.js";

const PREFIX = "gyeol-diary-";
const page = document.getElementById("page");
const key = PREFIX + page.dataset.draft; // "new", or the number of an entry
const fields = ["text", "title", "day", "version"].filter((name) => page.elements[name]);
const values = () => Object.fromEntries(fields.map((name) => [name, page.elements[name].value]));
const shown = values();
const unsaved = key === `${PREFIX}new` || document.getElementById("problem"); // the server holds another text, or none

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null; // no storage, or something else's
  }
}

function forget(name) {
  try {
    localStorage.removeItem(name);
  } catch {
    /* nothing was kept */
  }
}

function keep() {
  const now = values();
  const idle = unsaved ? !now.text.trim() : fields.every((name) => now[name] === shown[name]);
  if (idle) return forget(key);
  try {
    localStorage.setItem(key, JSON.stringify(now));
  } catch {
    /* a browser that keeps nothing still sends the form */
  }
}

/** Put back what was being written. It names the version that it began with, so that a newer one is not overwritten. */
function restore() {
  const draft = read(key);
  if (!draft?.text) return;
  for (const name of fields) if (typeof draft[name] === "string") page.elements[name].value = draft[name];
  const details = page.closest("details");
  if (details) details.open = true;
  toast(page.dataset.restored);
}

/** Forget the drafts of what this entry now holds: it is kept. */
function settle() {
  for (const name of [`${PREFIX}new`, key]) {
    if (read(name)?.text?.trim() === shown.text.trim()) forget(name);
  }
}

if (!unsaved) settle();
if (unsaved && shown.text) keep(); // the server sent it back: nothing older comes in its place
else restore();
page.addEventListener("input", keep);

document.querySelector("[data-forget]")?.addEventListener("submit", (event) => forget(PREFIX + event.target.dataset.forget));

document.getElementById("form").addEventListener("submit", (event) => {
  if (event.submitter?.name !== "theme") return;
  event.preventDefault();
  theme(event.submitter);
});
