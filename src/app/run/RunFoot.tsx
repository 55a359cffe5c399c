import { CircleAlert, Sparkles } from 'lucide-react';
import { useStore } from 'zustand';
import { enlargedBy } from '../../../workers/maps/generationArea';
import { changeEverything } from '../../actions/changeMapActions';
import { actionById } from '../../actions/registry';
import { useKeys } from '../../actions/useKeys';
import { dialogStore } from '../../actions/dialogStore';
import { pickFile } from '../../actions/filePicker';
import { setArea } from '../../document/commands';
import { documentStore } from '../../document/documentStore';
import { batchStore } from '../../generation/queue/batch';
import { findStore } from '../../generation/finding/findStore';
import { softBy } from '../../generation/recipe/freezeArea';
import { timeInWords } from '../../generation/nextCost';
import { runAreaStore } from '../../generation/recipe/runArea';
import { runTimesStore } from '../../generation/runTimes';
import { generate } from '../../generation/generate';
import { computedInWords, liveStore } from '../../generation/live/liveStore';
import { jobStore } from '../../generation/jobStore';
import { ensurePackage } from '../../models/studioEngine';
import { useReadiness } from '../../generation/useReadiness';
import { useShownResult } from '../../generation/useShownResult';
import { packageStore } from '../../models/packageStore';
import { Button } from '../../ui/Button';
import { reportToUser } from '../../ui/notices';
import styles from './Run.module.css';
import { tr } from '../../../workers/texts/texts';

/** Generate: the one solid button, unless a shown result, a dialog or the place that finds a map has it. */
export function GoButton({ dock }: { readonly dock: boolean }) {
  const ready = useReadiness().ready;
  const keys = useKeys(actionById('generate'));
  const seeds = useStore(batchStore, (state) => state.seeds);
  const shown = useShownResult();
  const dialog = useStore(dialogStore, (state) => state.open !== null);
  const finding = useStore(findStore, (state) => state.open);
  return (
    <Button
      tone={shown || dialog || finding ? 'plain' : 'primary'}
      wide
      large
      icon={<Sparkles />}
      data-tour="generate"
      disabled={!ready}
      onClick={() => generate().catch(reportToUser)}
    >
      {seeds === 1 ? tr`Generate` : tr`Generate ${seeds}`}
      {dock || !keys ? null : <kbd aria-hidden>{keys}</kbd>}
    </Button>
  );
}

/** The end of a reason that the button beside it says. */
const offered = /, or change everything$/;

/** One line below Generate: why it cannot be pressed, and the way to change that; else what will happen. */
export function RunNote() {
  const ready = useReadiness();
  const finding = useStore(findStore, (state) => state.open);
  const shown = useShownResult();
  const live = useStore(liveStore);
  if (ready.ready && live.on)
    return (
      <p className={styles.note}>
        {live.computed ? `${computedInWords(live.computed)}.` : tr`Live: every stroke and change runs it again.`}
      </p>
    );
  if (ready.ready) return shown ? <p className={styles.note}>{tr`Accept or discard it, or go on from here.`}</p> : <AreaNote />;
  if (finding && ready.offer === 'change-everything') return <p className={styles.note}>{tr`Use what is found above, then generate.`}</p>;
  return (
    <div className={styles.note}>
      <span>{ready.reason.replace(offered, ', or:')}</span>
      {ready.offer === 'change-everything' ? (
        <Button tone="link" onClick={changeEverything}>
          {tr`Change everything`}
        </Button>
      ) : null}
      {ready.offer === 'add-exemplar' ? <Button onClick={() => pickFile('Add exemplar')}>{tr`Add exemplar`}</Button> : null}
      {ready.offer === 'load-again' ? <Button onClick={() => ensurePackage().catch(() => undefined)}>{tr`Try again`}</Button> : null}
    </div>
  );
}

const fold = (ratio: number): string => `${ratio.toFixed(1).replace('.0', '')}×`;

/** At what size the next run is drawn, whether that is soft, and the way to a sharper one. */
function AreaNote() {
  const { area, sharperBy } = useStore(runAreaStore);
  const document = useStore(documentStore);
  const { picture } = document;
  const summary = useStore(packageStore, (state) => state.summary);
  const times = useStore(runTimesStore, (state) => state.times);
  if (!area) return <p className={styles.note}>{tr`Nothing leaves this computer.`}</p>;
  const soft = softBy(area);
  const enlarged = picture && summary ? enlargedBy(area, picture, summary.nativeSize) : null;
  const about = tr`The model sees ${area.width} × ${area.height} pixels at ${area.modelWidth} × ${area.modelHeight}.`;
  const time = summary && timeInWords(times, document, summary, area);
  return (
    <div className={styles.note}>
      <span title={soft ? tr`${about} Paint a smaller area for a sharp edit.` : about}>
        {soft
          ? tr`Soft: drawn ${fold(soft)} smaller.`
          : enlarged
            ? tr`Drawn at ${area.modelWidth} × ${area.modelHeight}, ${fold(enlarged)} enlarged.`
            : tr`Drawn at ${area.modelWidth} × ${area.modelHeight}.`}
        {time ? ` ${time[0]?.toUpperCase()}${time.slice(1)}.` : ''}
      </span>
      {sharperBy ? (
        <Button tone="link" onClick={() => setArea(null)}>
          {tr`Sharper: ${fold(sharperBy)}`}
        </Button>
      ) : null}
    </div>
  );
}

/** What went wrong with the last run, or with the model. */
export function RunFaults() {
  const jobFault = useStore(jobStore, (state) => (state.running ? null : state.fault));
  const packageFault = useStore(packageStore, (state) => (state.summary ? null : state.fault));
  const fault = packageFault ?? jobFault;
  if (!fault) return null;
  return (
    <div className={`${styles.fault} ${styles.wide}`} role="alert">
      <CircleAlert aria-hidden />
      <b>{fault.message}</b>
      {fault.hint ? <span>{fault.hint}</span> : null}
    </div>
  );
}
