import { useState } from 'react';
import { useStore } from 'zustand';
import { actionGroups, type Action } from '../../actions/action';
import { keymapStore, keysOf } from '../../actions/keymap';
import { KeyField } from './KeyField';
import { KeymapFile } from './KeymapFile';
import styles from './ShortcutSheet.module.css';
import { tr } from '../../../workers/texts/texts';

const gestures: readonly { readonly label: string; readonly keys: string }[] = [
  { label: tr`Zoom at the pointer`, keys: tr`wheel` },
  { label: tr`Pan`, keys: tr`Space + drag · middle drag` },
  { label: tr`Straight line from the last point`, keys: tr`Shift + click` },
  { label: tr`Brush size and hardness`, keys: tr`Alt + right drag` },
];

/** Every shortcut, made from the registry of actions, searchable; pressed, its keys are changed. */
export function ShortcutList({ actions }: { readonly actions: readonly Action[] }) {
  const [wanted, setWanted] = useState('');
  const keymap = useStore(keymapStore, (state) => state.keys);
  const rows = [
    ...actions
      // What has no keys is found by its name, to be given some.
      .filter((action) => keysOf(action, keymap).length > 0 || Object.hasOwn(keymap, action.id) || wanted !== '')
      .map((action) => ({ group: actionGroups[action.group], label: action.label, keys: '', action })),
    ...gestures.map((gesture) => ({ group: tr`With the pointer`, action: null, ...gesture })),
  ].filter((row) => `${row.label} ${row.group}`.toLowerCase().includes(wanted.toLowerCase()));
  const groups = [...new Set(rows.map((row) => row.group))];
  return (
    <>
      <input
        className={styles.search}
        type="search"
        placeholder={tr`Find a shortcut`}
        aria-label={tr`Find a shortcut`}
        value={wanted}
        onChange={(event) => setWanted(event.target.value)}
      />
      <KeymapFile actions={actions} />
      <div className={styles.columns}>
        {groups.map((group) => (
          <section key={group} className={styles.group}>
            <h3>{group}</h3>
            <dl>
              {rows
                .filter((row) => row.group === group)
                .map((row) => (
                  <div key={row.label}>
                    <dt>{row.label}</dt>
                    <dd>{row.action ? <KeyField action={row.action} actions={actions} /> : row.keys}</dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
        {rows.length === 0 ? <p className={styles.none}>{tr`No shortcut matches “${wanted}”.`}</p> : null}
      </div>
    </>
  );
}
