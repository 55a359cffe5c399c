import { createStore } from 'zustand/vanilla';
import { plainReading } from '../../workers/maps/plainReading';
import { editsWritten } from '../changemap/largeEdit';
import { importChangeMap } from '../exchange/changeMap/importChangeMap';
import { importPicture } from '../exchange/import/importPicture';
import { openPicture, replaceMap, setSettings } from '../document/commands';
import { asOneEntry } from '../document/history';
import { packageStore } from '../models/packageStore';
import { fetchSample, type Sample } from '../models/samples';

/** The sample that was opened last and the document that it was opened as; empty before. */
export const sampleStore = createStore(() => ({ documentId: '', sampleId: '' }));

/**
 * Opens a sample with its map, prompt and settings: all that is left is Generate.
 * @param isWanted asked once all of it is there; where it says no, nothing is opened
 */
export async function openSample(sample: Sample, isWanted: () => boolean = () => true): Promise<void> {
  const files = await fetchSample(sample);
  const picture = await importPicture(files.picture);
  const map = await importChangeMap(files.map, picture, plainReading('may-change'));
  await editsWritten();
  if (!isWanted()) return;
  sampleStore.setState({ documentId: picture.sha256, sampleId: sample.id });
  asOneEntry(`Open ${sample.title}`, () => {
    const { width, height, rgba, icc, notes, colours } = picture;
    openPicture({ width, height, rgba, icc, notes, colours, name: sample.title }, picture.sha256);
    replaceMap(map.values, 'Sample map');
    setSettings({
      prompt: sample.prompt,
      negativePrompt: sample.negativePrompt,
      method: sample.method,
      strength: sample.strength,
      // Made for the starter: another model keeps its own.
      ...(packageStore.getState().source.kept === undefined && { steps: sample.steps, guidance: sample.guidance }),
      seed: sample.seed,
      seedLocked: false,
    });
  });
}
