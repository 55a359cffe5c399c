import type { Size } from '../protocol/geometry';

/**
 * For each pixel of a grey map the Euclidean distance in pixels, centre to centre, to the nearest pixel that is 0; infinite
 * where there is none. Beyond the border counts as painted. (Felzenszwalb and Huttenlocher, in linear time.)
 */
export function distanceToZero(map: Uint8Array, { width, height }: Size): Float32Array {
  const squares = new Float64Array(map.length);
  for (let i = 0; i < squares.length; i++) squares[i] = map[i] === 0 ? 0 : Number.POSITIVE_INFINITY;
  const line = new Float64Array(Math.max(width, height));
  const pass = (begin: number, stride: number, length: number): void => {
    for (let i = 0; i < length; i++) line[i] = squares[begin + i * stride] as number;
    lowerEnvelope(line, length, (i, value) => {
      squares[begin + i * stride] = value;
    });
  };
  for (let x = 0; x < width; x++) pass(x, width, height);
  for (let y = 0; y < height; y++) pass(y * width, 1, width);
  return new Float32Array(squares.map(Math.sqrt));
}

/** min over j of (i − j)² + line[j], for each i. */
function lowerEnvelope(line: Float64Array, length: number, write: (i: number, value: number) => void): void {
  const vertices: number[] = [];
  const starts: number[] = [];
  for (let j = 0; j < length; j++) {
    if (line[j] === Number.POSITIVE_INFINITY) continue;
    let start = Number.NEGATIVE_INFINITY;
    while (vertices.length > 0) {
      const last = vertices[vertices.length - 1] as number;
      start = ((line[j] as number) + j * j - (line[last] as number) - last * last) / (2 * (j - last));
      if (start > (starts[starts.length - 1] as number)) break;
      vertices.pop();
      starts.pop();
      start = Number.NEGATIVE_INFINITY;
    }
    vertices.push(j);
    starts.push(start);
  }
  let at = 0;
  for (let i = 0; i < length; i++) {
    while (at + 1 < vertices.length && (starts[at + 1] as number) < i) at += 1;
    const vertex = vertices[at];
    write(i, vertex === undefined ? Number.POSITIVE_INFINITY : (i - vertex) ** 2 + (line[vertex] as number));
  }
}
