/**
 * A filename for an export, from the name of the picture: its extension goes, so does what file systems refuse.
 * @param suffix for example 'edited' or 'change map'
 * @param extension without the dot
 */
export function exportName(pictureName: string, suffix: string, extension = 'png'): string {
  const stem = pictureName
    .replace(/\.[A-Za-z0-9]{1,5}$/, '')
    .replace(/[\p{Cc}\p{Cf}<>:"/\\|?*]/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '')
    .slice(0, 100);
  return `${stem === '' ? 'picture' : stem} ${suffix}.${extension}`;
}
