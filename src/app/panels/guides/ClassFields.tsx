import { useState } from 'react';
import { useStore } from 'zustand';
import { segmentClasses } from '../../../../workers/maps/segmentation/segmentClasses';
import { chooseClass, classStore } from '../../../changemap/classInHand';
import { TextField } from '../../../ui/TextField';
import panel from '../Panel.module.css';
import styles from './Lines.module.css';
import { tr } from '../../../../workers/texts/texts';

/** Which kind of thing is painted into segments, found by its name. */
export function ClassFields() {
  const chosen = useStore(classStore, (state) => state.value);
  const [words, setWords] = useState('');
  const wanted = words.trim().toLowerCase();
  const found = segmentClasses.map((kind, i) => ({ ...kind, value: i + 1 })).filter(({ name }) => name.toLowerCase().includes(wanted));
  return (
    <>
      <TextField
        label={tr`Paint`}
        hint={segmentClasses[chosen - 1]?.name ?? ''}
        placeholder={tr`Search 150 kinds of things`}
        value={words}
        rows={1}
        maximumLength={40}
        onChange={setWords}
      />
      {found.length === 0 ? (
        <p className={panel.soft}>{tr`No kind of thing is called so. These are ADE20K’s classes: try a plainer word.`}</p>
      ) : (
        <div className={styles.lines} role="radiogroup" aria-label={tr`What is painted`}>
          {found.map(({ name, colour, value }) => (
            <label key={value} className={styles.line} data-pointed={value === chosen}>
              <input type="radio" name="segment-class" checked={value === chosen} onChange={() => chooseClass(value)} />
              <span className={styles.swatch} style={{ background: `rgb(${colour.join(' ')})` }} aria-hidden />
              {name}
            </label>
          ))}
        </div>
      )}
    </>
  );
}
