import { beforeEach, describe, expect, it } from 'vitest';
import { maximumModifiers } from '../../workers/protocol/mapModifiers';
import { standingPerson } from '../../workers/maps/pose/skeleton';
import { addModifier, softenMap } from '../changemap/modifierCommands';
import { openPicture, setSetting } from './commands';
import { emptyDocument, initialSettings, type Settings } from './documentState';
import { documentStore } from './documentStore';
import { addExemplar, changeExemplar } from './exemplarCommands';
import type { Guide } from './guide';
import { addGuide, changeGuide } from './guideCommands';
import { clearHistory, historyStore } from './history';
import { maximumPeople } from './limits';
import { changeMapLayer } from './mapCommands';
import { firstMapId } from './mapLayer';
import { snapshot } from './snapshot';
import { documentCodec } from './storage/codecs/documentCodec';
import { manifestText, parseManifest } from './storage/manifest';
import { keepInto } from './storage/pieces';

const picture = { width: 4, height: 4, rgba: new Uint8Array(64), name: 'p' };
const guide: Omit<Guide, 'id'> = {
  ...{ name: 'Me', visible: true, kind: 'pose', role: 'wanted', controlNet: null, weight: 1, start: 0, end: 1 },
  content: { of: 'pose', people: [standingPerson(1, 1, 2)] },
};

beforeEach(() => {
  documentStore.setState(emptyDocument, true);
  openPicture({ ...picture, icc: null });
  clearHistory();
});

/** Whatever was refused, nothing of it is in the document, and what is there can be saved and read. */
async function expectKept(): Promise<void> {
  const text = manifestText(await documentCodec.freeze(snapshot(), keepInto(new Map())));
  const saved = parseManifest(text);
  expect(saved?.settings).toEqual(documentStore.getState().settings);
}

describe('what could not be read again is refused by the command, which says how far it goes', () => {
  it.each([
    ['steps', 201, 'Steps: 200 at most.'],
    ['steps', 0, 'Steps: 1 at least.'],
    ['guidance', 51, 'Guidance: 50 at most.'],
    ['seed', -1, 'Seed: 0 at least.'],
    ['imageGuidance', 0.5, 'Picture guidance: 1 at least.'],
    ['edgeSoftnessPx', 257, 'Edge softness: 256 at most.'],
    ['strength', Number.NaN, 'Global strength is not a value that can be kept'],
    ['automaticMap', { ...initialSettings.automaticMap, noises: 65 }, 'Noises of automatic map: 64 at most.'],
    ['optimisation', { ...initialSettings.optimisation, learningRate: 11 }, 'Learning rate of guided optimisation: 10 at most.'],
  ] as const)('the setting %s as %s', async (key, value, sentence) => {
    expect(() => setSetting(key, value as Settings[typeof key])).toThrow(sentence);
    expect(documentStore.getState().settings).toEqual(initialSettings);
    expect(historyStore.getState().labels).toEqual([]);
    await expectKept();
  });

  it('values of guides', async () => {
    const id = addGuide(guide);
    const refused = (change: Partial<Guide>) => expect(() => changeGuide(id, change, 'x'));
    refused({ weight: 4.5 }).toThrow('Weight of the guide “Me”: 4 at most.');
    refused({ start: -0.1 }).toThrow('Start of the guide “Me”: 0 at least.');
    refused({ controlNet: 'n'.repeat(201) }).toThrow('Control net of the guide “Me”: 200 at most can be kept.');
    const person = standingPerson(1, 1, 2);
    refused({ content: { of: 'pose', people: Array.from({ length: maximumPeople + 1 }, () => person) } }).toThrow(
      `People of the guide “Me”: ${maximumPeople} at most can be kept.`,
    );
    refused({ content: { of: 'pose', people: [person.map((joint) => ({ ...joint, x: 2e6 }))] } }).toThrow('1000000 at most.');
    expect(documentStore.getState().guides).toEqual([{ ...guide, id }]);
    await expectKept();
  });

  it('values of maps and exemplars', async () => {
    for (let i = 0; i < maximumModifiers; i += 1) addModifier(firstMapId, 'invert');
    expect(() => addModifier(firstMapId, 'invert')).toThrow('Modifiers of the map “Map”: 32 at most can be kept.');
    expect(() => softenMap(firstMapId, 3)).toThrow('32 at most');
    expect(() => changeMapLayer(firstMapId, { opacity: 1.1 }, 'x')).toThrow('Opacity of the map “Map”: 1 at most.');
    const placement = { x: 0, y: 0, scaleX: 1, scaleY: 1, rotation: 0 };
    const { map } = documentStore.getState().maps[0]!;
    const id = addExemplar({ name: 'Sun', picture, crop: { x: 0, y: 0, width: 4, height: 4 }, placement, bandPx: 0, map });
    expect(() => changeExemplar(id, { bandPx: 9000 }, 'x')).toThrow('Band of the exemplar “Sun”: 8192 at most.');
    expect(() => changeExemplar(id, { crop: { x: 0, y: 0, width: 0, height: 1 } }, 'x')).toThrow(
      'Crop, width of the exemplar “Sun”: 1 at least.',
    );
    await expectKept();
  });
});
