import type { CheckpointChoices } from '../../protocol/checkpoint';
import { Fault } from '../../protocol/faults';
import type { ReportFinding } from '../../protocol/importReport';
import type { OpenedCheckpoint } from '../../weights/identify/opened';
import { concatKind, concatWords } from '../concatKind';
import { vaeConfig } from './modelConfigs';
import { requireWhole } from './requireWhole';
import { tr } from '../../texts/texts';
import { tellerInWords } from '../../texts/words';

/** Names are listed up to here; the rest is a number. */
const namesShown = 3;

/** What a person should know before a checkpoint is taken in. */
export function findingsOf(opened: OpenedCheckpoint, label: string, choices: CheckpointChoices): ReportFinding[] {
  return [...blocking(opened, label), ...channels(opened), ...sampling(opened, choices), ...strangers(opened)];
}

function blocking(opened: OpenedCheckpoint, label: string): ReportFinding[] {
  try {
    requireWhole(opened, label);
    vaeConfig(opened);
    return [];
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown;
    return [finding('blocks', opened.missing.length > 0 ? 'missing-part' : 'not-whole', thrown.message, thrown.hint)];
  }
}

/** UNets that take a mask or a second picture beside the latents. */
function channels({ inChannels, networks }: OpenedCheckpoint): ReportFinding[] {
  if (!networks.unet || inChannels === null) return [];
  const kind = concatKind(inChannels, 4);
  const words = kind && concatWords(kind);
  if (words) return [finding('note', 'concatenated', words)];
  if (kind) return [];
  return [
    finding(
      'blocks',
      'special-channels',
      tr`The UNet takes ${inChannels} channels where its pictures have 4: nothing here knows what the others are for.`,
      tr`Choose the plain model of the same family.`,
    ),
  ];
}

function sampling({ sampling: told }: OpenedCheckpoint, choices: CheckpointChoices): ReportFinding[] {
  if (!told) return [];
  const found: ReportFinding[] = [];
  if (told.prediction === 'unknown' && !choices.prediction)
    found.push(
      finding(
        'limits',
        'prediction-unknown',
        tr`Its ${tellerInWords(told.guess?.from ?? 'name')} says that it predicts v, and nothing in the file can prove it.`,
        tr`Choose below what it predicts; if pictures come out grey or as noise, choose the other.`,
      ),
    );
  const few = told.guess?.fewStep;
  if (few && told.guess)
    found.push(
      finding(
        'note',
        'few-step-guess',
        tr`By its ${tellerInWords(told.guess.from)} it is a few-step model (${few}): steps, guidance and scheduler are set for that.`,
        tr`If it is an ordinary one, say so below.`,
      ),
    );
  return found;
}

/** Keys that nothing knows are named, never dropped in silence. */
function strangers({ unknown }: OpenedCheckpoint): ReportFinding[] {
  if (unknown.length === 0) return [];
  const names = unknown.slice(0, namesShown).map((name) => `“${name}”`);
  const more = unknown.length > namesShown ? tr` and ${unknown.length - namesShown} more` : '';
  return [finding('note', 'unknown-tensors', tr`It holds tensors that Sfumato does not know and leaves out: ${names.join(', ')}${more}.`)];
}

function finding(severity: ReportFinding['severity'], code: string, message: string, hint = ''): ReportFinding {
  return { severity, code, part: null, message, hint };
}
