// Before the first paint: the theme that was chosen, where one was; else the system's. See src/actions/theme.ts.
try {
  const chosen = localStorage.getItem('sfumato-theme');
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
} catch {
  // Storage may be refused: the theme is then the system's.
}
