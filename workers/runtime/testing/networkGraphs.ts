import {
  writeOnnx,
  type ElementType,
  type GraphShape,
  type TestNode,
  type TestValue,
  type TestWeight,
} from '../../packages/testing/writeOnnx';

type Spec = readonly [type: ElementType, shape: GraphShape];

/** A UNet of a few nodes: its answer is the latents plus, for each input, that input's mean over a row times its factor. */
export interface UnetVariant {
  readonly sample?: Spec;
  readonly timestep?: Spec;
  readonly text?: Spec;
  readonly extra?: Readonly<Record<string, Spec>>;
  /** Factors on the means; 1 where nothing is said. */
  readonly factors?: Readonly<Record<string, number>>;
  readonly out?: ElementType;
}

const axes = { 2: [1], 3: [1, 2], 4: [1, 2, 3] } as const;

export function unetGraph({
  sample = ['float32', ['batch', 4, 'h', 'w']],
  timestep = ['float32', ['batch']],
  text = ['float32', ['batch', 'tokens', 8]],
  extra = {},
  factors = {},
  out = 'float32',
}: UnetVariant): Uint8Array {
  const inputs = Object.entries({ sample, timestep, encoder_hidden_states: text, ...extra }).map(([name, [type, shape]]) => ({
    name,
    type,
    shape,
  }));
  const nodes: TestNode[] = [];
  const weights: TestWeight[] = [{ name: 'rows', dims: [4], data: BigInt64Array.of(-1n, 1n, 1n, 1n) }];
  let sum = 'sample.float';
  for (const { name, shape } of inputs) {
    nodes.push({ op: 'Cast', inputs: [name], outputs: [`${name}.float`], attributes: { to: 'float32' } });
    if (name === 'sample') continue;
    const mean = shape.length < 2 ? `${name}.float` : `${name}.mean`;
    if (shape.length >= 2)
      nodes.push({
        op: 'ReduceMean',
        inputs: [`${name}.float`],
        outputs: [mean],
        attributes: { axes: axes[shape.length as 2 | 3 | 4], keepdims: 1 },
      });
    weights.push({ name: `${name}.factor`, data: Float32Array.of(factors[name] ?? 1) });
    nodes.push(
      { op: 'Mul', inputs: [mean, `${name}.factor`], outputs: [`${name}.scaled`] },
      { op: 'Reshape', inputs: [`${name}.scaled`, 'rows'], outputs: [`${name}.row`] },
      { op: 'Add', inputs: [sum, `${name}.row`], outputs: [`${name}.sum`] },
    );
    sum = `${name}.sum`;
  }
  nodes.push({ op: 'Cast', inputs: [sum], outputs: ['out_sample'], attributes: { to: out } });
  return writeOnnx({ inputs, outputs: [{ name: 'out_sample', type: out, shape: sample[1] }], nodes, weights });
}

/** A ControlNet of a few nodes: residual k is (k + 1) · scale · the mean of its picture, everywhere. */
export interface ControlVariant {
  /** Channels and factor of each residual, in the order in which the file lists them, with their names. */
  readonly residuals: readonly { readonly name: string; readonly value: number; readonly channels: number; readonly factor: number }[];
  /** The input of the weight, or null where the file has none. */
  readonly scale: Spec | null;
  readonly batch?: number | string;
}

export function controlGraph({ residuals, scale, batch = 'batch' }: ControlVariant): Uint8Array {
  const inputs: TestValue[] = [
    { name: 'sample', type: 'float32', shape: [batch, 4, 'h', 'w'] },
    { name: 'timestep', type: 'float32', shape: [] },
    { name: 'encoder_hidden_states', type: 'float32', shape: [batch, 'tokens', 8] },
    { name: 'controlnet_cond', type: 'float32', shape: [batch, 3, 'H', 'W'] },
    ...(scale ? [{ name: 'conditioning_scale', type: scale[0], shape: scale[1] }] : []),
  ];
  const nodes: TestNode[] = [
    { op: 'ReduceMean', inputs: ['controlnet_cond'], outputs: ['cond'], attributes: { axes: [1, 2, 3], keepdims: 1 } },
    ...(scale
      ? [
          { op: 'Cast', inputs: ['conditioning_scale'], outputs: ['scale.float'], attributes: { to: 'float32' } },
          { op: 'Mul', inputs: ['cond', 'scale.float'], outputs: ['level'] },
        ]
      : [{ op: 'Identity', inputs: ['cond'], outputs: ['level'] }]),
    { op: 'ReduceMean', inputs: ['sample'], outputs: ['plane'], attributes: { axes: [1], keepdims: 1 } },
    { op: 'Mul', inputs: ['plane', 'nothing'], outputs: ['zero'] },
    // Timestep and text take part, so that a file with them left out is not the same file.
    { op: 'ReduceMean', inputs: ['encoder_hidden_states'], outputs: ['words'], attributes: { axes: [0, 1, 2], keepdims: 0 } },
    { op: 'Add', inputs: ['words', 'timestep'], outputs: ['both'] },
    { op: 'Mul', inputs: ['both', 'nothing'], outputs: ['none'] },
  ];
  const weights: readonly TestWeight[] = [
    { name: 'nothing', data: Float32Array.of(0) },
    ...residuals.map(({ name, value, channels }) => ({
      name: `${name}.ones`,
      dims: [1, channels, 1, 1],
      data: new Float32Array(channels).fill(value),
    })),
  ];
  for (const { name, factor } of residuals) {
    nodes.push(
      {
        op: 'AveragePool',
        inputs: ['zero'],
        outputs: [`${name}.small`],
        attributes: { kernel_shape: [factor, factor], strides: [factor, factor] },
      },
      { op: 'Add', inputs: [`${name}.small`, 'level'], outputs: [`${name}.level`] },
      { op: 'Add', inputs: [`${name}.level`, 'none'], outputs: [`${name}.all`] },
      { op: 'Mul', inputs: [`${name}.all`, `${name}.ones`], outputs: [name] },
    );
  }
  return writeOnnx({
    inputs,
    outputs: residuals.map(({ name, channels }) => ({ name, type: 'float32', shape: [batch, channels, `${name}.h`, `${name}.w`] })),
    nodes,
    weights,
  });
}
