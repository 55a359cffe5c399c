import { useEffect, useState } from 'react';
import { reportFault, type FaultReport } from '../../workers/protocol/faults';
import type { MapModelAnswer, MapModelPicture, MapModelRequest } from '../../workers/protocol/mapModels';
import { askMapModel } from './askMapModel';

interface Asked<Kind extends MapModelRequest['kind']> {
  /** The last answer for this picture; it stays while a further one is waited for. */
  readonly answer: Extract<MapModelAnswer, { kind: Kind }> | null;
  readonly busy: boolean;
  readonly fault: FaultReport | null;
}

interface Ended<Kind extends MapModelRequest['kind']> {
  readonly request: Extract<MapModelRequest, { kind: Kind }>;
  readonly picture: MapModelPicture;
  readonly answer: Extract<MapModelAnswer, { kind: Kind }> | null;
  readonly fault: FaultReport | null;
}

/** Asks a kept map model whenever the request changes; of several the latest counts. `request` null: nothing to ask yet. */
export function useMapModel<Kind extends MapModelRequest['kind']>(
  packageId: string,
  request: Extract<MapModelRequest, { kind: Kind }> | null,
  picture: MapModelPicture,
): Asked<Kind> {
  const [ended, setEnded] = useState<Ended<Kind> | null>(null);
  useEffect(() => {
    if (!request) return undefined;
    const ending = new AbortController();
    const end = (answer: Ended<Kind>['answer'], fault: FaultReport | null) => {
      if (!ending.signal.aborted) setEnded({ request, picture, answer, fault });
    };
    askMapModel(packageId, request, picture, ending.signal).then(
      (answer) => end(answer, null),
      (thrown: unknown) => end(null, reportFault(thrown)),
    );
    return () => ending.abort();
  }, [packageId, request, picture]);
  const known = request && ended?.picture === picture ? ended : null;
  const isCurrent = known !== null && known.request === request;
  return { answer: known?.answer ?? null, busy: request !== null && !isCurrent, fault: isCurrent ? known.fault : null };
}
