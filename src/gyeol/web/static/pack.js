// The page of a pack: likes without reloading.

import { like } from "./like.js";
import { theme } from "./theme.js";

document.getElementById("form").addEventListener("submit", (event) => {
  const button = event.submitter;
  if (button?.name === "lang") return;
  event.preventDefault();
  if (button?.name === "theme") theme(button);
  else like(button, {});
});
