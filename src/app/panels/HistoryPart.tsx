import { useStore } from 'zustand';
import { historyStore } from '../../document/history';
import { HistoryPanel } from '../lazyParts';
import { tallQuery, useMedia } from '../shell/useMedia';
import { Part } from './Part';
import { tr } from '../../../workers/texts/texts';
import { stepsInWords } from '../../ui/stepsInWords';

/** Every change, to go back to. */
export function HistoryPart() {
  const steps = useStore(historyStore, ({ labels, undoneLabels }) => labels.length + undoneLabels.length);
  const tall = useMedia(tallQuery);
  return (
    <Part name="history" title={tr`History`} note={steps === 0 ? undefined : stepsInWords(steps)} opens={tall}>
      <HistoryPanel />
    </Part>
  );
}
