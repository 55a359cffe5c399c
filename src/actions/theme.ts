import { createStore } from 'zustand/vanilla';

/** The system's theme, or one that was chosen. */
export type Theme = 'system' | 'light' | 'dark';

/** The same key as in `public/theme.js`, which sets the theme before the first paint. */
const storageKey = 'sfumato-theme';

function chosen(): Theme {
  const { theme } = typeof document === 'undefined' ? {} : document.documentElement.dataset;
  return theme === 'light' || theme === 'dark' ? theme : 'system';
}

export const themeStore = createStore<{ readonly theme: Theme }>(() => ({ theme: chosen() }));

/** Puts a theme in place and keeps it; storage may be refused, then it lasts for this visit. */
export function setTheme(theme: Theme): void {
  themeStore.setState({ theme });
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try {
    if (theme === 'system') localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, theme);
  } catch {
    // Nothing else is lost.
  }
}

/** Whether it is dark now, whoever chose that. */
export function isDark(): boolean {
  const { theme } = themeStore.getState();
  return theme === 'system' ? window.matchMedia('(prefers-color-scheme: dark)').matches : theme === 'dark';
}
