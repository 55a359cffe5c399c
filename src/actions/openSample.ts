import { importChangeMap } from '../exchange/changeMap/importChangeMap';
import { importPicture } from '../exchange/import/importPicture';
import { openPicture, replaceMap, setSettings } from '../document/commands';
import { asOneEntry } from '../document/history';
import { clearStaged } from '../generation/staging';
import { fetchSample, type Sample } from '../models/samples';

/** Opens a sample with its map, prompt and settings: all that is left is Generate. */
export async function openSample(sample: Sample): Promise<void> {
  const files = await fetchSample(sample);
  const picture = await importPicture(files.picture);
  const map = await importChangeMap(files.map, picture, 'may-change');
  asOneEntry(`Open ${sample.title}`, () => {
    const { width, height, rgba, icc } = picture;
    openPicture({ width, height, rgba, icc, name: sample.title });
    replaceMap(map.values, 'Sample map');
    setSettings({
      prompt: sample.prompt,
      negativePrompt: sample.negativePrompt,
      method: sample.method,
      strength: sample.strength,
      steps: sample.steps,
      guidance: sample.guidance,
      seed: sample.seed,
      seedLocked: true,
    });
  });
  clearStaged();
}
