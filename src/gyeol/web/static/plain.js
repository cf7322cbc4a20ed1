// Pages without a script of their own: only the theme changes without reloading.

import { theme } from "./theme.js";

document.getElementById("form")?.addEventListener("submit", (event) => {
  if (event.submitter?.name !== "theme") return;
  event.preventDefault();
  theme(event.submitter);
});
