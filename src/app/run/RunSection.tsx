import { SlidersHorizontal, ChevronRight } from 'lucide-react';
import { useStore } from 'zustand';
import { layoutStore, setRunOpen } from '../../actions/layoutStore';
import { setSetting } from '../../document/commands';
import { useSettings } from '../../document/hooks';
import { findStore } from '../../generation/finding/findStore';
import { findsMap } from '../../generation/methods/findsMap';
import { liveStore } from '../../generation/live/liveStore';
import { jobStore } from '../../generation/jobStore';
import { TextField } from '../../ui/TextField';
import { LiveSwitch } from './LiveSwitch';
import { InterruptedRun } from './InterruptedRun';
import { QueueList } from './QueueList';
import { runSummary } from './runSummary';
import { Proposal } from './Proposal';
import { PromptTags } from './addOns/PromptTags';
import { GoButton, RunFaults, RunNote } from './RunFoot';
import { Cancel, Progress } from './Progress';
import styles from './Run.module.css';
import { tr } from '../../../workers/texts/texts';

const longest = 4000;

/** Prompt and Generate, always in sight; all else that a run takes is folded into one line. */
export function RunSection({ dock }: { readonly dock: boolean }) {
  const settings = useSettings();
  const job = useStore(jobStore, (state) => state.running);
  const finding = useStore(findStore, (state) => state.open);
  const finds = finding || findsMap(settings);
  return (
    <section className={styles.run} aria-label={tr`Generation`} data-dock={dock}>
      {/* What comes and goes stands at the top, so that prompt and Generate keep their places. */}
      <InterruptedRun />
      <RunFaults />
      <QueueList />
      <Proposal />
      {finds ? (
        <div className={styles.wide}>
          <TextField
            label={tr`Reference prompt`}
            {...hinted(tr`what the picture shows now`, dock)}
            value={settings.automaticMap.referencePrompt ?? ''}
            rows={1}
            maximumLength={longest}
            onChange={(text) => setSetting('automaticMap', { ...settings.automaticMap, referencePrompt: text === '' ? null : text })}
          />
        </div>
      ) : null}
      <TextField
        label={tr`Prompt`}
        {...hinted(finds ? tr`what it should show instead` : tr`what the picture should show`, dock)}
        value={settings.prompt}
        rows={finds ? 2 : 3}
        maximumLength={longest}
        onChange={(value) => setSetting('prompt', value)}
      />
      <PromptTags className={styles.wide} />
      <RunLine dock={dock} />
      <div className={styles.go}>
        {job ? <Progress job={job} /> : <GoButton dock={dock} />}
        <LiveSwitch />
      </div>
      <div className={styles.wide}>{job ? <Cancel job={job} /> : <RunNote />}</div>
    </section>
  );
}

/** What a field is for; at the foot, where its label has no room, it stands in the empty field. */
function hinted(hint: string, dock: boolean): { readonly hint: string; readonly placeholder?: string } {
  return dock ? { hint, placeholder: `${hint.charAt(0).toUpperCase()}${hint.slice(1)}` } : { hint };
}

/** The settings of the run in one line; it opens them. */
function RunLine({ dock }: { readonly dock: boolean }) {
  const settings = useSettings();
  const open = useStore(layoutStore, (state) => (dock ? state.run && state.sheet : state.run));
  const live = useStore(liveStore, (state) => state.on);
  const words = runSummary(live ? { ...settings, seedLocked: true } : settings);
  return (
    <button
      type="button"
      className={styles.line}
      aria-expanded={open}
      aria-label={dock ? words : undefined}
      title={tr`Settings of the run: ${words}`}
      onClick={() => setRunOpen(!open)}
    >
      {dock ? <SlidersHorizontal aria-hidden /> : <ChevronRight aria-hidden />}
      <span>{words}</span>
    </button>
  );
}
