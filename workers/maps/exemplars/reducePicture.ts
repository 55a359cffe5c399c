import type { Size } from '../../protocol/geometry';

/** A picture in floats, its colours multiplied by their alpha (0…255 each), four values a pixel. */
export interface PremultipliedPicture extends Size {
  readonly data: Float32Array;
}

/** Makes a picture smaller by area: each pixel is the mean of the part of the picture that it covers. A side is never made larger. */
export function reducePicture(picture: PremultipliedPicture, to: Size): PremultipliedPicture {
  const columns = reduceLines(
    picture.data,
    { count: picture.height, length: picture.width, stride: 4, next: picture.width * 4 },
    Math.min(to.width, picture.width),
  );
  const width = Math.min(to.width, picture.width);
  const height = Math.min(to.height, picture.height);
  const turned = reduceLines(columns, { count: width, length: picture.height, stride: width * 4, next: 4 }, height);
  return { data: turned, width, height };
}

interface Lines {
  readonly count: number;
  /** Pixels of a line. */
  readonly length: number;
  /** Values from a pixel of a line to the next, and from a line to the next. */
  readonly stride: number;
  readonly next: number;
}

/** Reduces every line to `length` pixels; pixels of a line keep their kind of stride. */
function reduceLines(data: Float32Array, lines: Lines, length: number): Float32Array {
  if (length === lines.length) return data;
  const out = new Float32Array((data.length / lines.length) * length);
  // Rows become shorter rows; columns stay as far apart as they were.
  const stride = lines.stride;
  const next = lines.next === lines.stride * lines.length ? stride * length : lines.next;
  const share = lines.length / length;
  for (let line = 0; line < lines.count; line += 1) {
    for (let i = 0; i < length; i += 1) {
      const from = i * share;
      const to = (i + 1) * share;
      const at = line * next + i * stride;
      for (let j = Math.floor(from); j < Math.min(lines.length, Math.ceil(to - 1e-9)); j += 1) {
        const weight = (Math.min(to, j + 1) - Math.max(from, j)) / share;
        const source = line * lines.next + j * stride;
        for (let c = 0; c < 4; c += 1) out[at + c] = (out[at + c] as number) + weight * (data[source + c] as number);
      }
    }
  }
  return out;
}
