import { followInstall } from '../actions/installApp';
import { openFirstScene } from '../actions/firstScene';
import { followRecent } from '../actions/recentPictures';
import { accessStore, setReadOnly } from '../document/access';
import { documentStore } from '../document/documentStore';
import { historyContent } from '../document/history';
import { restore, snapshot, takeIn } from '../document/snapshot';
import { askBeforeLeaving, flushOnLeave } from '../document/storage/flushOnLeave';
import { keepProject } from '../document/storage/keepProject';
import { speakTo } from '../document/storage/keeperInUse';
import { openProjectStore } from '../document/storage/projectStore';
import { followShownResult } from '../canvas/followShownResult';
import { loadModelInUse } from '../models/chooseModel';
import { notify, offer, reportToUser } from '../ui/notices';
import { findStore } from '../generation/finding/findStore';
import { followLive, setLive } from '../generation/live/followLive';
import { followDone } from '../generation/queue/tellWhenDone';
import { followTitle } from './followTitle';
import { tellUncaught } from './tellUncaught';
import { saveStateStore } from '../document/storage/saveState';
import { prefetchParts } from './lazy/lazyPart';
import { keepOffline } from './offline/keepOffline';
import { watchVersion } from './offline/newVersion';
import './lazyParts';
import { tr } from '../../workers/texts/texts';

/** Brings back what was on the table and keeps it from now on. */
function keepDocument(): void {
  const kept = keepProject({
    name: 'sfumato',
    content: snapshot,
    history: historyContent,
    takeIn,
    restore,
    openStore: (onLost) => openProjectStore('sfumato', onLost),
    onNotice: notify,
    setReadOnly,
  });
  speakTo(kept);
  kept.state.subscribe((state, before) => {
    saveStateStore.setState(state);
    // What went wrong is said by the first screen, which lists the samples too.
    if (state.restored && !before.restored && state.role === 'writer') openFirstScene().catch(() => undefined);
  });
  let saved = documentStore.getState().revision;
  documentStore.subscribe(({ revision }) => {
    if (revision === saved) return;
    saved = revision;
    kept.changed();
  });
  accessStore.subscribe(({ refusals }, before) => {
    if (refusals === before.refusals + 1 && refusals % 10 === 1) notify(tr`This tab only shows the project. Take over to edit it here.`);
  });
  flushOnLeave(kept.flush);
  askBeforeLeaving(() => kept.state.getState().status !== 'saved');
}

/** Starts what runs beside the screen: the autosave, and the model's loading while the person looks around. */
export function startStudio(): void {
  tellUncaught();
  followInstall();
  followShownResult();
  followTitle();
  followLive();
  followDone();
  // Finding asks the model about the words that would start a live run.
  findStore.subscribe(({ open }) => (open ? setLive(false) : undefined));
  keepDocument();
  followRecent();
  // A failure is shown by the model chip and under Generate too.
  loadModelInUse().catch(reportToUser);
  prefetchParts();
  watchVersion((take) => offer(tr`There is a new version of Sfumato. Your work is kept.`, tr`Reload`, take), { keep: keepOffline });
}
