import { documentStore } from '../document/documentStore';
import { restore, snapshot } from '../document/snapshot';
import { createAutosave } from '../document/storage/autosave';
import { flushOnLeave } from '../document/storage/flushOnLeave';
import { claimProject } from '../document/storage/projectLock';
import { openProjectStore } from '../document/storage/projectStore';
import { followShownResult } from '../generation/followShownResult';
import { loadModelInUse } from '../models/chooseModel';
import { notify, reportToUser } from '../ui/notices';
import { reportFault } from '../../workers/protocol/faults';
import { restoreTheme } from '../actions/themeActions';
import { followTitle } from './followTitle';
import { saveStateStore } from './saveState';

const projectName = 'sfumato';

/** Brings back what was on the table and keeps it from now on. */
async function keepDocument(): Promise<void> {
  const claim = await claimProject(projectName);
  if (claim.notice) notify(claim.notice);
  if (!claim.writer) {
    saveStateStore.setState({ status: 'not-saved' });
    return;
  }
  const store = await openProjectStore(projectName);
  const { snapshot: kept, notice } = await store.loadLatest();
  if (notice) notify(notice);
  if (kept && documentStore.getState().revision === 0) restore(kept);
  const autosave = createAutosave({ snapshot, store });
  autosave.state.subscribe((state) => saveStateStore.setState(state));
  let saved = documentStore.getState().revision;
  documentStore.subscribe(({ revision }) => {
    if (revision === saved) return;
    saved = revision;
    autosave.changed();
  });
  flushOnLeave(autosave.flush);
}

/** Starts what runs beside the screen: the autosave, and the model's loading while the person looks around. */
export function startStudio(): void {
  restoreTheme();
  followShownResult();
  followTitle();
  keepDocument()
    .catch((thrown) => {
      saveStateStore.setState({ status: 'not-saved', fault: reportFault(thrown) });
      reportToUser(thrown);
    })
    .finally(() => saveStateStore.setState({ restored: true }));
  // A failure is shown by the model chip and under Generate too.
  loadModelInUse().catch(reportToUser);
}
