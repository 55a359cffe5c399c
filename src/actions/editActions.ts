import { canRedo, canUndo, redo, undo } from '../document/history';
import type { Action } from './action';

export const editActions: readonly Action[] = [
  { id: 'undo', label: 'Undo', group: 'Edit', keys: ['mod+z'], enabled: canUndo, run: undo },
  { id: 'redo', label: 'Redo', group: 'Edit', keys: ['mod+Shift+z', 'mod+y'], enabled: canRedo, run: redo },
];
