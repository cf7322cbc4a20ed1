// Drag a folder, a zip or pictures onto the page; what comes of it is shown without reloading.

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
    send(new FormData(event.target));
  }
});

function prepare() {
  const drop = document.getElementById("drop");
  const folder = document.getElementById("folder");
  drop.querySelector(".drop-title").classList.add("drag");
  folder.hidden = false;
  folder.addEventListener("click", () => {
    const chooser = Object.assign(document.createElement("input"), { type: "file", webkitdirectory: true });
    chooser.addEventListener("change", () => {
      send(form([...chooser.files].map((file) => [file, file.webkitRelativePath || file.name])));
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
    send(form(entries.length ? (await Promise.all(entries.map((entry) => walk(entry)))).flat() : plain));
  });
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

/** Return the page's own form with other files in it. */
function form(files) {
  const fields = new FormData(document.getElementById("upload"));
  fields.delete("files");
  for (const [file, path] of files) fields.append("files", file, path);
  return fields;
}

async function send(fields) {
  const place = document.getElementById("bring");
  place.classList.add("busy");
  place.setAttribute("aria-busy", "true");
  toast(place.dataset.reading);
  try {
    const answer = await fetch("/bring", { method: "POST", body: fields });
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
