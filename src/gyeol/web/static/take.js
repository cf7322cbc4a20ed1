// Take a sticker along: copy its picture, or save it where copying is not possible.

import { toast } from "./news.js";

const words = document.body.dataset;

/** Show the copy buttons that only work with scripts. */
export function unhide(root = document) {
  for (const button of root.querySelectorAll(".copy[hidden]")) button.hidden = false;
}

/** Copy or save what a button or link stands for, and count it as used. */
export async function take(control) {
  note(control.dataset.id);
  if (control.classList.contains("save")) {
    toast(words.saved);
    return;
  }
  try {
    await navigator.clipboard.write([new ClipboardItem({ "image/png": png(control.dataset.copy) })]);
    control.classList.add("done");
    setTimeout(() => control.classList.remove("done"), 1600);
    toast(words.copied);
  } catch {
    control.parentElement.querySelector(".save").cloneNode().click(); // a copy: it is not counted again
    toast(words.savedInstead);
  }
}

function note(sticker) {
  fetch("/api/v1/profiles/me/uses", {
    method: "POST",
    body: JSON.stringify({ sticker }),
    headers: { "Content-Type": "application/json" },
    keepalive: true,
  }).catch(() => {}); // the sticker was taken all the same
}

/** Return the picture as PNG, the one form that every clipboard takes. */
async function png(address) {
  const blob = await (await fetch(address)).blob();
  if (blob.type === "image/png") return blob;
  const picture = await createImageBitmap(blob);
  const canvas = Object.assign(document.createElement("canvas"), { width: picture.width, height: picture.height });
  canvas.getContext("2d").drawImage(picture, 0, 0);
  return new Promise((done, fail) => canvas.toBlob((made) => (made ? done(made) : fail(new Error())), "image/png"));
}
