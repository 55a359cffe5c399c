import { dropPending } from '../changemap/pendingTool';
import { canRedo, canUndo, redo, undo } from '../document/history';
import type { Action } from './action';
import { tr } from '../../workers/texts/texts';

/** What a tool still holds in the air goes first; nothing of the history is touched then. */
const undoLast = () => {
  if (!dropPending()) undo();
};

export const editActions: readonly Action[] = [
  { id: 'undo', label: tr`Undo`, group: 'Edit', keys: ['mod+z'], enabled: canUndo, run: undoLast },
  { id: 'redo', label: tr`Redo`, group: 'Edit', keys: ['mod+Shift+z', 'mod+y'], enabled: canRedo, run: redo },
];
