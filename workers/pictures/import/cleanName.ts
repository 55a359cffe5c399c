/** Longest name that is kept. */
const maximumName = 200;

/** A name fit to be shown: control and direction characters and halves of characters out, length capped. */
export function cleanName(name: string): string {
  const withoutHalves = (text: string): string => text.replace(/\p{Surrogate}/gu, '');
  return withoutHalves(withoutHalves(name.replace(/[\p{Cc}\p{Cf}]/gu, '')).slice(0, maximumName));
}
