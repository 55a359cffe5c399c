import { writeOnnx, type TestNode, type TestWeight } from '../../workers/packages/testing/writeOnnx';

/** Width of the square weights: one of them is 64 MiB. */
const width = 4096;
const squareBytes = width * width * 4;

/** A UNet of one long chain of products, whose weights lie beside it in files. */
export interface BigUnet {
  readonly graph: Uint8Array;
  /** The files of weights, by the names that the graph uses. */
  readonly shards: readonly { readonly path: string; readonly sizeBytes: number }[];
}

/**
 * The mean of the text goes through `squares` square weights of 64 MiB each and is added to the latents, so that every
 * weight takes part. @param squaresPerShard how many lie in one file.
 */
export function bigUnet(squares: number, squaresPerShard: number, textWidth: number): BigUnet {
  const shards = Array.from({ length: Math.ceil(squares / squaresPerShard) }, (_, i) => ({
    path: i === 0 ? 'model.onnx_data' : `model.onnx_data_${i}`,
    sizeBytes: Math.min(squaresPerShard, squares - i * squaresPerShard) * squareBytes,
  }));
  const weights: TestWeight[] = [
    { name: 'widen', dims: [textWidth, width], data: Float32Array.from({ length: textWidth * width }, (_, i) => Math.sin(i * i)) },
    { name: 'narrow', dims: [width, 1], data: new Float32Array(width).fill(0.02) },
    { name: 'cells', dims: [4], data: BigInt64Array.of(-1n, 1n, 1n, 1n) },
    { name: 'little', data: Float32Array.of(1e-5) },
  ];
  const nodes: TestNode[] = [
    { op: 'ReduceMean', inputs: ['encoder_hidden_states'], outputs: ['words'], attributes: { axes: [1], keepdims: 0 } },
    { op: 'MatMul', inputs: ['words', 'widen'], outputs: ['wide0'] },
    { op: 'Cast', inputs: ['timestep'], outputs: ['rowNumber'], attributes: { to: 'int32' } },
  ];
  for (let i = 0; i < squares; i++) {
    const shard = shards[Math.floor(i / squaresPerShard)];
    if (!shard) throw new RangeError('no shard');
    weights.push({
      name: `square${i}`,
      dims: [width, width],
      ...{ location: shard.path, offset: (i % squaresPerShard) * squareBytes, length: squareBytes },
    });
    // Tanh keeps the chain's numbers near 1 however long it is. A row that depends on the time costs nearly nothing to
    // look up, where a product costs a software adapter seconds: every fourth weight is multiplied by.
    if (i % 4 === 0) nodes.push({ op: 'MatMul', inputs: [`wide${i}`, `square${i}`], outputs: [`product${i}`] });
    else
      nodes.push(
        { op: 'Gather', inputs: [`square${i}`, 'rowNumber'], outputs: [`found${i}`] },
        { op: 'Add', inputs: [`wide${i}`, `found${i}`], outputs: [`product${i}`] },
      );
    nodes.push({ op: 'Tanh', inputs: [`product${i}`], outputs: [`wide${i + 1}`] });
  }
  nodes.push(
    { op: 'MatMul', inputs: [`wide${squares}`, 'narrow'], outputs: ['one'] },
    { op: 'Mul', inputs: ['timestep', 'little'], outputs: ['time'] },
    { op: 'Add', inputs: ['one', 'time'], outputs: ['both'] },
    { op: 'Reshape', inputs: ['both', 'cells'], outputs: ['row'] },
    { op: 'Add', inputs: ['sample', 'row'], outputs: ['out_sample'] },
  );
  const graph = writeOnnx({
    inputs: [
      { name: 'sample', type: 'float32', shape: ['batch', 4, 'height', 'width'] },
      { name: 'timestep', type: 'float32', shape: [] },
      { name: 'encoder_hidden_states', type: 'float32', shape: ['batch', 'tokens', textWidth] },
    ],
    outputs: [{ name: 'out_sample', type: 'float32', shape: ['batch', 4, 'height', 'width'] }],
    nodes,
    weights,
  });
  return { graph, shards };
}

/** The weights' bytes: small float32 numbers of both signs, the same wherever and whenever they are asked for. */
export function weightBytes(start: number, end: number): Uint8Array {
  const out = new Uint8Array(end - start);
  for (let at = start; at < end;) {
    const within = at % pattern.byteLength;
    const piece = pattern.subarray(within, Math.min(pattern.byteLength, within + end - at));
    out.set(piece, at - start);
    at += piece.byteLength;
  }
  return out;
}

/** One of these lies again and again in a shard; its length is no multiple of a row, so that rows differ. */
const pattern = new Uint8Array(makePattern().buffer);

function makePattern(): Float32Array {
  const words = new Float32Array(1_000_003);
  let state = 12345;
  for (let i = 0; i < words.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    words[i] = (state / 2 ** 32 - 0.5) / 16;
  }
  return words;
}
