import type { Colours } from '../../protocol/colours';
import { curvesOf, fromLight, srgbCurve, toLight, type Curves } from './curves';

/** The inverse of three rows of three numbers; null where there is none. */
export function inverse(m: readonly number[]): number[] | null {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0] = m;
  const cofactors = [
    e * i - f * h,
    c * h - b * i,
    b * f - c * e,
    f * g - d * i,
    a * i - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d,
  ];
  const determinant = a * (cofactors[0] ?? 0) + b * (cofactors[3] ?? 0) + c * (cofactors[6] ?? 0);
  if (!(Math.abs(determinant) > 1e-9)) return null;
  return cofactors.map((value) => value / determinant);
}

/** Light is written by a table this fine: the steepest curves move a byte by less than one step of it. */
const finest = 65536;

/** A table of the bytes that stand for light, `finest` + 1 of them. */
function byteTable(curve: Colours['curve']): Uint8Array {
  return Uint8Array.from({ length: finest + 1 }, (_, i) => Math.round(255 * fromLight(curve, i / finest)));
}

/** One for each channel; the same curve is worked out once. */
function each<T>([red, green, blue]: Curves, work: (curve: Colours['curve']) => T): readonly [T, T, T] {
  const first = work(red);
  const second = green === red ? first : work(green);
  return [first, second, blue === red ? first : blue === green ? second : work(blue)];
}

type Convert = (pixels: Uint8Array, channels: 3 | 4) => Uint8Array;

function converter(from: Curves, matrix: readonly number[], to: Curves): Convert {
  const [redLight, greenLight, blueLight] = each(from, (curve) => Float64Array.from({ length: 256 }, (_, i) => toLight(curve, i / 255)));
  const [redBytes, greenBytes, blueBytes] = each(to, byteTable);
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0] = matrix;
  const written = (bytes: Uint8Array, value: number): number =>
    bytes[value > 0 ? (value < 1 ? Math.round(value * finest) : finest) : 0] as number;
  return (pixels, channels) => {
    const out = pixels.slice();
    for (let at = 0; at + 2 < out.length; at += channels) {
      const [red, green, blue] = [
        redLight[pixels[at] as number] as number,
        greenLight[pixels[at + 1] as number] as number,
        blueLight[pixels[at + 2] as number] as number,
      ];
      out[at] = written(redBytes, a * red + b * green + c * blue);
      out[at + 1] = written(greenBytes, d * red + e * green + f * blue);
      out[at + 2] = written(blueBytes, g * red + h * green + i * blue);
    }
    return out;
  };
}

const srgbCurves: Curves = [srgbCurve, srgbCurve, srgbCurve];

/** Bytes of a picture with these colours → sRGB, by light: what lies outside sRGB is cut to its nearest side. Alpha stays. */
export function toSrgb(pixels: Uint8Array, channels: 3 | 4, colours: Colours): Uint8Array {
  return converter(curvesOf(colours), colours.toSrgb, srgbCurves)(pixels, channels);
}

/** sRGB bytes → the colours of a picture: the inverse of `toSrgb` within sRGB, but for rounding. */
export function fromSrgb(pixels: Uint8Array, channels: 3 | 4, colours: Colours): Uint8Array {
  return converter(srgbCurves, inverse(colours.toSrgb) ?? [1, 0, 0, 0, 1, 0, 0, 0, 1], curvesOf(colours))(pixels, channels);
}
