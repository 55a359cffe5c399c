import { createStore } from 'zustand/vanilla';
import { plainReading } from '../../workers/maps/plainReading';
import { editsWritten } from '../changemap/largeEdit';
import { importChangeMap } from '../exchange/changeMap/importChangeMap';
import { importPicture } from '../exchange/import/importPicture';
import { ChangeMap } from '../document/changeMap/ChangeMap';
import { openPicture, replaceMap, setSettings } from '../document/commands';
import { addExemplar } from '../document/exemplarCommands';
import { addGuide } from '../document/guideCommands';
import { asOneEntry } from '../document/history';
import { newExemplar } from '../exemplars/newExemplar';
import { newGuide } from '../guides/addGuides';
import { selectGuide } from '../guides/guideView';
import { readPose } from '../guides/pose/poseJson';
import { packageStore } from '../models/packageStore';
import { fetchSample, type Sample } from '../models/samples';
import { tr } from '../../workers/texts/texts';

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
  const exemplars = await Promise.all(
    sample.exemplars.map(async ({ name, x, y, scale }, i) => {
      const { width, height, rgba } = await importPicture(files.exemplars[i] as Blob, { inSrgb: true });
      return newExemplar({ width, height, rgba, name }, { x, y, scaleX: scale, scaleY: scale, rotation: 0 }, picture);
    }),
  );
  const scribble = files.scribble && (await importChangeMap(files.scribble, picture, plainReading('may-change')));
  const people = files.pose && readPose(await files.pose.text(), picture);
  await editsWritten();
  if (!isWanted()) return;
  sampleStore.setState({ documentId: picture.sha256, sampleId: sample.id });
  asOneEntry(tr`Open ${sample.title}`, () => {
    const { width, height, rgba, icc, notes, colours } = picture;
    openPicture({ width, height, rgba, icc, notes, colours, name: sample.title }, picture.sha256);
    replaceMap(map.values, tr`Sample map`);
    exemplars.forEach(addExemplar);
    if (scribble) {
      const drawing = ChangeMap.fromUint8Array(scribble.values, picture);
      // Selected, so that it is seen and may be drawn on.
      selectGuide(addGuide(newGuide('Scribble', 'scribble', { of: 'drawing', map: drawing, edges: null })));
    }
    if (people) selectGuide(addGuide(newGuide('Pose', 'pose', { of: 'pose', people })));
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
