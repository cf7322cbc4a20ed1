// The shelf: searched while typing; likes as on the page of a pack.

import "./pack.js";
import { morph } from "./morph.js";
import { announce } from "./news.js";

const PAUSE_MS = 220;
const NEWS_MS = 700;
const field = document.getElementById("q");
let typing = 0;
let last = 0;

async function search() {
  const mine = ++last;
  const words = field.value.trim();
  const answer = await fetch(words ? `/packs?${new URLSearchParams({ q: words })}` : "/packs").catch(() => null);
  if (!answer?.ok || mine !== last) return; // the visitor has typed on
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (mine !== last) return;
  const shelf = document.getElementById("shelf");
  morph(shelf, page.getElementById("shelf"));
  document.getElementById("form").setAttribute("action", shelf.dataset.at);
  history.replaceState(null, "", shelf.dataset.at);
  announce(shelf.dataset.news, NEWS_MS);
}

field.addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(search, PAUSE_MS);
});

document.getElementById("search").addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(typing);
  search();
});
