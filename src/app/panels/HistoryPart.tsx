import { useStore } from 'zustand';
import { historyStore } from '../../document/history';
import { HistoryPanel } from '../lazyParts';
import { tallQuery, useMedia } from '../shell/useMedia';
import { Part } from './Part';

/** Every change, to go back to. */
export function HistoryPart() {
  const steps = useStore(historyStore, ({ labels, undoneLabels }) => labels.length + undoneLabels.length);
  const tall = useMedia(tallQuery);
  return (
    <Part name="history" title="History" note={steps === 0 ? undefined : `${steps} ${steps === 1 ? 'step' : 'steps'}`} opens={tall}>
      <HistoryPanel />
    </Part>
  );
}
