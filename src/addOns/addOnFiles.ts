import type { AddOnFiles } from '../../workers/protocol/addOns';
import type { Recipe } from '../../workers/protocol/recipe';
import type { StoreClient } from '../engine/storeClient';
import type { KeptAddOn } from './keptAddOns';

/** The files of what a recipe adds to its model, as far as they are kept; the engine names those that are missing. @throws Fault */
export async function addOnFiles(
  { loras, embeddings, controlNets }: Recipe,
  kept: readonly KeptAddOn[],
  store: () => Pick<StoreClient, 'open'>,
): Promise<AddOnFiles> {
  const wanted = new Set([...loras, ...embeddings, ...controlNets].map(({ sha256 }) => sha256));
  const files: Record<string, Blob> = {};
  for (const { id, sha256 } of kept) {
    if (!wanted.has(sha256)) continue;
    const opened = await store().open(id);
    const blob = opened.files[0]?.blob;
    if (blob) files[sha256] = blob;
  }
  return files;
}
