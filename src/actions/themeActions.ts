import type { Action } from './action';

const storageKey = 'sfumato-theme';

/** Puts the theme chosen last time in place; dark at first. Storage may be refused, then it is dark. */
export function restoreTheme(): void {
  try {
    if (localStorage.getItem(storageKey) === 'light') document.documentElement.dataset.theme = 'light';
  } catch {
    // Private windows may refuse storage: the theme is then not kept, nothing else is lost.
  }
}

function toggleTheme(): void {
  const next = document.documentElement.dataset.theme === 'light' ? 'dark' : 'light';
  document.documentElement.dataset.theme = next;
  try {
    localStorage.setItem(storageKey, next);
  } catch {
    // As above.
  }
}

export const themeActions: readonly Action[] = [{ id: 'toggle-theme', label: 'Light or dark surroundings', group: 'View', keys: [], enabled: () => true, run: toggleTheme }];
