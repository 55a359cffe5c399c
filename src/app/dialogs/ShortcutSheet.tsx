import type { Action } from '../../actions/action';
import { Dialog } from '../../ui/Dialog';
import { ShortcutList } from './ShortcutList';

interface ShortcutSheetProps {
  readonly open: boolean;
  readonly actions: readonly Action[];
  readonly onClose: () => void;
}

/** The shortcuts by themselves. */
export function ShortcutSheet({ open, actions, onClose }: ShortcutSheetProps) {
  return (
    <Dialog title="Keyboard shortcuts" open={open} size="medium" onClose={onClose}>
      <ShortcutList actions={actions} />
    </Dialog>
  );
}
