// Runs before the first paint, so that no light page flashes up in a dark room. The app itself takes over later.
(() => {
  let mode = null;
  try {
    mode = localStorage.getItem('firedrill.mode');
  } catch {
    // storage can be switched off; then the system decides
  }
  const system = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  document.documentElement.dataset.theme = mode === 'light' || mode === 'dark' ? mode : system;
})();
