import { holdsCheckpoint } from '../packages/checkpoint/byteFiles';
import { inspectCheckpoint } from '../packages/checkpoint/inspectCheckpoint';
import { inspectPackage } from '../packages/inspect/inspectPackage';
import type { ImportReport } from '../protocol/importReport';
import type { LatentSpace } from '../protocol/loans';
import type { LenderRequest, OpenedPackage, PossibleLender } from '../protocol/store';
import { blobSource } from './blobSource';

/** What a model can lend to another; null where that is nothing. */
export async function lenderOf(kept: OpenedPackage, request: LenderRequest): Promise<PossibleLender | null> {
  const source = blobSource(kept);
  const isWeights = holdsCheckpoint((await source.list()) ?? []);
  if (!isWeights && request.form === 'weights') return null;
  const report = isWeights ? (await inspectCheckpoint(source, request.device)).report : await inspectPackage(source, request.device);
  const { gives, latents } = report.lending;
  const given = gives.filter(({ part }) => request.parts.includes(part));
  if (given.length === 0) return null;
  const wanted = latentsOfFamily(request.family);
  const takesVae = given.some(({ part }) => part.startsWith('vae'));
  if (takesVae && wanted !== null && latents !== null && latents !== wanted) return null;
  if (given.some(({ part }) => part.startsWith('text')) && !lendsTexts(report, request.family)) return null;
  return {
    id: kept.id,
    title: kept.title,
    parts: given.map(({ part }) => part),
    sizeBytes: given.reduce<number | null>((sum, { sizeBytes }) => (sum === null || sizeBytes === null ? null : sum + sizeBytes), 0),
    isGuess: takesVae && latents === null,
  };
}

/** Text encoders go to models of the same family; alone they belong to none, and whether they fit is seen by their widths. */
function lendsTexts({ family, lending }: ImportReport, wanted: ImportReport['family']): boolean {
  return family === wanted || lending.isPart;
}

function latentsOfFamily(family: ImportReport['family']): LatentSpace | null {
  return family === 'other' ? null : family.startsWith('sdxl') ? 'sdxl' : 'sd';
}
