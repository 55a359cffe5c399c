import type { CarriedSettings, GenerationNotes } from '../../protocol/generationNotes';
import { recipeSchema, type Recipe } from '../../protocol/recipe';
import { looseJson } from './foundNotes';
import { readPictureTexts } from './pictureTexts';
import { notesOfComfy } from './readComfy';
import { notesOfFooocus } from './readFooocus';
import { notesOfInvoke, notesOfOldInvoke } from './readInvoke';
import { notesOfParameters } from './readParameters';
import { recipeInXmp } from './xmpRecipe';

/** Keyword under which a PNG carries its whole recipe. */
export const recipeKeyword = 'sfumato';

/** Keywords under which tools tell how a picture was made: of a picture that was edited here they tell of another one. */
export const generationKeywords: ReadonlySet<string> = new Set([
  ...['parameters', 'prompt', 'workflow', 'fooocus_scheme', 'invokeai_metadata', 'invokeai_graph', 'invokeai_workflow'],
  ...['sd-metadata', 'Dream', recipeKeyword],
]);

/** A recipe that this version understands. It is data from outside: capped in size and validated, never run by itself. */
function recipeOf(json: string | null | undefined): Recipe | null {
  const parsed = json ? recipeSchema.safeParse(looseJson(json)) : null;
  return parsed?.success ? parsed.data : null;
}

/** What `parameters` holds is Fooocus' object or the web interfaces' text, whatever is said beside it. */
const ofParameters = (text: string | undefined, scheme: string | undefined): GenerationNotes | null =>
  text === undefined ? null : (notesOfFooocus(text) ?? notesOfParameters(text, scheme));

/**
 * What a PNG, JPEG or WebP says of how it was made: a recipe of ours before anything else, then what A1111's kind of web interface,
 * InvokeAI, ComfyUI, Fooocus and Krita AI Diffusion write. Null where it says nothing that is understood.
 * @throws Fault 'bad-picture' where the file is not whole
 */
export async function readCarried(bytes: Uint8Array): Promise<CarriedSettings | null> {
  const texts = await readPictureTexts(bytes);
  if (!texts) return null;
  const { png, exif, xmp } = texts;
  const recipe = recipeOf(png.get(recipeKeyword)) ?? (xmp === null ? null : recipeOf(recipeInXmp(xmp)));
  if (recipe) return { recipe };
  const given = (text: string | undefined, read: (text: string) => GenerationNotes | null) => (text === undefined ? null : read(text));
  const notes =
    given(png.get('invokeai_metadata'), notesOfInvoke) ??
    ofParameters(png.get('parameters'), png.get('fooocus_scheme')) ??
    ofParameters(exif.userComment, exif.makerNote) ??
    given(png.get('prompt'), notesOfComfy) ??
    // ComfyUI's WebP: “prompt:{…}” in the fields for a camera's name.
    given([exif.model, exif.make].find((text) => text?.startsWith('prompt:'))?.slice('prompt:'.length), notesOfComfy) ??
    given(png.get('sd-metadata'), notesOfOldInvoke);
  return notes && { notes };
}
