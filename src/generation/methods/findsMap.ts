import { methods } from '../../../workers/protocol/methods';
import type { Settings } from '../../document/documentState';

/** Whether a run finds by itself where to edit, so that what is painted, if anything, only bounds it. */
export const findsMap = ({ method, automaticMap }: Pick<Settings, 'method' | 'automaticMap'>): boolean =>
  methods[method].findsMap && automaticMap.where === 'texts';
