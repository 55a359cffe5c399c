import { methods } from '../../../workers/protocol/methods';
import type { Settings } from '../../document/documentState';

/** From which strength on the map counts for a run under these settings, 0…1; 0: all that is not black does. */
export function countsFrom({ method, inpaintThreshold }: Pick<Settings, 'method' | 'inpaintThreshold'>): number {
  const { countsFrom: from } = methods[method];
  return from === 'threshold' ? inpaintThreshold : from;
}

/** Whether a run's steps are spread over the greys: the darker, the later a pixel begins to change. */
export const spreadsSteps = ({ method, exemplarPasses }: Pick<Settings, 'method' | 'exemplarPasses'>): boolean =>
  methods[method].takesCurve && !(method === 'exemplar-blend' && exemplarPasses === 'cut-and-paste');
