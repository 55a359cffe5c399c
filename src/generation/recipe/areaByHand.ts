import { handGenerationArea } from '../../../workers/maps/generationArea';
import type { Rect } from '../../../workers/protocol/geometry';
import { setArea } from '../../document/commands';
import { documentStore } from '../../document/documentStore';
import { ensurePackage } from '../../models/studioEngine';

/**
 * Takes a rectangle drawn by hand (picture pixels) as the generation area, at the model's own scale where it can be. It is frozen
 * as one chosen by itself would be.
 */
export async function areaByHand(rect: Rect): Promise<void> {
  const { picture } = documentStore.getState();
  if (!picture) return;
  const summary = await ensurePackage();
  const { area } = handGenerationArea(rect, picture, summary, null);
  setArea(area);
}
