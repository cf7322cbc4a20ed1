// The diary: what is being written survives a reload and a crash, until it is kept or discarded.

import { forget, keep, read } from "./drafts.js";
import { toast } from "./news.js";
import { theme } from "./theme.js";

const page = document.getElementById("page");
const key = page.dataset.draft; // "new", or the number of an entry
const fields = ["text", "title", "day", "version"].filter((name) => page.elements[name]);
const values = () => Object.fromEntries(fields.map((name) => [name, page.elements[name].value]));
const shown = values();
const unsaved = key === "new" || document.getElementById("problem"); // the server holds another text, or none
const discard = page.querySelector("[data-discard]");

function note() {
  const now = values();
  const idle = unsaved ? !now.text.trim() : fields.every((name) => now[name] === shown[name]);
  if (idle) forget(key);
  else keep(key, now);
}

/** Put back what was being written. It names the version that it began with, so that a newer one is not overwritten. */
function restore() {
  const draft = read(key);
  if (!draft?.text) return;
  for (const name of fields) if (typeof draft[name] === "string") page.elements[name].value = draft[name];
  const details = page.closest("details");
  if (details) details.open = true;
  if (discard) discard.hidden = false;
  toast(page.dataset.restored);
}

/** Forget the drafts of what this entry now holds: it is kept. */
function settle() {
  for (const name of ["new", key]) {
    if (read(name)?.text?.trim() === shown.text.trim()) forget(name);
  }
}

if (!unsaved) settle();
if (unsaved && shown.text) note(); // the server sent it back: nothing older comes in its place
else restore();
page.addEventListener("input", note);

discard?.addEventListener("click", () => {
  forget(key);
  for (const name of fields) page.elements[name].value = page.elements[name].defaultValue;
  discard.hidden = true;
  page.elements.text.focus();
});

document.querySelector("[data-forget]")?.addEventListener("submit", (event) => forget(event.target.dataset.forget));

document.getElementById("form").addEventListener("submit", (event) => {
  if (event.submitter?.name !== "theme") return;
  event.preventDefault();
  theme(event.submitter);
});
