import { acceptResult, discardResult } from '../generation/staging';
import { cancelGeneration, generate } from '../generation/generate';
import { jobStore } from '../generation/jobStore';
import { currentReadiness } from '../generation/useReadiness';
import type { Action } from './action';

const shown = () => jobStore.getState().shownId;
const onShown = (act: (id: string) => void) => () => {
  const id = shown();
  if (id) act(id);
};

export const generateActions: readonly Action[] = [
  { id: 'generate', label: 'Generate', group: 'Generate', keys: ['mod+Enter'], whileTyping: true, enabled: () => currentReadiness().ready, run: generate },
  { id: 'cancel', label: 'Cancel', group: 'Generate', keys: ['Shift+x'], enabled: () => jobStore.getState().running !== null, run: cancelGeneration },
  { id: 'accept-result', label: 'Accept the result shown', group: 'Generate', keys: ['mod+Shift+Enter'], whileTyping: true, enabled: () => shown() !== null, run: onShown(acceptResult) },
  { id: 'discard-result', label: 'Discard the result shown', group: 'Generate', keys: [], enabled: () => shown() !== null, run: onShown(discardResult) },
];
