import { z } from 'zod';
import { Fault } from '../../../workers/protocol/faults';
import { documentCodec, type SavedDocument } from './codecs/documentCodec';
import { olderDocumentSchema } from './codecs/olderDocuments';
import { tr } from '../../../workers/texts/texts';

/** The version that a manifest's text claims, or null where it is not even that. */
export function claimedVersion(text: string): number | null {
  try {
    return z.looseObject({ version: z.int() }).parse(JSON.parse(text)).version;
  } catch {
    return null;
  }
}

/** The document in a text, in whichever version; null where it is damaged. */
export function parseManifest(text: string): SavedDocument | null {
  try {
    const value: unknown = JSON.parse(text);
    const newest = documentCodec.schema.safeParse(value);
    if (newest.success) return newest.data;
    const older = olderDocumentSchema.safeParse(value);
    return older.success ? older.data : null;
  } catch {
    return null;
  }
}

/**
 * The text of a document that can be read again.
 * @throws Fault `limit-reached` where something of it does not fit: it is told instead of saved unreadably
 */
export function manifestText(saved: SavedDocument): string {
  const { error } = documentCodec.schema.safeParse(saved);
  if (error) {
    const [issue] = error.issues;
    const place = issue?.path.join(' › ') ?? tr`a part of it`;
    throw new Fault(
      'limit-reached',
      tr`The project is not being saved: ${place} does not fit what can be kept (${issue?.message ?? tr`unknown`}).`,
      tr`Undo the last change. What was saved before is untouched.`,
    );
  }
  return JSON.stringify(saved);
}

/** Every digest that a text names, whether the text can be read or not; digests of pictures that recipes name are among them. */
export const digestsIn = (text: string): ReadonlySet<string> => new Set(text.match(/[0-9a-f]{64}/g));
