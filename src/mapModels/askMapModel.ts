import { studioEngine } from '../models/studioEngine';
import { keptSource } from '../models/keptSource';
import { studioStore } from '../models/studioStore';
import type { MapModelAnswer, MapModelPicture, MapModelRequest } from '../../workers/protocol/mapModels';

/** What a kept map model finds in a picture. Waits for a run under way. @throws Fault */
export async function askMapModel<Kind extends MapModelRequest['kind']>(
  packageId: string,
  request: Extract<MapModelRequest, { kind: Kind }>,
  picture: MapModelPicture,
  signal: AbortSignal,
): Promise<Extract<MapModelAnswer, { kind: Kind }>> {
  const source = keptSource(await studioStore().open(packageId));
  const { key, width, height, rgba } = picture;
  return (await studioEngine().mapModel(source, request, { key, width, height, rgba }, { signal })) as Extract<
    MapModelAnswer,
    { kind: Kind }
  >;
}
