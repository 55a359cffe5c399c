import type { Blobs, PixelBlob } from '../../workers/protocol/engine';
import type { PixelsRef } from '../../workers/protocol/recipe';
import { sha256Of } from '../../workers/protocol/sha256Of';

/** Pixels as a recipe names them, and as they travel beside it. */
export interface NamedPixels {
  readonly ref: PixelsRef;
  readonly blobs: Blobs;
}

/** Names pixels by the digest of their bytes. */
export async function namedPixels(blob: PixelBlob): Promise<NamedPixels> {
  const digest = await sha256Of(blob.data);
  return { ref: { sha256: digest, width: blob.width, height: blob.height }, blobs: { [digest]: blob } };
}
