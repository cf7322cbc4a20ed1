// What is being written survives a reload and a crash, in this browser alone.
//
// A day of the diary is kept in localStorage until it is saved, discarded or two weeks old: it is meant to be kept. A
// message is kept in sessionStorage, which goes with its tab. Where the diary has a lock, neither is kept at all.

const PREFIX = "gyeol-";
const DIARY = `${PREFIX}diary-`;
const OLD_MS = 14 * 24 * 3600 * 1000;

function places() {
  try {
    return [localStorage, sessionStorage];
  } catch {
    return []; // a browser that keeps nothing still sends the form
  }
}

/** Forget every draft of this browser. */
export function forgetAll() {
  for (const place of places()) {
    for (const key of Object.keys(place)) if (key.startsWith(PREFIX)) place.removeItem(key);
  }
}

/** Return the draft of a day, null if there is none that is young enough. */
export function read(name) {
  try {
    const draft = JSON.parse(localStorage.getItem(DIARY + name));
    if (draft?.at && Date.now() - draft.at > OLD_MS) return forget(name);
    return draft;
  } catch {
    return null; // no storage, or something else's
  }
}

/** Keep the fields of a day that is being written. */
export function keep(name, fields) {
  if (locked()) return;
  try {
    localStorage.setItem(DIARY + name, JSON.stringify({ ...fields, at: Date.now() }));
  } catch {
    /* no storage, or a full one */
  }
}

/** Forget the draft of a day. */
export function forget(name) {
  for (const place of places().slice(0, 1)) place.removeItem(DIARY + name);
  return null;
}

/** Let a message survive a reload of its tab; return how to forget it. */
export function keepMessage(text, name) {
  const key = PREFIX + name;
  const place = places()[1];
  if (!place || locked()) return () => {};
  if (!text.value && place.getItem(key)) {
    text.value = place.getItem(key);
    queueMicrotask(() => text.dispatchEvent(new Event("input")));
  }
  text.addEventListener("input", () => (text.value.trim() ? place.setItem(key, text.value) : place.removeItem(key)));
  return () => place.removeItem(key);
}

/** Whether the diary has a lock, so that nothing of it may lie here. */
function locked() {
  return document.querySelector("[data-no-drafts]") !== null;
}

if (locked()) forgetAll();
