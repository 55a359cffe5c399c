import { tr } from '../../workers/texts/texts';

/** The hidden file inputs of the page and what they are called: as the buttons that open them. */
export const fileInputs = {
  'Open image': tr`Open image`,
  'Open project': tr`Open project`,
  'Add exemplar': tr`Add exemplar`,
  'Add guide': tr`Add guide`,
  'Open pose': tr`Open pose`,
  'Import change map': tr`Import change map`,
  'Settings of a picture': tr`Settings of a picture`,
};

/** Opens the browser's file dialog of that input; the input itself is rendered by the shell. */
export function pickFile(name: keyof typeof fileInputs): void {
  document.querySelector<HTMLInputElement>(`input[type="file"][aria-label="${fileInputs[name]}"]`)?.click();
}
