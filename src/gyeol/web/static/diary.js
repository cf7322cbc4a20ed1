// The diary: what is being written survives a reload and a crash, in this browser only, until it is kept.

import { toast } from "./news.js";
import { theme } from "./theme.js";

const PREFIX = "gyeol-diary-";
const page = document.getElementById("page");
const key = PREFIX + page.dataset.draft;
const fields = ["text", "title", "day"];
const values = () => Object.fromEntries(fields.map((name) => [name, page.elements[name].value]));
const shown = values();

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null; // no storage, or something else's
  }
}

function keep() {
  try {
    const now = values();
    if (fields.every((name) => now[name] === shown[name])) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(now));
  } catch {
    /* a browser that keeps nothing still sends the form */
  }
}

function forget(name) {
  try {
    localStorage.removeItem(name);
  } catch {
    /* nothing was kept */
  }
}

/** Put back what was being written, unless the server sent it back itself. */
function restore() {
  const draft = read(key);
  if (!draft?.text || document.getElementById("problem")) return;
  if (page.dataset.draft === "new" && shown.text) return;
  for (const name of fields) if (typeof draft[name] === "string") page.elements[name].value = draft[name];
  const details = page.closest("details");
  if (details) details.open = true;
  toast(page.dataset.restored);
}

/** Forget the draft of what this entry now holds: it is kept. */
function settle() {
  const fresh = read(`${PREFIX}new`);
  if (fresh?.text?.trim() === shown.text.trim()) forget(`${PREFIX}new`);
  const [id, version] = page.dataset.draft.split("-").map(Number);
  for (let old = 1; old < version; old += 1) {
    const name = `${PREFIX}${id}-${old}`;
    if (read(name)?.text?.trim() === shown.text.trim()) forget(name);
  }
}

if (page.dataset.draft !== "new") settle();
restore();
page.addEventListener("input", keep);

document.querySelector("[data-forget]")?.addEventListener("submit", (event) => forget(PREFIX + event.target.dataset.forget));

document.getElementById("form").addEventListener("submit", (event) => {
  if (event.submitter?.name !== "theme") return;
  event.preventDefault();
  theme(event.submitter);
});
