import type { Size } from '../../workers/protocol/geometry';
import type { CarriedSettings } from '../../workers/protocol/generationNotes';
import { shelfAddOns } from '../addOns/shelfAddOns';
import { setSettings } from '../document/commands';
import type { Settings } from '../document/documentState';
import { documentStore } from '../document/documentStore';
import { pictureWorker } from '../exchange/pictureWorker';
import { settingsOfNotes } from '../generation/recipe/settingsOfNotes';
import { settingsOfRecipe } from '../generation/recipe/settingsOfRecipe';
import { packageStore } from '../models/packageStore';
import { Fault } from '../../workers/protocol/faults';
import { notify } from '../ui/notices';
import { tr } from '../../workers/texts/texts';

/** What a picture brings along beside its pixels, and what is said of it. */
export interface Brought {
  readonly settings: Partial<Settings>;
  readonly sentences: readonly string[];
}

const nothing: Brought = { settings: {}, sentences: [] };

/** What a file says of how it was made, brought to what is here; a picture that says nothing is a picture all the same. */
export async function settingsIn(file: Blob, picture: Size): Promise<Brought> {
  const carried = await pictureWorker().carriedBy(file);
  return carried ? brought(carried, picture) : nothing;
}

async function brought(carried: CarriedSettings, picture: Size): Promise<Brought> {
  const { summary } = packageStore.getState();
  if ('recipe' in carried) {
    const { recipe } = carried;
    const other = summary !== null && summary.id !== recipe.package.id;
    return {
      settings: settingsOfRecipe(recipe),
      sentences: [
        tr`The picture carries the recipe of its last edit: prompt and settings are as they were then.`,
        ...(other ? [tr`It was made with the model “${recipe.package.id}”: ${summary.title} is in use.`] : []),
      ],
    };
  }
  const { notes } = carried;
  const addOns = await shelfAddOns().catch(() => []);
  const { settings, taken, left } = settingsOfNotes(notes, { picture, addOns, model: summary?.title ?? null });
  return {
    settings,
    sentences: [
      ...(taken.length > 0 ? [tr`From ${notes.tool}: ${taken.join(', ')}. The same seed draws another picture here.`] : []),
      ...(left.length > 0 ? [tr`Not taken over: ${left.join('; ')}.`] : []),
    ],
  };
}

/** Takes the settings of a picture for the one on the table, as one step that can be undone. @throws Fault where it carries none */
export async function takeSettingsOf(file: Blob): Promise<void> {
  const { picture } = documentStore.getState();
  const { settings, sentences } = await settingsIn(file, picture ?? { width: 0, height: 0 });
  if (sentences.length === 0)
    throw new Fault(
      'bad-picture',
      tr`The file says nothing of how its picture was made.`,
      tr`Choose a PNG, JPEG or WebP as it was saved by Sfumato, A1111, ComfyUI, InvokeAI, Fooocus or Krita AI: sharing sites often strip it.`,
    );
  setSettings(settings, tr`Settings of a picture`);
  sentences.forEach(notify);
}
