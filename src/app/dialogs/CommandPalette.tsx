import { Command, defaultFilter } from 'cmdk';
import { Search } from 'lucide-react';
import { useState } from 'react';
import type { Action } from '../../actions/action';
import { useKeys } from '../../actions/useKeys';
import { commandIcon } from '../commandIcons';
import styles from './CommandPalette.module.css';

interface CommandPaletteProps {
  readonly open: boolean;
  readonly actions: readonly Action[];
  readonly onClose: () => void;
  readonly onRun: (action: Action) => void;
}

/** Below this, letters that happen to come in that order are no find. */
const leastLikeness = 0.1;

/** 0…1: names that hold what was typed come before those that merely hold its letters in that order. */
function rank(name: string, wanted: string): number {
  const at = name.toLowerCase().indexOf(wanted.trim().toLowerCase());
  if (at >= 0) return at === 0 ? 1 : 0.9;
  const likeness = defaultFilter(name, wanted);
  return likeness < leastLikeness ? 0 : 0.5 * likeness;
}

/** All commands by name: the keyboard's way to everything. */
export function CommandPalette({ open, actions, onClose, onRun }: CommandPaletteProps) {
  const [wanted, setWanted] = useState('');
  const groups = [...new Set(actions.map((action) => action.group))];
  return (
    <Command.Dialog
      open={open}
      onOpenChange={(next) => (next ? undefined : onClose())}
      label="Commands"
      className={styles.palette ?? ''}
      overlayClassName={styles.overlay ?? ''}
      filter={rank}
      loop
    >
      <div className={styles.field}>
        <Search aria-hidden />
        <Command.Input className={styles.input} placeholder="Find a command" value={wanted} onValueChange={setWanted} />
        <span aria-hidden>Esc closes</span>
      </div>
      <Command.List className={styles.list}>
        <Command.Empty className={styles.none}>No command of that name.</Command.Empty>
        {groups.map((group) => (
          <Command.Group key={group} heading={group}>
            {actions
              .filter((action) => action.group === group && action.id !== 'commands')
              .map((action) => (
                <Command.Item
                  key={action.id}
                  value={action.label}
                  disabled={open ? !action.enabled() : true}
                  onSelect={() => {
                    onClose();
                    onRun(action);
                  }}
                >
                  <i aria-hidden>{commandIcon(action)}</i>
                  <Name label={action.label} wanted={wanted.trim()} />
                  <Keys action={action} />
                </Command.Item>
              ))}
          </Command.Group>
        ))}
      </Command.List>
    </Command.Dialog>
  );
}

function Keys({ action }: { readonly action: Action }) {
  const keys = useKeys(action);
  return keys ? <kbd>{keys}</kbd> : null;
}

/** A command's name; what was typed of it stands out. */
function Name({ label, wanted }: { readonly label: string; readonly wanted: string }) {
  const at = wanted === '' ? -1 : label.toLowerCase().indexOf(wanted.toLowerCase());
  if (at < 0) return <span>{label}</span>;
  return (
    <span data-found>
      {label.slice(0, at)}
      <b>{label.slice(at, at + wanted.length)}</b>
      {label.slice(at + wanted.length)}
    </span>
  );
}
