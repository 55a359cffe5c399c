/** The hidden file inputs of the page, by the name of the button that opens them. */
export type FileInputName =
  'Open image' | 'Open project' | 'Add exemplar' | 'Add guide' | 'Open pose' | 'Import change map' | 'Settings of a picture';

/** Opens the browser's file dialog of that input; the input itself is rendered by the shell. */
export function pickFile(name: FileInputName): void {
  document.querySelector<HTMLInputElement>(`input[type="file"][aria-label="${name}"]`)?.click();
}
