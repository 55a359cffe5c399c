import type { DocumentState, Settings } from '../../document/documentState';
import { documentStore } from '../../document/documentStore';
import { reportToUser } from '../../ui/notices';
import { jobStore } from '../jobStore';
import { liveStore } from './liveStore';
import { queueStore } from '../queue/runQueue';
import { runEdit, supersedeLive } from '../runEdit';
import { currentReadiness } from '../useReadiness';

/** After a stroke, which is a whole; and after a setting, whose slider or words may still be moving. */
const waitsMs = { stroke: 0, setting: 450 } as const;

/** A change is waiting for its run. */
let wanted = false;
let timer: ReturnType<typeof setTimeout> | undefined;

/** What of a change asks for another run: what was painted or laid, or a setting; nothing else that a document holds. */
function asks(now: DocumentState, before: DocumentState): keyof typeof waitsMs | null {
  const painted = now.maps !== before.maps || now.exemplars !== before.exemplars || now.guides !== before.guides;
  // The run itself freezes the area; one that is chosen by hand comes while none is under way.
  if (painted || (now.area !== before.area && jobStore.getState().running === null)) return 'stroke';
  const keys = Object.keys(now.settings) as (keyof Settings)[];
  return keys.some((key) => key !== 'seedLocked' && now.settings[key] !== before.settings[key]) ? 'setting' : null;
}

function ask(afterMs: number): void {
  clearTimeout(timer);
  timer = setTimeout(() => {
    wanted = true;
    take();
  }, afterMs);
}

function forget(): void {
  clearTimeout(timer);
  wanted = false;
}

/** Begins the run that is wanted, where it can: the page is seen and nothing that was pressed for is under way. */
function take(): void {
  if (!wanted || !liveStore.getState().on || document.hidden) return;
  const { current, waiting, held } = queueStore.getState();
  if (current || (waiting.length > 0 && !held)) return;
  // What runs for an older stroke gives way, and this is asked again when it has.
  if (jobStore.getState().running) return supersedeLive();
  wanted = false;
  if (currentReadiness().ready) runEdit(documentStore.getState(), { live: true }).catch(reportToUser);
}

/** Turns the live edit on, which runs at once, or off, which lets the run under way end. */
export function setLive(on: boolean): void {
  if (liveStore.getState().on === on) return;
  liveStore.setState({ on, resultId: null, computed: null });
  if (on) ask(0);
  else forget();
}

/**
 * Runs the edit again after every stroke and every change of a setting while the live edit is on: the newest alone, never a pile of
 * them. While the page is hidden none begins. Returns how to stop.
 */
export function followLive(): () => void {
  const stopDocument = documentStore.subscribe((now, before) => {
    if (!liveStore.getState().on) return;
    if (now.documentId !== before.documentId) {
      forget();
      supersedeLive();
      liveStore.setState({ resultId: null, computed: null });
      return;
    }
    const kind = asks(now, before);
    if (kind) ask(waitsMs[kind]);
  });
  const stopJobs = jobStore.subscribe(({ running }, before) => {
    if (!running && before.running) take();
  });
  const stopQueue = queueStore.subscribe(take);
  document.addEventListener('visibilitychange', take);
  return () => {
    stopDocument();
    stopJobs();
    stopQueue();
    document.removeEventListener('visibilitychange', take);
    forget();
  };
}
