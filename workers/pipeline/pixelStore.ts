import type { Blobs, PixelBlob } from '../protocol/engine';
import { Fault } from '../protocol/faults';
import type { PixelsRef } from '../protocol/recipe';
import { BudgetedCache } from '../protocol/budgetedCache';
import { sha256Of } from '../protocol/sha256Of';
import { tr } from '../texts/texts';

/**
 * Finds the pixels that a recipe names. `what` is how they are called in sentences (“the picture”, “the change map”).
 * Throws Faults: `missing-blob` naming them and their digest, `bad-picture` or `bad-map` where kind or size differ.
 */
export type FindPixels = (ref: PixelsRef, kind: PixelBlob['kind'], what: string) => PixelBlob;

/** The pixels of this run and, under a budget, of runs before: the window need not send a picture twice. */
export class PixelStore {
  private readonly kept: BudgetedCache<PixelBlob>;

  constructor(budgetBytes = Number.POSITIVE_INFINITY) {
    this.kept = new BudgetedCache(budgetBytes);
  }

  /**
   * Checks and keeps the pixels that came with a run. Throws a Fault `bad-picture` where a blob's bytes are not what its
   * digest or its size says.
   */
  async take(blobs: Blobs): Promise<FindPixels> {
    for (const [digest, blob] of Object.entries(blobs)) {
      if (this.kept.get(digest) === blob) continue;
      await checkBlob(digest, blob);
      this.kept.set(digest, blob, blob.data.byteLength);
    }
    return (ref, kind, what) => find(blobs[ref.sha256] ?? this.kept.get(ref.sha256), ref, kind, what);
  }
}

async function checkBlob(digest: string, blob: PixelBlob): Promise<void> {
  const channels = blob.kind === 'rgba' ? 4 : 1;
  if (blob.data.byteLength === blob.width * blob.height * channels && (await sha256Of(blob.data)) === digest) return;
  throw new Fault(
    'bad-picture',
    tr`The pixels handed over with this edit are not those that its recipe names.`,
    tr`Try again; if it happens again, open the picture anew.`,
  );
}

function find(blob: PixelBlob | undefined, ref: PixelsRef, kind: PixelBlob['kind'], what: string): PixelBlob {
  if (!blob) {
    throw new Fault(
      'missing-blob',
      tr`The pixels of ${what} (${ref.sha256.slice(0, 12)}…) were not handed over with the recipe.`,
      tr`Keep the recipe’s “blobs” folder beside it.`,
    );
  }
  if (blob.kind === kind && blob.width === ref.width && blob.height === ref.height) return blob;
  throw new Fault(
    kind === 'grey' ? 'bad-map' : 'bad-picture',
    tr`The pixels of ${what} are ${blob.width} × ${blob.height} (${blob.kind}), but the recipe names ${ref.width} × ${ref.height} (${kind}).`,
    tr`Open the picture or import the map anew.`,
  );
}
