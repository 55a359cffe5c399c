const layerName = /^hidden_states[._]?(\d+)$/;

/** Layers of the text encoders that SDXL's kin has, by the width of their embeddings: CLIP-L, OpenCLIP-H, OpenCLIP-bigG. */
const layersByWidth: ReadonlyMap<number, number> = new Map([
  [768, 12],
  [1024, 24],
  [1280, 32],
]);

interface Output {
  readonly name: string;
  readonly shape: readonly (number | string)[] | null;
}

/**
 * The output that holds the answer of a text encoder's last layer but one, on which SDXL was trained: among `hidden_states.0 … N`, the
 * embeddings and the answer of each layer. An export may have been trimmed: of layers that nobody needs, or of outputs; then the
 * width tells how many layers the encoder had at first, and the number in the name which of them answered.
 * @param layers how many layers the configuration names, or null. @param width of its embeddings, or null.
 * @returns null where that layer is not among the outputs.
 */
export function penultimateOutput<T extends Output>(outputs: readonly T[], layers: number | null, width: number | null): T | null {
  const numbered = outputs.flatMap((output) => {
    const number = layerName.exec(output.name)?.[1];
    return number === undefined ? [] : [{ output, number: Number(number) }];
  });
  const [first] = numbered;
  if (!first) return null;
  const shown = first.output.shape?.[2];
  const whole = layersByWidth.get(width ?? (typeof shown === 'number' ? shown : 0));
  const most = Math.max(...numbered.map(({ number }) => number));
  // Of an encoder that lost its last layer, the last answer is the one that is wanted; a smaller one is no such encoder.
  const isWhole = whole !== undefined && (layers === null ? most >= whole - 1 : layers >= whole - 1);
  const wanted = (isWhole ? whole : (layers ?? most)) - 1;
  return numbered.find(({ number }) => number === wanted)?.output ?? null;
}
