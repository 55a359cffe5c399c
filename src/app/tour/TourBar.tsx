import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { enterTour, leaveTour, tourStore, type TourStage } from '../../actions/tour';
import { Button } from '../../ui/Button';
import { followTour } from './followTour';
import styles from './Tour.module.css';
import { TourRing } from './TourRing';

const steps = ['paint', 'generate', 'compare', 'touch-up', 'export'] as const;

interface Words {
  readonly title: string;
  readonly sentence: string;
  /** What is pointed at: the element that carries this as its `data-tour`. */
  readonly target?: string;
}

const offer: Words = {
  title: 'New here?',
  sentence: 'Learn the studio by using it: paint, generate, compare, touch up, export. It takes a minute.',
};

/** What a step says; the second half of some is said once the first is done. */
function wordsOf(stage: TourStage, painted: boolean, running: boolean): Words {
  switch (stage) {
    case 'offer':
      return offer;
    case 'paint':
      return {
        title: 'Paint',
        sentence: 'Brush over what may change. What the line encloses already may; the eraser takes away.',
        target: 'canvas',
      };
    case 'generate':
      return running
        ? { title: 'Generate', sentence: 'The edit is being computed on this computer. You can go on painting meanwhile.' }
        : { title: 'Generate', sentence: 'Say under Prompt what the picture should show, and press Generate.', target: 'generate' };
    case 'compare':
      return {
        title: 'Compare',
        sentence: 'Hold “Show before”, or drag the handle at the edge of the picture across it.',
        target: 'before',
      };
    case 'touch-up':
      if (running) return { title: 'Touch up', sentence: 'Only the steps that your stroke changed are computed again.' };
      return painted
        ? { title: 'Touch up', sentence: 'Press Generate again: only the steps that your stroke changed are computed.', target: 'generate' }
        : {
            title: 'Touch up',
            sentence: 'Paint where something should still change; low strength retouches, full strength reinvents.',
            target: 'canvas',
          };
    case 'export':
      return {
        title: 'Export',
        sentence: 'Accept what you like, and save the picture as it is shown. All that lies outside the map is the same to the byte.',
        target: 'export',
      };
    case 'end':
      return {
        title: 'That is all of it.',
        sentence: 'The samples show more: exemplars, poses, outlines, wider pictures. Every command is found by its name at the top.',
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
      aria-label="Guided tour"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        leaveTour();
      }}
    >
      {at < 0 ? null : (
        <span className={styles.count}>
          {at + 1} of {steps.length}
        </span>
      )}
      <p role="status">
        <b>{title}</b> {sentence}
      </p>
      {stage === 'offer' ? <Button onClick={() => enterTour('paint')}>Show me</Button> : null}
      {stage === 'offer' ? (
        <Button tone="quiet" onClick={leaveTour}>
          No, thanks
        </Button>
      ) : null}
      {stage === 'end' ? <Button onClick={leaveTour}>Close the tour</Button> : null}
      {at < 0 ? null : (
        <Button tone="quiet" onClick={leaveTour}>
          Skip the tour
        </Button>
      )}
      {target ? <TourRing target={target} /> : null}
    </section>
  );
}
