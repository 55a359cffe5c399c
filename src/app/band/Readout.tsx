import { useStore } from 'zustand';
import { viewStore } from '../../canvas/viewStore';
import { segmentClasses } from '../../../workers/maps/segmentation/segmentClasses';
import { paintsClasses } from '../../changemap/classInHand';
import { strengthWord } from '../../changemap/strengthWord';
import { mayBePainted } from '../../changemap/mapStack';
import { documentStore } from '../../document/documentStore';
import { usePicture, useSettings } from '../../document/hooks';
import { changeSentence } from '../../generation/recipe/changeSentence';
import { computedInWords, liveStore } from '../../generation/live/liveStore';
import { jobStore } from '../../generation/jobStore';
import { spreadsSteps } from '../../generation/methods/whatCounts';
import styles from './Band.module.css';
import { tr } from '../../../workers/texts/texts';
import { rich } from '../../ui/rich';

const percent = (value: number): string => `${Math.round((value / 255) * 100)} %`;

/** What is painted where, by the map that is painted. */
const words = {
  scene: tr`may change here`,
  exemplar: tr`melts in here`,
  hold: tr`of it may be redrawn here`,
  guide: tr`white in the guide here`,
} as const;

/** How much really changes under the pointer in the next run, and from which step on; during a run what is seen of it. */
export function Readout() {
  const picture = usePicture();
  const settings = useSettings();
  const target = useStore(documentStore, (state) => state.target.of);
  const classes = useStore(documentStore, paintsClasses);
  const nothingPainted = useStore(documentStore, (state) => !mayBePainted(state.maps));
  const { cursor, valueUnderCursor: value, strengthUnderCursor: strength, preserveUnderCursor: preserve } = useStore(viewStore);
  const step = useStore(jobStore, ({ running }) => (running?.phase === 'denoising' ? running.step : null));
  const live = useStore(jobStore, ({ running }) => running?.live === true);
  if (step !== null && step > 0) {
    return (
      <p className={styles.readout}>
        <span>{rich`Preview of step ${(<b>{step}</b>)}.`}</span>
        <span className={styles.wide}>
          {live ? tr`Paint on: the next stroke begins it anew.` : tr`Paint on if you like: this run keeps what it began with.`}
        </span>
      </p>
    );
  }
  if (!cursor || value === null || strength === null) {
    return picture ? (
      <p className={styles.readout}>
        {picture.width} × {picture.height}
      </p>
    ) : null;
  }
  if (classes)
    return (
      <p className={styles.readout}>
        <span>{rich`${(<b>{segmentClasses[value - 1]?.name ?? tr`nothing`}</b>)} in the guide here`}</span>
      </p>
    );
  return (
    <p className={styles.readout}>
      <span>
        <b>{percent(value)}</b> {words[target]}
        {strength === value && target !== 'guide' && spreadsSteps(settings) ? ` · ${strengthWord(value / 255)}` : ''}
      </span>
      {strength === value ? null : <span>{rich`runs at ${(<b>{percent(strength)}</b>)}`}</span>}
      <span className={styles.wide}>{changeSentence(strength, settings, { preserve: preserve ?? undefined, nothingPainted })}</span>
    </p>
  );
}

/** The pixel under the pointer. */
export function Place({ hidden }: { readonly hidden: boolean }) {
  const cursor = useStore(viewStore, (state) => state.cursor);
  if (!cursor || hidden) return null;
  return (
    <span className={styles.place}>
      x {Math.floor(cursor.x)} y {Math.floor(cursor.y)}
    </span>
  );
}

/** Beside a shown live result: what it cost. */
export function LiveCost() {
  const { on, computed } = useStore(liveStore);
  return on && computed ? <p className={styles.readout}>{computedInWords(computed)}</p> : null;
}
