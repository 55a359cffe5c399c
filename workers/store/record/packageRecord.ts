import { z } from 'zod';
import { addOnFactsSchema } from '../../protocol/addOns';
import { checkpointChoicesSchema } from '../../protocol/checkpoint';
import { loanSchema } from '../../protocol/loans';
import type { DownloadRequest } from '../../protocol/store';
import { storedName } from '../disk/storedName';

/** Blocks of this many bytes have a digest each and are fetched again one by one. */
export const defaultBlockBytes = 8 * 1024 * 1024;

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const size = z.int().min(0);

const fileSchema = z.object({
  path: z.string().min(1),
  /** The name in the package's folder once the content is verified. */
  name: z.string().regex(/^[a-z0-9.-]+$/),
  url: z.string().nullable(),
  sizeBytes: size.nullable(),
  /** What the source promised. */
  sha256: digest.nullable(),
  gitSha1: z
    .string()
    .regex(/^[0-9a-f]{40}$/)
    .nullable(),
  /** What the server called this version of the file; another one means other content. */
  etag: z.string().nullable(),
  /** Whether the server gives parts of it; null until it was asked. */
  parts: z.boolean().nullable(),
  state: z.enum(['wanted', 'complete', 'mismatched']),
  /** SHA-256 of the content once complete. */
  foundSha256: digest.nullable(),
  /** SHA-256 by block; null where the block is not there. */
  blocks: z.array(digest.nullable()),
  /** Bytes from a block's start that are on disk, by the block's index, for blocks without a digest. */
  begun: z.record(z.string(), size),
  /** Made here from the others, and made again where it is lost. */
  derived: z.boolean().optional(),
  /**
   * It stays outside the store, in a file of that name or at a path within a folder of that name, and as it was then; `foundSha256` is of
   * its header and samples.
   */
  linked: z.object({ name: z.string(), modifiedMs: z.number(), within: z.string().optional() }).optional(),
});

const originSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('hub'), baseUrl: z.string(), repository: z.string(), revision: z.string(), commit: z.string() }),
  z.object({ kind: z.literal('url'), baseUrl: z.string() }),
  z.object({ kind: z.literal('import'), name: z.string() }),
]);

/** What is known of a kept package: the manifest on disk. */
export const packageRecordSchema = z.object({
  version: z.literal(1),
  id: z.string().min(1),
  title: z.string(),
  family: z.string().nullable(),
  licence: z.string().nullable(),
  origin: originSchema,
  blockBytes: z.int().min(1),
  files: z.array(fileSchema),
  notes: z.array(z.string()),
  /** What was chosen for a checkpoint. */
  checkpoint: checkpointChoicesSchema.optional(),
  /** What it is where it is no model but is added to one. */
  addOn: addOnFactsSchema.optional(),
  /** What it takes from other kept models. */
  loans: z.array(loanSchema).optional(),
  /** With what it borrows from, where its weights were read once and found to be numbers. */
  read: z.string().optional(),
  /** A part alone, kept only to lend. */
  isPart: z.boolean().optional(),
});

export type FileRecord = z.infer<typeof fileSchema>;
export type PackageRecord = z.infer<typeof packageRecordSchema>;

/** The record of a package of which nothing is there yet. */
export function newRecord(request: DownloadRequest, blockBytes: number): PackageRecord {
  const { id, title, family, licence, origin } = request;
  return {
    version: 1,
    id,
    title,
    family,
    licence,
    origin: { ...origin },
    blockBytes,
    files: request.files.map((file, index) => newFile(file, index)),
    notes: [],
    ...chosenFor(request),
  };
}

/** What a record keeps of what was chosen for a model before it is there. */
export function chosenFor({
  isPart,
  choices,
  loans,
  addOn,
}: Pick<DownloadRequest, 'isPart' | 'choices' | 'loans' | 'addOn'>): Pick<PackageRecord, 'isPart' | 'checkpoint' | 'loans' | 'addOn'> {
  return {
    ...(addOn && { addOn }),
    ...(isPart && { isPart }),
    ...(choices && { checkpoint: { ...choices } }),
    ...(loans && loans.length > 0 && { loans: loans.map(({ from, parts }) => ({ from, parts: [...parts] })) }),
  };
}

type NewFile = Pick<FileRecord, 'path' | 'url' | 'sizeBytes' | 'sha256' | 'gitSha1'>;

export function newFile({ path, url, sizeBytes, sha256, gitSha1 }: NewFile, index: number): FileRecord {
  return {
    path,
    name: storedName(index, path),
    url,
    sizeBytes,
    sha256,
    gitSha1,
    etag: null,
    parts: null,
    state: 'wanted',
    foundSha256: null,
    blocks: [],
    begun: {},
  };
}

/** Bytes of a file that are on disk, as far as the record knows. */
export function doneBytes(file: FileRecord, blockBytes: number): number {
  if (file.state === 'complete') return file.sizeBytes ?? 0;
  const end = file.sizeBytes ?? Infinity;
  const whole = file.blocks.reduce((sum, block, index) => sum + (block === null ? 0 : Math.min(blockBytes, end - index * blockBytes)), 0);
  return Object.values(file.begun).reduce((sum, bytes) => sum + bytes, whole);
}

/** Says something once. */
export function note(record: PackageRecord, sentence: string): void {
  if (!record.notes.includes(sentence)) record.notes.push(sentence);
}
