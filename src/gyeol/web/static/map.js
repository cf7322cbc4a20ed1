// Move over the map of styles: drag, pinch, wheel, arrow keys, + and -. Come nearer, and every sticker is drawn.

import { theme } from "./theme.js";

const NEAR = 2.2; // from this magnification on, all stickers are drawn, not only those that stand for a pack
const MOST = 14;
const SIZE = 50;
const figure = document.getElementById("map");
const plan = document.getElementById("plan");
const whole = plan.viewBox.baseVal;
const [WIDTH, HEIGHT] = [whole.width, whole.height];
let view = { x: 0, y: 0, zoom: 1 };
let stickers = null;
let asked = false;
let waiting = 0;

const label = Number.parseFloat(getComputedStyle(plan.querySelector("text")).fontSize);

function draw() {
  waiting = 0;
  const [w, h] = [WIDTH / view.zoom, HEIGHT / view.zoom];
  plan.setAttribute("viewBox", `${view.x} ${view.y} ${w} ${h}`);
  const near = view.zoom >= NEAR;
  figure.classList.toggle("near", view.zoom >= 1.5);
  const size = SIZE / view.zoom ** 0.7;
  for (const image of plan.querySelectorAll("image")) {
    const [x, y] = [Number(image.dataset.x), Number(image.dataset.y)];
    for (const [name, value] of Object.entries({ x: x - size / 2, y: y - size / 2, width: size, height: size }))
      image.setAttribute(name, value.toFixed(2));
  }
  for (const text of plan.querySelectorAll("text")) {
    text.style.fontSize = `${label / view.zoom}px`;
    text.style.strokeWidth = `${5 / view.zoom}px`;
  }
  for (const ring of plan.querySelectorAll(".liked circle")) ring.setAttribute("r", (size * 0.62).toFixed(2));
  plan.querySelector(".dots").style.display = near && stickers ? "none" : "";
  if (near) fill(w, h);
  else document.getElementById("singles").replaceChildren();
}

/** Draw the single stickers that are in sight; those that left it go. */
async function fill(w, h) {
  if (!asked) {
    asked = true;
    const answer = await fetch("/api/v1/styles/map");
    stickers = answer.ok ? (await answer.json()).stickers : [];
    const [first] = plan.querySelectorAll("circle");
    const dots = [...plan.querySelectorAll(".dots circle")];
    if (dots.length !== stickers.length || !first) stickers = []; // the packs changed meanwhile
    stickers.forEach((one, i) => Object.assign(one, { cx: Number(dots[i].getAttribute("cx")), cy: Number(dots[i].getAttribute("cy")) }));
    later();
    return;
  }
  if (!stickers) return;
  const place = document.getElementById("singles");
  const there = new Map([...place.children].map((one) => [one.dataset.key, one]));
  const margin = 30 / view.zoom;
  for (const one of stickers) {
    const seen =
      one.cx > view.x - margin && one.cx < view.x + w + margin && one.cy > view.y - margin && one.cy < view.y + h + margin;
    if (seen && !there.delete(one.id) && !plan.querySelector(`.region [data-id="${CSS.escape(one.id)}"]`)) place.append(single(one));
  }
  for (const gone of there.values()) if (gone !== document.activeElement) gone.remove();
}

function single(one) {
  const made = (name, fields) => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [field, value] of Object.entries(fields)) node.setAttribute(field, value);
    return node;
  };
  const size = SIZE / view.zoom ** 0.7;
  const link = made("a", { href: `/packs/${one.pack}#${one.id.split("/")[1]}`, "data-key": one.id, tabindex: "-1", "aria-hidden": "true" });
  const image = made("image", { href: one.url, x: one.cx - size / 2, y: one.cy - size / 2, width: size, height: size, "data-x": one.cx, "data-y": one.cy });
  const title = made("title", {});
  title.textContent = one.name;
  link.append(image, title);
  return link;
}

function later() {
  if (!waiting) waiting = requestAnimationFrame(draw);
}

/** Show another part; the map never leaves the window. */
function go(x, y, zoom = view.zoom) {
  const [w, h] = [WIDTH / zoom, HEIGHT / zoom];
  view = { zoom, x: Math.min(Math.max(x, 0), WIDTH - w), y: Math.min(Math.max(y, 0), HEIGHT - h) };
  later();
}

