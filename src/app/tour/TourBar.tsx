import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { enterTour, leaveTour, tourStore, type TourStage } from '../../actions/tour';
import { Button } from '../../ui/Button';
import { followTour } from './followTour';
import styles from './Tour.module.css';
import { TourRing } from './TourRing';
import { tr } from '../../../workers/texts/texts';

const steps = ['paint', 'generate', 'compare', 'touch-up', 'export'] as const;

interface Words {
  readonly title: string;
  readonly sentence: string;
  /** What is pointed at: the element that carries this as its `data-tour`. */
  readonly target?: string;
}

const offer: Words = {
  title: tr`New here?`,
  sentence: tr`Learn the studio by using it: paint, generate, compare, touch up, export. It takes a minute.`,
};

/** What a step says; the second half of some is said once the first is done. */
function wordsOf(stage: TourStage, painted: boolean, running: boolean): Words {
  switch (stage) {
    case 'offer':
      return offer;
    case 'paint':
      return {
        title: tr`Paint`,
        sentence: tr`Brush over what may change. What the line encloses already may; the eraser takes away.`,
        target: 'canvas',
      };
    case 'generate':
      return running
        ? { title: tr`Generate`, sentence: tr`The edit is being computed on this computer. You can go on painting meanwhile.` }
        : { title: tr`Generate`, sentence: tr`Say under Prompt what the picture should show, and press Generate.`, target: 'generate' };
    case 'compare':
      return {
        title: tr`Compare`,
        sentence: tr`Hold “Show before”, or drag the handle at the edge of the picture across it.`,
        target: 'before',
      };
    case 'touch-up':
      if (running) return { title: tr`Touch up`, sentence: tr`Only the steps that your stroke changed are computed again.` };
      return painted
        ? {
            title: tr`Touch up`,
            sentence: tr`Press Generate again: only the steps that your stroke changed are computed.`,
            target: 'generate',
          }
        : {
            title: tr`Touch up`,
            sentence: tr`Paint where something should still change; low strength retouches, full strength reinvents.`,
            target: 'canvas',
          };
    case 'export':
      return {
        title: tr`Export`,
        sentence: tr`Accept what you like, and save the picture as it is shown. All that lies outside the map is the same to the byte.`,
        target: 'export',
      };
    case 'end':
      return {
        title: tr`That is all of it.`,
        sentence: tr`The samples show more: exemplars, poses, outlines, wider pictures. Every command is found by its name at the top.`,
      };
  }
}

/** A line under the top bar that leads through a first edit by what the person does. It covers nothing, and points at what it means. */
export function TourBar() {
  const stage = useStore(tourStore, (state) => state.stage);
  const [{ painted, running }, setSeen] = useState({ painted: false, running: false });
  useEffect(() => followTour(setSeen), []);
  if (stage === null) return null;
  const { title, sentence, target } = wordsOf(stage, painted, running);
  const at = steps.findIndex((step) => step === stage);
  return (
    <section
      className={styles.bar}
      aria-label={tr`Guided tour`}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        leaveTour();
      }}
    >
      {at < 0 ? null : <span className={styles.count}>{tr`${at + 1} of ${steps.length}`}</span>}
      <p role="status">
        <b>{title}</b> {sentence}
      </p>
      {stage === 'offer' ? <Button onClick={() => enterTour('paint')}>{tr`Show me`}</Button> : null}
      {stage === 'offer' ? (
        <Button tone="quiet" onClick={leaveTour}>
          {tr`No, thanks`}
        </Button>
      ) : null}
      {stage === 'end' ? <Button onClick={leaveTour}>{tr`Close the tour`}</Button> : null}
      {at < 0 ? null : (
        <Button tone="quiet" onClick={leaveTour}>
          {tr`Skip the tour`}
        </Button>
      )}
      {target ? <TourRing target={target} /> : null}
    </section>
  );
}
