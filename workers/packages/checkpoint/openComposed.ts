import type { ByteFile } from '../../protocol/byteFile';
import type { OpenedCheckpoint } from '../../weights/identify/opened';
import { openWeights } from '../../weights/identify/openWeights';
import type { FileSource } from '../fileSource';
import { composedSource, lentPath } from '../composedSource';
import type { Lender } from '../lender';
import { byteFiles } from './byteFiles';
import { lentLatents, requireFittingTexts, withLent } from './lentNetworks';
import { partsOf } from './partGraph';
import { requireModel } from './requireWhole';
import { tableOf } from './tableOf';

/** A checkpoint with the parts that it takes from others, as though all lay in one folder. */
export interface Composed {
  readonly source: FileSource;
  readonly files: readonly ByteFile[];
  readonly opened: OpenedCheckpoint;
}

/**
 * Opens a checkpoint and lays the networks of its lenders in the place of its own or of what it lacks. The files of lender N appear
 * under `lent/N/`. Throws Faults as `openWeights` does, and `checkpoint-unsupported` where a part does not fit.
 */
export async function openComposed(source: FileSource, lenders: readonly Lender[] = []): Promise<Composed> {
  const files = await byteFiles(source);
  return compose({ source, files, opened: requireModel(await openWeights(files, { name: source.label }), source.label) }, lenders);
}

/** The same for a checkpoint that is open already. */
export async function compose(own: Composed, lenders: readonly Lender[]): Promise<Composed> {
  const { source } = own;
  let { opened } = own;
  const files = [...own.files];
  for (const [index, lender] of lenders.entries()) {
    const lent = await byteFiles(lender.source);
    const other = requireModel(await openWeights(lent, { name: lender.source.label }), lender.source.label);
    files.push(...lent.map((file) => ({ ...file, path: lentPath(index, file.path) })));
    opened = withParts(opened, other, lender, (path) => lentPath(index, path));
  }
  if (lenders.length > 0) requireFittingTexts(opened, source.label);
  return { source: lenders.length > 0 ? composedSource(source, lenders) : source, files, opened };
}

function withParts(
  opened: OpenedCheckpoint,
  other: OpenedCheckpoint,
  { parts, source }: Lender,
  at: (path: string) => string,
): OpenedCheckpoint {
  const networks = withLent(opened, other, parts, source.label, at);
  const takesVae = parts.some((part) => part.startsWith('vae'));
  const held = new Set(partsOf(networks).flatMap((part) => [...tableOf(networks, part).values()].map(({ file }) => file)));
  return {
    ...opened,
    networks,
    latents: takesVae ? lentLatents(opened, other) : opened.latents,
    missing: opened.missing.filter((part) => !(takesVae && part.startsWith('vae')) && !parts.some((lent) => lent === part)),
    chosen: [...held],
  };
}
