import { z } from 'zod';
import type { History } from '../history';
import type { Change } from '../history/change';
import type { KeptEntry } from '../history/HistoryStack';
import type { Take } from './codecs/codec';
import { historyEntryCodec } from './codecs/historyEntryCodec';
import { keepInto } from './pieces';

/** How much of the history is saved with its document. Reading it back takes time at every start, so it is less than memory holds. */
export interface SavedHistoryLimits {
  readonly steps: number;
  /** Of their description, which is written anew with every save. */
  readonly characters: number;
  /** Of arrays that the document itself does not hold. */
  readonly bytes: number;
}

export const savedHistoryLimits: SavedHistoryLimits = { steps: 200, characters: 2_000_000, bytes: 64 * 2 ** 20 };

type Entry = KeptEntry<Change>;

interface Frozen {
  readonly text: string;
  readonly pieces: ReadonlyMap<string, Uint8Array>;
}

/** Entries are values: each is frozen once. */
const frozen = new WeakMap<Entry, Frozen>();

async function freeze(entry: Entry): Promise<Frozen> {
  const before = frozen.get(entry);
  if (before) return before;
  const pieces = new Map<string, Uint8Array>();
  const saved = { text: JSON.stringify(await historyEntryCodec.freeze(entry, keepInto(pieces))), pieces };
  frozen.set(entry, saved);
  return saved;
}

export interface SavedHistory {
  readonly text: string;
  /** How many steps of it can be undone. */
  readonly steps: number;
}

/**
 * The text of a history, the newest steps as far as the limits allow. The pieces of their arrays are added to `kept`.
 * @param of the checksum of the document that it belongs to: with another one it would undo into nonsense
 */
export async function historyText(
  { done, undone }: History,
  of: string,
  kept: Map<string, Uint8Array>,
  limits: SavedHistoryLimits = savedHistoryLimits,
): Promise<SavedHistory> {
  let { steps, characters, bytes } = limits;
  /** From the end on, which is the nearest to now. */
  const fitting = async (entries: readonly Entry[]): Promise<string[]> => {
    const texts: string[] = [];
    for (const entry of [...entries].reverse()) {
      if (steps === 0) break;
      const { text, pieces } = await freeze(entry);
      const added = [...pieces].filter(([digest]) => !kept.has(digest));
      const size = added.reduce((sum, [, piece]) => sum + piece.byteLength, 0);
      if (text.length > characters || size > bytes) break;
      steps -= 1;
      characters -= text.length;
      bytes -= size;
      for (const [digest, piece] of added) kept.set(digest, piece);
      texts.unshift(text);
    }
    return texts;
  };
  const kinds = { done: await fitting(done), undone: await fitting(undone) };
  return { text: `{"of":"${of}","done":[${kinds.done.join()}],"undone":[${kinds.undone.join()}]}`, steps: kinds.done.length };
}

const schema = z.strictObject({ of: z.string(), done: z.array(z.unknown()), undone: z.array(z.unknown()) });

/** The history in a text, as far back as it can be read; null where it belongs to another document or is none. */
export function parseHistory(text: string, of: string, take: Take): History | null {
  const readable = (entries: readonly unknown[]): Entry[] => {
    const read: Entry[] = [];
    for (const entry of [...entries].reverse()) {
      try {
        read.unshift(historyEntryCodec.thaw(historyEntryCodec.schema.parse(entry), take));
      } catch {
        // Without this step those before it lead nowhere.
        break;
      }
    }
    return read;
  };
  try {
    const saved = schema.parse(JSON.parse(text));
    return saved.of === of ? { done: readable(saved.done), undone: readable(saved.undone) } : null;
  } catch {
    return null;
  }
}
