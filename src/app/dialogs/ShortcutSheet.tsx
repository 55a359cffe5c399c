import type { Action } from '../../actions/action';
import { Dialog } from '../../ui/Dialog';
import { ShortcutList } from './ShortcutList';
import { tr } from '../../../workers/texts/texts';

interface ShortcutSheetProps {
  readonly open: boolean;
  readonly actions: readonly Action[];
  readonly onClose: () => void;
}

/** The shortcuts by themselves. */
export function ShortcutSheet({ open, actions, onClose }: ShortcutSheetProps) {
  return (
    <Dialog title={tr`Keyboard shortcuts`} open={open} size="medium" onClose={onClose}>
      <ShortcutList actions={actions} />
    </Dialog>
  );
}
