// On every page: let the app be installed, and say so when gyeol is off. Nothing depends on it.

if ("serviceWorker" in navigator && isSecureContext) {
  const script = `/sw.js?lang=${document.documentElement.lang}`;
  navigator.serviceWorker.register(script, { updateViaCache: "none" }).catch(() => {
    /* a browser that allows none, as in private windows of some */
  });
}
