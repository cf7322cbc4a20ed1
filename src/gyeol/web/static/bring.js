// Drag a folder, a zip or files onto the page; what comes of it is shown without reloading.

import { announce, toast } from "./news.js";
import { theme } from "./theme.js";

const words = document.body.dataset;

document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (button?.name === "theme") {
    event.preventDefault();
    theme(button);
  } else if (event.target.id === "upload") {
    event.preventDefault();
    send(form());
  }
});

let waiting = []; // [file, path] of what was chosen or dropped

function prepare() {
  const drop = document.getElementById("drop");
  const folder = document.getElementById("folder");
  const files = document.getElementById("files");
  waiting = [];
  drop.classList.add("drag");
  folder.hidden = false;
  files.addEventListener("change", () => hold([...files.files].map((file) => [file, file.name])));
  folder.addEventListener("click", () => {
    const chooser = Object.assign(document.createElement("input"), { type: "file", webkitdirectory: true });
    chooser.addEventListener("change", () => {
      hold([...chooser.files].map((file) => [file, file.webkitRelativePath || file.name]));
    });
    chooser.click();
  });
  drop.addEventListener("dragover", (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", async (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    const plain = [...event.dataTransfer.files].map((file) => [file, file.name]);
    hold(entries.length ? (await Promise.all(entries.map((entry) => walk(entry)))).flat() : plain);
  });
}

/** Keep files until the visitor says "add", and say which they are. */
function hold(files) {
  waiting = files.filter(([, path]) => !path.split("/").some((part) => part.startsWith(".")));
  const chosen = document.getElementById("chosen");
  const first = waiting[0]?.[1].split("/")[0] ?? "";
  chosen.hidden = !waiting.length;
  chosen.textContent = chosen.dataset.words.replace("{first}", first).replace("{n}", waiting.length);
  if (waiting.length) document.querySelector("#upload .go").focus();
}

/** Return [file, path] of all files below a dropped entry. */
async function walk(entry, path = "") {
  if (entry.isFile) {
    const file = await new Promise((done, fail) => entry.file(done, fail));
    return [[file, path + entry.name]];
  }
  const reader = entry.createReader();
  const all = [];
  for (;;) {
    const some = await new Promise((done, fail) => reader.readEntries(done, fail)); // a hundred at a time
    if (!some.length) break;
    for (const one of some) all.push(...(await walk(one, `${path}${entry.name}/`)));
  }
  return all;
}

/** Return the page's own form with what is waiting in it. */
function form() {
  const fields = new FormData(document.getElementById("upload"));
  fields.delete("files");
  for (const [file, path] of waiting) fields.append("files", file, path);
  return fields;
}

async function send(fields) {
  const address = document.getElementById("upload").getAttribute("action");
  const place = document.getElementById("bring");
  place.classList.add("busy");
  place.setAttribute("aria-busy", "true");
  toast(place.dataset.reading);
  try {
    const answer = await fetch(address, { method: "POST", body: fields });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("bring");
    if (!fresh) throw new Error(answer.status);
    place.replaceWith(fresh);
    prepare();
    const first = fresh.querySelector("h2, [role=alert]");
    if (first) {
      first.tabIndex = -1;
      first.focus();
    }
    if (answer.ok) announce(fresh.dataset.done);
  } catch {
    place.classList.remove("busy");
    place.removeAttribute("aria-busy");
    toast(words.offline);
  }
}

prepare();
