// Ask the server for parts of the page: the old ones stay until the new ones are there, late answers are dropped.

import { morph } from "./morph.js";
import { toast } from "./news.js";

const AGAIN_MS = 1200;
let current = null;

/** Send form fields and put the parts that come back in place; return whether they are still wanted.
 *  What was typed too late is aborted; a like is never, only its answer may be dropped. */
export async function ask(fields, address = document.getElementById("form").action) {
  if (current) current.late = true;
  if (current?.live) current.abort.abort();
  const mine = (current = { live: "live" in fields, late: false, abort: new AbortController() });
  try {
    const answer = await fetch(address, {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: { "X-Part": "1" },
      signal: mine.abort.signal,
    });
    if (answer.status === 429) return later(fields, address, mine, answer);
    if (answer.status >= 500) throw new Error(answer.status);
    const parts = parse(await answer.text());
    await Promise.race([ready(parts), new Promise((done) => setTimeout(done, 400))]);
    if (mine.late) return false;
    for (const part of parts) {
      const old = document.getElementById(part.id);
      if (old) morph(old, part);
    }
    return true;
  } catch (error) {
    if (error.name !== "AbortError") toast(document.body.dataset.offline);
    return false;
  }
}

function later(fields, address, mine, answer) {
  toast(document.body.dataset.busy);
  const wait_ms = 1000 * Number(answer.headers.get("Retry-After")) || AGAIN_MS;
  return new Promise((done) => {
    setTimeout(() => done(mine.late ? false : ask(fields, address)), wait_ms);
  });
}

function parse(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const parts = [...page.body.children].filter((part) => part.id);
  return parts.length && page.querySelector("main") ? [...page.querySelectorAll("main > [id]")] : parts;
}

/** Wait until the new pictures can be shown, so that no card stands empty. */
function ready(parts) {
  const shown = new Set([...document.querySelectorAll(".cards img")].map((img) => img.src));
  const wanted = parts.flatMap((part) => [...part.querySelectorAll(".cards img")]);
  return Promise.allSettled(
    wanted
      .map((img) => new URL(img.getAttribute("src"), location.href).href)
      .filter((src) => !shown.has(src))
      .map((src) => Object.assign(new Image(), { src }).decode()),
  );
}
