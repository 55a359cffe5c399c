import type { Action } from './action';
import { openDialog } from './dialogStore';
import { isDark, setTheme } from './theme';
import { tr } from '../../workers/texts/texts';

export const themeActions: readonly Action[] = [
  { id: 'settings', label: tr`Settings`, group: 'View', keys: ['mod+,'], enabled: () => true, run: () => openDialog('settings') },
  {
    id: 'toggle-theme',
    label: tr`Light or dark surroundings`,
    group: 'View',
    keys: [],
    enabled: () => true,
    run: () => setTheme(isDark() ? 'light' : 'dark'),
  },
];
