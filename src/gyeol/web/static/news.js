// Say politely what has happened, to screen readers and, for a moment, to eyes.

const place = document.getElementById("news");
let waiting = 0;

/** Announce a sentence once nothing else has been announced for `after_ms`. */
export function announce(text, after_ms = 0) {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    place.textContent = text;
  }, after_ms);
}

/** Show a sentence at the foot of the window for some seconds, and announce it. */
export function toast(text) {
  announce(text);
  document.querySelector(".toast")?.remove();
  const note = document.createElement("p");
  note.className = "toast";
  note.setAttribute("aria-hidden", "true"); // the status line has said it
  note.textContent = text;
  document.body.append(note);
  setTimeout(() => note.remove(), 3200);
}
