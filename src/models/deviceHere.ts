import { studioEngine } from './studioEngine';
import type { InspectRequest } from '../../workers/protocol/store';
import { packageStore } from './packageStore';

/** What a package would run on here; asks the engine where it has not said so yet. */
export async function deviceHere(): Promise<InspectRequest['device']> {
  const { provider, shaderF16, jspi } = packageStore.getState().capabilities ?? (await studioEngine().capabilities());
  return { provider, shaderF16, jspi };
}
