import { curvesOf, srgbCurve, toLight } from '../../maps/colours/curves';
import type { Colours } from '../../protocol/colours';
import { hasCurves, hasTables, profileColours } from '../colours/profileColours';
import { notesOf } from '../png/keptNotes';
import { tr } from '../../texts/texts';

const kept = tr`What is not painted stays as it is, and the export says what its colours mean.`;
const converted = tr`the model sees it converted to sRGB, and what it paints is brought back into the picture’s own colours. ${kept}`;
const taken = tr`the model takes the numbers of its colours for sRGB’s, so what is edited may come out paler or shifted against the rest. ${kept}`;

/** Light that a curve may differ from sRGB's before it is called another. */
const alike = 0.03;

/**
 * What is to be said of a picture whose colours are not sRGB's; null where they are, or nobody knows better. The pixels stay as stored,
 * and what the file says of them is written again.
 * @param colours what the model's view is made with; null: it takes the numbers as they are
 * @param icc the profile that is kept, @param notes the PNG chunks that are
 */
export function colourNotice(colours: Colours | null, icc: Uint8Array | null, notes: Uint8Array | null): string | null {
  if (colours === null) {
    const isTold = notesOf(notes).some(({ type }) => type === 'cICP');
    if (icc === null || isTold || profileColours(icc) !== null) return null;
    if (hasTables(icc)) return tr`The picture’s colour profile is made of tables, which Sfumato only hands on: ${taken}`;
    return hasCurves(icc)
      ? tr`The picture’s colour profile has primaries or curves that Sfumato cannot make sense of and only hands on: ${taken}`
      : null;
  }
  const { curve, toSrgb } = colours;
  if (curve.kind === 'pq' || curve.kind === 'hlg') return tr`The picture is in high dynamic range: ${converted}`;
  if (toSrgb.some((value, i) => i % 4 !== 0 && Math.abs(value) > 0.02)) return tr`The picture has other colours than sRGB’s: ${converted}`;
  const differs = curvesOf(colours).some((one) =>
    [0.1, 0.3, 0.5, 0.7, 0.9].some((x) => Math.abs(toLight(one, x) - toLight(srgbCurve, x)) > alike),
  );
  return differs ? tr`The picture’s brightness follows another curve than sRGB’s: ${converted}` : null;
}

/** Whether a sentence is one of these: a map has no colours to be told of. */
export function isColourNotice(sentence: string): boolean {
  return sentence.endsWith(converted) || sentence.endsWith(taken);
}
