import { curvesOf, powerCurve, srgbCurve, toLight } from '../../maps/colours/curves';
import type { Colours, Curve } from '../../protocol/colours';
import { notesOf } from '../png/keptNotes';
import { primariesByCode, toSrgbMatrix, type Chromaticities } from './primaries';
import { profileColours } from './profileColours';

const srgbPoints = primariesByCode.get(1) as Chromaticities;
const unspecified = 2;

/** ITU-T H.273's transfer functions by their code points; those of BT.709 and its kin are shown with sRGB's, as browsers do. */
const curvesByCode: ReadonlyMap<number, Curve> = new Map<number, Curve>([
  ...[1, 2, 6, 7, 13, 14, 15].map((code): [number, Curve] => [code, srgbCurve]),
  [4, powerCurve(2.2)],
  [5, powerCurve(2.8)],
  [8, powerCurve(1)],
  [16, { kind: 'pq' }],
  [17, { kind: 'parametric', g: 2.6, a: (52.37 / 48) ** (1 / 2.6), b: 0, c: 0, d: 0, e: 0, f: 0 }],
  [18, { kind: 'hlg' }],
]);

/** Differences from sRGB that nobody would see: in the matrix, and in light (a step of a byte among the brightest). */
const alikeMatrix = 0.02;
const alikeLight = 0.009;

function isSrgb(colours: Colours): boolean {
  if (colours.toSrgb.some((value, i) => Math.abs(value - (i % 4 === 0 ? 1 : 0)) > alikeMatrix)) return false;
  const steps = Array.from({ length: 33 }, (_, i) => i / 32);
  return curvesOf(colours).every((curve) => steps.every((x) => Math.abs(toLight(curve, x) - toLight(srgbCurve, x)) <= alikeLight));
}

function byCodes(data: Uint8Array): Colours | null {
  const [primaries = unspecified, curve = unspecified] = data;
  const points = primaries === unspecified ? srgbPoints : primariesByCode.get(primaries);
  const toSrgb = points && toSrgbMatrix(points);
  const found = curvesByCode.get(curve);
  return toSrgb && found ? { curve: found, toSrgb } : null;
}

/** PNG's `gAMA` (the exponent of encoding, in hundred thousandths) and `cHRM` (white, red, green, blue, likewise). */
function byGamma(gamma: Uint8Array | undefined, points: Uint8Array | undefined): Colours | null {
  const numbers = (data: Uint8Array): number[] =>
    Array.from({ length: data.length >> 2 }, (_, i) => new DataView(data.buffer, data.byteOffset + i * 4, 4).getUint32(0) / 100_000);
  const [exponent = 0] = gamma ? numbers(gamma) : [];
  const [wx = 0, wy = 0, rx = 0, ry = 0, gx = 0, gy = 0, bx = 0, by = 0] = points ? numbers(points) : [];
  const toSrgb = toSrgbMatrix(
    points?.length === 32
      ? [
          [rx, ry],
          [gx, gy],
          [bx, by],
          [wx, wy],
        ]
      : srgbPoints,
  );
  if (!toSrgb?.every((value) => Math.abs(value) <= 100)) return null;
  return { curve: exponent > 0.01 && exponent <= 10 ? powerCurve(1 / exponent) : srgbCurve, toSrgb };
}

/**
 * What the numbers of a picture mean where they are not sRGB's; null where they are, or it is not said in a way that is understood here.
 * PNG's order: code points, a profile, the word sRGB, gamma and chromaticities.
 * @param icc the profile that is kept, @param notes the PNG chunks that are
 */
export function pictureColours(icc: Uint8Array | null, notes: Uint8Array | null): Colours | null {
  const found = new Map(notesOf(notes).map(({ type, data }) => [type, data]));
  const codes = found.get('cICP');
  const said = codes
    ? byCodes(codes)
    : icc
      ? profileColours(icc)
      : found.has('sRGB') || !(found.has('gAMA') || found.has('cHRM'))
        ? null
        : byGamma(found.get('gAMA'), found.get('cHRM'));
  return said && !isSrgb(said) ? said : null;
}
