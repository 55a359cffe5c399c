import { Command, defaultFilter } from 'cmdk';
import { History, Search, SlidersHorizontal } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { actionGroups, type Action } from '../../actions/action';
import { openDialog } from '../../actions/dialogStore';
import { listRecent, openRecent } from '../../actions/recentPictures';
import { useKeys } from '../../actions/useKeys';
import type { RecentPicture } from '../../document/storage/recentPictures';
import { reportToUser } from '../../ui/notices';
import { commandIcon } from '../commandIcons';
import { settingsPlaces } from '../settings/settingsPlaces';
import styles from './CommandPalette.module.css';
import { tr } from '../../../workers/texts/texts';

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

/** What sets values of one name apart; nobody types it. */
const apart = '\u0000';

/** All commands, recent pictures and settings by name: the keyboard's way to everything. */
export function CommandPalette({ open, actions, onClose, onRun }: CommandPaletteProps) {
  const [wanted, setWanted] = useState('');
  const recent = useRecent();
  const groups = [...new Set(actions.map((action) => action.group))];
  return (
    <Command.Dialog
      open={open}
      onOpenChange={(next) => (next ? undefined : onClose())}
      label={tr`Commands`}
      className={styles.palette ?? ''}
      overlayClassName={styles.overlay ?? ''}
      filter={rank}
      loop
    >
      <div className={styles.field}>
        <Search aria-hidden />
        <Command.Input
          className={styles.input}
          placeholder={tr`Find a command, a recent picture or a setting`}
          value={wanted}
          onValueChange={setWanted}
        />
        <span aria-hidden>{tr`Esc closes`}</span>
      </div>
      <Command.List className={styles.list}>
        <Command.Empty className={styles.none}>{tr`Nothing of that name.`}</Command.Empty>
        {groups.map((group) => (
          <Command.Group key={group} heading={actionGroups[group]}>
            {actions
              .filter((action) => action.group === group && action.id !== 'commands')
              .map((action) => (
                <Find
                  key={action.id}
                  name={action.label}
                  value={action.label}
                  icon={commandIcon(action)}
                  disabled={open ? !action.enabled() : true}
                  wanted={wanted}
                  onChoose={() => {
                    onClose();
                    onRun(action);
                  }}
                >
                  <Keys action={action} />
                </Find>
              ))}
          </Command.Group>
        ))}
        {recent.length > 0 ? (
          <Command.Group heading={tr`Recent pictures`}>
            {recent.map((picture) => (
              <Find
                key={picture.id}
                name={picture.name}
                value={`${picture.name}${apart}${picture.id}`}
                icon={<History />}
                wanted={wanted}
                onChoose={() => {
                  onClose();
                  openRecent(picture).catch(reportToUser);
                }}
              />
            ))}
          </Command.Group>
        ) : null}
        <Command.Group heading={tr`Settings`}>
          {settingsPlaces.map(({ title, page }) => (
            <Find
              key={title}
              name={title}
              value={`${title}${apart}setting`}
              icon={<SlidersHorizontal />}
              wanted={wanted}
              onChoose={() => openDialog('settings', page)}
            />
          ))}
        </Command.Group>
      </Command.List>
    </Command.Dialog>
  );
}

/** The pictures that were left for others, once they are read. */
function useRecent(): readonly RecentPicture[] {
  const [recent, setRecent] = useState<readonly RecentPicture[]>([]);
  useEffect(() => {
    let shown = true;
    void listRecent().then((found) => shown && setRecent(found));
    return () => {
      shown = false;
    };
  }, []);
  return recent;
}

interface FindProps {
  readonly name: string;
  /** What tells it from all others; it holds the name. */
  readonly value: string;
  readonly icon: ReactNode;
  readonly disabled?: boolean;
  readonly wanted: string;
  readonly onChoose: () => void;
  readonly children?: ReactNode;
}

/** A line of the palette. */
function Find({ name, value, icon, disabled = false, wanted, onChoose, children }: FindProps) {
  return (
    <Command.Item value={value} disabled={disabled} onSelect={onChoose}>
      <i aria-hidden>{icon}</i>
      <Name label={name} wanted={wanted.trim()} />
      {children}
    </Command.Item>
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
