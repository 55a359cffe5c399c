import type { PackageSummary, Stage } from '../../workers/protocol/engine';
import { runCost, type StageCost } from '../../workers/protocol/runCost';
import type { DocumentState } from '../document/documentState';
import { methodSettings } from './methods/methodSettings';
import { runGuides } from './recipe/runGuides';
import { runExemplars } from './recipe/runMaps';
import { formatSeconds } from '../ui/formatSeconds';
import { kindOfRun, secondsOf } from './runTimes';
import type { GenerationArea } from '../../workers/protocol/recipe';
import { form, plural, tr } from '../../workers/texts/texts';

type RunTimes = Parameters<typeof secondsOf>[0];

/** The evaluations of the next run, stage by stage, were nothing known of it. */
export function nextCost(document: DocumentState, summary: PackageSummary): StageCost[] {
  const { settings } = document;
  const unread = { sha256: '', width: 1, height: 1 };
  const exemplars = runExemplars(document).map(() => ({ picture: unread, changeMap: unread, hold: null }));
  const { steps, strength, scheduler } = settings;
  return runCost({
    method: methodSettings(settings, exemplars),
    ...{ steps, strength, scheduler: scheduler ?? summary.scheduler, fewStep: summary.fewStep ?? false },
  });
}

const stageWords: Readonly<Record<Stage, string>> = {
  contrast: tr`comparing`,
  encoding: tr`encoding`,
  'guidance-image': tr`for the guidance image`,
  leading: tr`leading`,
  decoding: tr`decoding`,
  refining: tr`refining`,
};

/** "52 evaluations: 12 comparing, 20 encoding, 20 decoding"; empty where the run takes none. */
export function costInWords(cost: readonly StageCost[]): string {
  const all = cost.reduce((sum, { evaluations }) => sum + evaluations, 0);
  if (all === 0) return '';
  const whole = plural(all, form`1 evaluation`, form`${all} evaluations`);
  const parts = cost.flatMap(({ stage, evaluations }) => (stage ? [`${evaluations} ${stageWords[stage]}`] : []));
  return parts.length > 1 ? `${whole}: ${parts.join(', ')}` : whole;
}

/** "about 12 s here", as runs of this kind took on this computer; null before the first. */
export function timeInWords(times: RunTimes, document: DocumentState, summary: PackageSummary, area: GenerationArea): string | null {
  const kind = kindOfRun(summary, area, document.settings, runGuides(document).length);
  const evaluations = nextCost(document, summary).reduce((sum, stage) => sum + stage.evaluations, 0);
  const seconds = secondsOf(times, kind, evaluations);
  if (seconds === null || evaluations === 0) return null;
  return seconds < 1 ? tr`under 1 s here` : tr`about ${formatSeconds(seconds)} here`;
}
