import type { ExportedRun } from '../../protocol/pictures';
import { generationKeywords, recipeKeyword } from '../metadata/carriedSettings';
import type { PngText } from '../png/encodePng';
import { keywordOf, maximumNotesBytes, NoteCollector, notesOf } from '../png/keptNotes';
import { textOf } from '../png/textChunk';
import { parametersText } from './parametersText';
import { sourceTypeXmp, withStatement, xmpKeyword } from './sourceTypeXmp';

/** What XMP the notes of a picture hold, or null. Editors write their whole history into it: it may be as long as all notes may. */
export function xmpIn(notes: Uint8Array | null): string | null {
  const note = notesOf(notes).find((one) => keywordOf(one) === xmpKeyword);
  return note ? textOf(note, xmpKeyword.length, maximumNotesBytes) : null;
}

/**
 * The XMP of an edited picture: that of its file where it has one, with the mark that a model had a part in it.
 * @param statement one more statement to put in, or nothing
 */
export function xmpOf(notes: Uint8Array | null, statement = ''): string {
  const foreign = xmpIn(notes);
  return (foreign === null ? null : withStatement(foreign, statement)) ?? sourceTypeXmp(statement);
}

/**
 * Everything that is written beside an edited picture: for other tools, for us, and that a model had a part in it. No names, no paths.
 * @param notes of the file that the picture came from: its own XMP is kept, with that mark put in
 */
export function recipeTexts({ recipe, scheduler }: ExportedRun, notes: Uint8Array | null = null): PngText[] {
  if (recipe === null) return [];
  return [
    { keyword: 'parameters', text: parametersText(recipe, scheduler) },
    { keyword: recipeKeyword, text: JSON.stringify(recipe) },
    { keyword: xmpKeyword, text: xmpOf(notes), international: true },
  ];
}

/**
 * The notes of a picture's file that are written again. Without anything told of it no text is; with an edit in it what the file
 * said of how it was made goes, since that is another picture.
 */
export function notesToKeep(notes: Uint8Array | null, about: ExportedRun | null): Uint8Array | null {
  if (about && !about.recipe) return notes;
  const kept = new NoteCollector();
  for (const note of notesOf(notes)) {
    const keyword = keywordOf(note);
    const isText = ['tEXt', 'zTXt', 'iTXt'].includes(note.type);
    if (about ? !generationKeywords.has(keyword ?? '') : !isText) kept.take(note);
  }
  return kept.joined();
}
