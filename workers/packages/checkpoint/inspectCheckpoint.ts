import type { CheckpointChoices, CheckpointPrecision } from '../../protocol/checkpoint';
import { checkpointPrecisions } from '../../protocol/checkpoint';
import type { ImportReport, ReportPart } from '../../protocol/importReport';
import type { OpenedCheckpoint } from '../../weights/identify/opened';
import { addOnFacts } from '../addOns/addOnFacts';
import { addOnReport } from '../addOns/addOnReport';
import type { FileSource } from '../fileSource';
import type { DeviceNeeds } from '../layout/chooseGraphs';
import { isLent } from '../composedSource';
import type { Lender } from '../lender';
import type { PartName } from '../modelPackage';
import { partWords } from '../partWords';
import { withChosenSampling } from '../../weights/identify/chosenSampling';
import { openWeights } from '../../weights/identify/openWeights';
import { byteFiles, holdsBothForms } from './byteFiles';
import { requireModel } from './requireWhole';
import { checkpointLending } from './checkpointLending';
import { checkpointWords, variantOf } from './checkpointWords';
import { findingsOf } from './checkpointFindings';
import { modelFamily } from './modelConfigs';
import { compose } from './openComposed';
import { partsOf } from './partGraph';
import { graphOptions } from './precision';
import { keptBytes, memoryBytes, partBytes, storedTypes } from './sizes';
import { tableOf } from './tableOf';
import { precisionOf } from './writtenPart';
import { tr } from '../../texts/texts';

const layoutWords = { checkpoint: tr`one file of weights`, weights: tr`weights in diffusers’ layout` } as const;

/**
 * Says what a checkpoint is and what can be done with it on a device, from its headers and configurations. What stands in the way of
 * editing becomes findings; thrown are the Faults of files that are not sound or of another kind altogether.
 */
export async function inspectCheckpoint(
  source: FileSource,
  device: DeviceNeeds,
  choices: CheckpointChoices = {},
  lenders: readonly Lender[] = [],
): Promise<{ readonly report: ImportReport; readonly needed: readonly string[] }> {
  const own = await byteFiles(source);
  const weights = await openWeights(own, { name: source.label });
  const facts = addOnFacts(weights, source.label);
  if (facts) {
    const needed = weights.chosen;
    return {
      report: addOnReport(
        facts,
        source.label,
        own.filter(({ path }) => needed.includes(path)),
      ),
      needed,
    };
  }
  const { files, opened: told } = await compose({ source, files: own, opened: requireModel(weights, source.label) }, lenders);
  const opened = withChosenSampling(told, choices);
  const parts = partsOf(opened.networks);
  const precision = precisionOf(opened, device, choices.precision);
  const findings = [...findingsOf(opened, source.label, choices), ...bothForms((await source.list()) ?? [])];
  const sidePx = opened.sidePx ?? 512;
  const sizes = new Map(files.map(({ path, sizeBytes }) => [path, sizeBytes]));
  const chosen = opened.chosen.filter((path) => !isLent(path));
  const needed = [
    ...chosen,
    ...[...sizes.keys()].filter((path) => /\.(?:json|ya?ml)$/i.test(path) && !isLent(path) && !chosen.includes(path)),
  ];
  const blocking = findings.find(({ severity }) => severity === 'blocks');
  const report: ImportReport = {
    title:
      source.label
        .split('/')
        .at(-1)
        ?.replace(/\.safetensors$/i, '') ?? source.label,
    layout: chosen.length === 1 ? 'checkpoint' : 'weights',
    layoutWords: chosen.length === 1 ? layoutWords.checkpoint : layoutWords.weights,
    family: modelFamily(opened),
    variant: variantOf(opened),
    familyWords: checkpointWords(opened),
    isInpainting: opened.inChannels === 9,
    scheduler: String(opened.scheduler?.['_class_name'] ?? ''),
    nativeSize: { width: sidePx, height: sidePx },
    parts: parts.map((part) => describePart(opened, part, precision, device)),
    findings,
    features: [
      { feature: 'text', works: !blocking, words: blocking?.message ?? null },
      { feature: 'image-to-image', works: !blocking, words: blocking?.message ?? null },
      { feature: 'guides', works: !blocking, words: blocking?.message ?? tr`ControlNets of its family can be added.` },
    ],
    estimatedMemoryBytes: memoryBytes(opened, precision, device),
    lending: checkpointLending(opened, source.label),
    totalBytes: needed.reduce((sum, path) => sum + (sizes.get(path) ?? 0), 0),
    checkpoint: {
      prediction: told.sampling?.prediction ?? null,
      guessed: told.sampling?.guess?.prediction ?? null,
      kind: told.sampling?.fewStep ?? told.sampling?.guess?.fewStep ?? 'ordinary',
      kindIsGuess: told.sampling?.fewStep === null,
      precisions: checkpointPrecisions
        .filter((one) => one !== 'fp16' || (device.provider === 'webgpu' && device.shaderF16))
        .map((one) => ({
          precision: one,
          diskBytes: keptBytes(opened, one),
          memoryBytes: memoryBytes(opened, one, device),
          proposed: one === precisionOf(opened, device),
        })),
    },
  };
  return { report, needed };
}

function bothForms(listing: readonly string[]): ImportReport['findings'] {
  if (!holdsBothForms(listing)) return [];
  return [
    {
      severity: 'note',
      code: 'both-forms',
      part: null,
      message: tr`It holds the model as ONNX graphs and as safetensors. The safetensors are taken: any precision can be chosen, and LoRAs fit.`,
      hint: '',
    },
  ];
}

function describePart(opened: OpenedCheckpoint, part: PartName, precision: CheckpointPrecision, device: DeviceNeeds): ReportPart {
  const options = graphOptions(precision, part, device, { forceUpcast: opened.latents?.forceUpcast ?? false, single: false });
  const sizeBytes = partBytes(opened, part);
  const weights = storedTypes(opened, part);
  const path = tableOf(opened.networks, part).values().next().value?.file ?? '';
  const asIs = options.compute === 'fp16' ? 'fp16' : weights[0]?.type === 'F32' ? 'fp32' : 'fp16-stored';
  return {
    part,
    words: partWords(part),
    graph: path,
    files: [{ path, sizeBytes }],
    sizeBytes,
    precision: options.weights === 'as-is' ? asIs : options.weights,
    weights,
    opset: null,
    inputs: [],
    outputs: [],
    fixedBatch: null,
    fixedSize: null,
    choices: [],
  };
}
