import { Fault } from '../../workers/protocol/faults';
import type { DocumentState } from './documentState';

/** Most of each that a document may have. The commands check it, and a saved project holds no more: whatever is saved can be read again. */
export const maximumMaps = 100;
export const maximumExemplars = 100;
export const maximumGuides = 100;
export const maximumLayers = 1000;
/** People of one pose. */
export const maximumPeople = 20;
/** Characters of a name; longer ones are cut where they are kept. */
export const maximumNameLength = 1000;

const most = { maps: maximumMaps, exemplars: maximumExemplars, guides: maximumGuides, layers: maximumLayers };
const words = { maps: 'change maps', exemplars: 'exemplars', guides: 'guides', layers: 'layers' };

const tooMany = (text: string): Fault => new Fault('limit-reached', text, 'Remove or merge some first.');

/** @throws Fault `limit-reached` where a change would make the document hold more than can be saved */
export function requireLimits(change: Partial<DocumentState>): void {
  for (const kind of ['maps', 'exemplars', 'guides', 'layers'] as const) {
    if ((change[kind]?.length ?? 0) > most[kind]) throw tooMany(`A document holds ${most[kind]} ${words[kind]} at most.`);
  }
  if (change.guides?.some(({ content }) => content.of === 'pose' && content.people.length > maximumPeople))
    throw tooMany(`A pose holds ${maximumPeople} people at most.`);
}
