/** How long the browser may take to begin saving before the object URL is given back, in milliseconds. */
const keepUrlMs = 60_000;

/** Hands a file to the browser to be saved under `filename`. */
export function download(blob: Blob, filename: string): void {
  const url = URL.createObjectURL(blob);
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = filename;
  anchor.style.display = 'none';
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(url), keepUrlMs);
}
