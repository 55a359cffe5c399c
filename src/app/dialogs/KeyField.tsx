import { RotateCcw } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import { useStore } from 'zustand';
import type { Action } from '../../actions/action';
import { formatChord } from '../../actions/chord';
import { bindKeys, chordOf, conflictsOf, keymapStore, keysOf, resetKeys } from '../../actions/keymap';
import { Button, IconButton } from '../../ui/Button';
import { reportToUser } from '../../ui/notices';
import styles from './ShortcutSheet.module.css';
import { tr } from '../../../workers/texts/texts';

interface KeyFieldProps {
  readonly action: Action;
  readonly actions: readonly Action[];
}

/** The keys of an action; pressed, it takes the next chord, or none at Backspace, and says which other action has it. */
export function KeyField({ action, actions }: KeyFieldProps) {
  const keymap = useStore(keymapStore, (state) => state.keys);
  const [listening, setListening] = useState(false);
  const keys = keysOf(action, keymap);
  // Chords for other keyboards may read the same.
  const shown = [...new Set(keys.map((chord) => formatChord(chord)))].join('  ·  ');
  const shared = keys.flatMap((chord) => conflictsOf(actions, action.id, chord, keymap));
  const own = Object.hasOwn(keymap, action.id);
  const take = (event: KeyboardEvent) => {
    if (!listening || event.key === 'Tab' || event.key === 'Escape') return;
    event.preventDefault();
    const chord = event.key === 'Backspace' ? null : chordOf({ ...keyOf(event), isComposing: event.nativeEvent.isComposing });
    if (chord === null && event.key !== 'Backspace') return;
    setListening(false);
    try {
      bindKeys(action.id, chord);
    } catch (thrown) {
      reportToUser(thrown);
    }
  };
  return (
    <>
      <Button
        tone="quiet"
        className={styles.keys ?? ''}
        aria-label={tr`Keys of ${action.label}`}
        aria-pressed={listening}
        onClick={() => setListening(!listening)}
        onBlur={() => setListening(false)}
        onKeyDown={take}
      >
        {listening ? tr`Press keys…` : shown || tr`none`}
      </Button>
      {own ? <IconButton label={tr`Own keys of ${action.label} again`} icon={<RotateCcw />} onClick={() => resetKeys(action.id)} /> : null}
      {own && shared.length > 0 ? (
        <small className={styles.shared} role="status">
          {tr`also: `}
          {shared.map(({ label }) => label).join(', ')}
        </small>
      ) : null}
    </>
  );
}

const keyOf = ({ key, code, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent) => ({ key, code, ctrlKey, metaKey, shiftKey, altKey });
