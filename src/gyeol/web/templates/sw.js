// Shows a page of our own while gyeol is off. Kept: that page and its style. Never kept: any other page, any answer.
// Only visits are looked at (GET); what a form sends goes to the server as the browser sends it, with its origin.

const CACHE = "gyeol-{{ revision }}-{{ choice.language }}";
const OFFLINE = "/offline?lang={{ choice.language }}";
const STATIC = "/static/{{ revision }}/";
const KEPT = [OFFLINE{% for name in kept %}, STATIC + "{{ name }}"{% endfor %}];

addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll(KEPT))
      .then(() => skipWaiting()),
  );
});

addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name))))
      .then(() => clients.claim()),
  );
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => caches.match(OFFLINE)));
  else if (KEPT.includes(url.pathname)) event.respondWith(caches.match(url.pathname).then((kept) => kept ?? fetch(request)));
});