/** Come nearer by a factor; what is at (cx, cy) stays there. */
function nearer(factor, cx = view.x + WIDTH / view.zoom / 2, cy = view.y + HEIGHT / view.zoom / 2) {
  const zoom = Math.min(Math.max(view.zoom * factor, 1), MOST);
  const share = view.zoom / zoom;
  go(cx - (cx - view.x) * share, cy - (cy - view.y) * share, zoom);
}

/** Return where on the map a point of the window lies. */
function at(event) {
  const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(plan.getScreenCTM().inverse());
  return [point.x, point.y];
}

const fingers = new Map();
let moved = false;

plan.addEventListener("pointerdown", (event) => {
  fingers.set(event.pointerId, event);
  if (fingers.size === 1) moved = false;
});

plan.addEventListener("pointermove", (event) => {
  const before = fingers.get(event.pointerId);
  if (!before) return;
  const other = [...fingers.values()].find((one) => one.pointerId !== event.pointerId);
  const far = Math.hypot(event.clientX - before.clientX, event.clientY - before.clientY);
  if (!moved && !other && far < 4) return; // a tap that trembles
  if (!moved) {
    moved = true;
    figure.classList.add("dragging");
    plan.setPointerCapture(event.pointerId);
  }
  const [x0, y0] = at(before);
  const [x1, y1] = at(event);
  if (other) {
    const span = (one) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY) || 1;
    nearer(span(event) / span(before), ...at(other));
  } else go(view.x + x0 - x1, view.y + y0 - y1);
  fingers.set(event.pointerId, event);
});

for (const name of ["pointerup", "pointercancel"]) {
  addEventListener(name, (event) => {
    fingers.delete(event.pointerId);
    if (!fingers.size) figure.classList.remove("dragging");
  });
}

plan.addEventListener("click", (event) => moved && event.preventDefault(), true); // the end of a drag is no click
plan.addEventListener("dragstart", (event) => event.preventDefault());

plan.addEventListener(
  "wheel",
  (event) => {
    if (!event.ctrlKey && !plan.contains(document.activeElement)) return; // the page scrolls on until the map is chosen
    event.preventDefault();
    nearer(2 ** (-event.deltaY / 300), ...at(event));
  },
  { passive: false },
);

plan.addEventListener("keydown", (event) => {
  const step = 80 / view.zoom;
  const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
  if (event.key in moves) go(view.x + moves[event.key][0], view.y + moves[event.key][1]);
  else if (event.key === "+" || event.key === "=") nearer(1.6);
  else if (event.key === "-") nearer(0.625);
  else if (event.key === "0" || event.key === "Home") go(0, 0, 1);
  else return;
  event.preventDefault();
});

plan.addEventListener("focusin", (event) => {
  const region = event.target.closest(".region");
  if (region && event.target.matches(":focus-visible")) bring(region);
  choose(region);
});
plan.addEventListener("focusout", () => choose(null));
plan.addEventListener("pointerover", (event) => choose(event.target.closest(".region")));

/** Underline the title of a pack. */
function choose(region) {
  for (const text of plan.querySelectorAll(".titles text")) text.classList.toggle("chosen", text.dataset.of === region?.dataset.name);
}

/** Bring a pack into the middle if it is out of sight. */
function bring(region) {
  const [x, y] = [Number(region.dataset.x), Number(region.dataset.y)];
  const [w, h] = [WIDTH / view.zoom, HEIGHT / view.zoom];
  if (x < view.x || x > view.x + w || y < view.y || y > view.y + h) go(x - w / 2, y - h / 2);
}

document.getElementById("controls").addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.zoom === "0") go(0, 0, 1);
  else nearer(Number(button.dataset.zoom));
});

document.getElementById("form").addEventListener("submit", (event) => {
  if (event.submitter?.name !== "theme") return;
  event.preventDefault();
  theme(event.submitter);
});

plan.setAttribute("tabindex", "0");
figure.classList.add("moving");
document.getElementById("controls").hidden = false;
document.querySelector(".if-still").hidden = true;
document.querySelector(".if-moving").hidden = false;
