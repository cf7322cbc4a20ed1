// An entry that is deleted takes along what this browser kept of an edit of it.

document.addEventListener("submit", (event) => {
  const { forget } = event.target.dataset;
  try {
    if (forget) localStorage.removeItem(`gyeol-diary-${forget}`);
  } catch {
    /* nothing was kept */
  }
});
