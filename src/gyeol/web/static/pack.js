// The pages of packs and of the taste: changes without reloading.

import { ask } from "./ask.js";
import { like } from "./like.js";
import { theme } from "./theme.js";

document.getElementById("form").addEventListener("submit", (event) => {
  const button = event.submitter;
  if (button?.name === "lang" || "whole" in (button?.dataset ?? {})) return; // the whole page changes
  event.preventDefault();
  if (button?.name === "theme") theme(button);
  else if ("part" in button.dataset) ask({ [button.name]: button.value });
  else like(button, {});
});
