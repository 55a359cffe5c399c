import { documentStore } from '../document/documentStore';
import { historyStore } from '../document/history';
import { historyLossWords, saveStateStore } from '../document/storage/saveState';
import { say } from '../ui/saying';
import { placeOf } from '../exchange/project/projectPlace';
import type { Action } from './action';
import { saveProjectFile } from './projectFiles';
import { reportToUser } from '../ui/notices';
import { tr } from '../../workers/texts/texts';

/** A save under way is over by then, or something is wrong with it. */
const patienceMs = 3000;

/** Resolves once nothing is being saved any more, or after a while. */
function settled(): Promise<void> {
  if (saveStateStore.getState().status !== 'saving') return Promise.resolve();
  return new Promise((resolve) => {
    const end = () => {
      stop();
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(end, patienceMs);
    const stop = saveStateStore.subscribe(({ status }) => {
      if (status !== 'saving') end();
    });
  });
}

/** Every change is saved by itself: says so, or says that it is not, and offers a file of one's own. */
async function tellSaved(): Promise<void> {
  await settled();
  const state = saveStateStore.getState();
  const { status, fault } = state;
  const place = placeOf(documentStore.getState().documentId);
  const offer = {
    label: place === null ? tr`Save project file` : tr`Save “${place}”`,
    run: () => void saveProjectFile().catch(reportToUser),
  };
  if (status === 'saved')
    say([tr`All is saved, in this browser.`, historyLossWords(state, historyStore.getState().labels.length)].join(' ').trim(), offer);
  else say(fault?.message ?? (status === 'saving' ? tr`Still being saved.` : tr`This is not saved.`), offer);
}

export const saveActions: readonly Action[] = [
  {
    id: 'save',
    label: tr`Save`,
    group: 'File',
    keys: ['mod+s'],
    whileTyping: true,
    enabled: () => documentStore.getState().picture !== null,
    run: tellSaved,
  },
];
