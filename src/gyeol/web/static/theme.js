// Switch between light, dark and the device's own choice without reloading.

const ORDER = ["auto", "light", "dark"];

/** Go one theme on and let the server remember it. */
export function theme(button) {
  const chosen = button.value;
  const next = ORDER[(ORDER.indexOf(chosen) + 1) % ORDER.length];
  fetch("/choices", { method: "POST", body: new URLSearchParams({ theme: chosen }), redirect: "manual" });
  document.documentElement.dataset.theme = chosen;
  button.value = next;
  button.title = button.dataset[chosen];
  button.setAttribute("aria-label", button.title);
}
