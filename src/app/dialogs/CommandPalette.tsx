import { Command } from 'cmdk';
import type { Action } from '../../actions/action';
import { formatChord } from '../../actions/chord';
import styles from './CommandPalette.module.css';

interface CommandPaletteProps {
  readonly open: boolean;
  readonly actions: readonly Action[];
  readonly onClose: () => void;
  readonly onRun: (action: Action) => void;
}

/** All commands by name: the keyboard's way to everything. */
export function CommandPalette({ open, actions, onClose, onRun }: CommandPaletteProps) {
  const groups = [...new Set(actions.map((action) => action.group))];
  return (
    <Command.Dialog open={open} onOpenChange={(next) => (next ? undefined : onClose())} label="Commands" className={styles.palette ?? ''} overlayClassName={styles.overlay ?? ''} loop>
      <Command.Input className={styles.input} placeholder="Find a command" />
      <Command.List className={styles.list}>
        <Command.Empty className={styles.none}>No command of that name.</Command.Empty>
        {groups.map((group) => (
          <Command.Group key={group} heading={group}>
            {actions
              .filter((action) => action.group === group && action.id !== 'commands')
              .map((action) => (
                <Command.Item
                  key={action.id}
                  value={`${action.group} ${action.label}`}
                  disabled={open ? !action.enabled() : true}
                  onSelect={() => {
                    onClose();
                    onRun(action);
                  }}
                >
                  <span>{action.label}</span>
                  {action.keys[0] ? <kbd>{formatChord(action.keys[0])}</kbd> : null}
                </Command.Item>
              ))}
          </Command.Group>
        ))}
      </Command.List>
    </Command.Dialog>
  );
}
