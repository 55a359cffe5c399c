import { describe, expect, it } from 'vitest';
import { Fault } from '../protocol/faults';
import { clipParameters } from './configurations/clipParameters';
import { controlNetParameters, unetParameters } from './configurations/unetParameters';
import { openWeights } from './identify/openWeights';
import { loraTables } from './lora/loraTables';
import { headerBytes, madeFile, rawFile } from './testing/madeFile';
import type { MadeFile, MadeTensor } from './testing/madeFile';
import { SeededRandom } from './testing/seededRandom';
import { smallModel, smallText, smallUnet } from './testing/smallModel';

const dtypes = ['F32', 'F16', 'BF16', 'F8_E4M3', 'I64', 'U8', 'F3'];
/** Pieces of names of all networks and schemes, and some that are nobody’s. */
const words = [
  ...[
    'model.diffusion_model first_stage_model cond_stage_model.transformer conditioner.embedders.1.model control_model unet',
    'vae input_blocks output_blocks middle_block down_blocks up_blocks mid_block resnets attentions transformer_blocks',
    'encoder decoder layers up down block mid block_1 attn_1 conv_in conv_out quant_conv time_embed label_emb time_embedding',
    'linear_1 cond_proj zero_convs input_hint_block controlnet_cond_embedding text_model embeddings token_embedding',
    'position_embedding positional_embedding text_projection resblocks attn in_proj_weight self_attn q_proj lora_unet_',
    'lora_te_ lora_down lora_up lora_A hada_w1_a lokr_w1 alpha dora_scale diff emb_params clip_l clip_g <cat> v_pred edm_mean',
    '__proto__ constructor toString . 999999999 255 63 0 1 2 3 weight bias é',
  ].flatMap((line) => line.split(' ')),
  '',
  '\u0000',
];
const anchors = [
  'model.diffusion_model.input_blocks.0.0.weight',
  'time_embedding.linear_1.weight',
  'conv_in.weight',
  'decoder.conv_in.weight',
  'encoder.layers.0.weight',
  'text_model.embeddings.token_embedding.weight',
  'model.token_embedding.weight',
  'model.positional_embedding',
  'down_blocks.255.attentions.255.transformer_blocks.255.norm1.weight',
  'input_blocks.200.0.op.weight',
  'zero_convs.0.0.weight',
];
const real = [
  ...[...unetParameters(smallUnet)].map(([name, shape]) => [`unet.${name}`, { shape }] as const),
  ...[...clipParameters(smallText)].map(([name, shape]) => [name, { shape }] as const),
];
const control = { ...smallUnet, conditioningChannels: 3, conditioningOutChannels: [16, 32, 96, 256], globalPool: false };
const realControl = [...controlNetParameters(control)].map(([name, shape]) => [name, { shape }] as const);

function randomName(random: SeededRandom): string {
  if (random.once(6)) return random.of(anchors);
  return Array.from({ length: 1 + random.below(6) }, () => random.of(words)).join(random.once(4) ? '_' : '.');
}

function randomShape(random: SeededRandom): number[] {
  return Array.from({ length: random.below(5) }, () => random.of([0, 1, 2, 3, 4, 5, 8, 9, 16, 64, 320, 768, 1024, 1280, 2048, 2 ** 20]));
}

function randomTensors(random: SeededRandom): Map<string, MadeTensor> {
  const made = Array.from(
    { length: random.below(24) },
    () => [randomName(random), { shape: randomShape(random), dtype: random.of(dtypes) }] as const,
  );
  return new Map(made.filter(([, { shape }]) => shape.reduce((a, b) => a * b, 1) < 2 ** 48));
}

/** A real network with some names lost, renamed, of other shapes or types. */
function damagedNetwork(random: SeededRandom): Map<string, MadeTensor> {
  const tensors = new Map<string, MadeTensor>(random.once(3) ? realControl : real);
  const names = [...tensors.keys()];
  for (let i = random.below(4); i >= 0; i--) {
    const name = random.of(names);
    const held = tensors.get(name);
    if (random.once(2)) tensors.delete(name);
    if (held && random.once(2)) tensors.set(`${name}${random.of(['', '.1', 'x'])}`, { ...held, dtype: random.of(dtypes) });
    if (random.once(2)) tensors.set(name, { shape: randomShape(random).slice(0, 2) });
    if (random.once(3)) tensors.set(randomName(random), { shape: [1] });
  }
  return tensors;
}

/** A sound file with some of its header’s bytes changed, and now and then its size or the header’s length. */
function damagedFile(random: SeededRandom): MadeFile {
  const text = JSON.stringify({
    __metadata__: { format: 'pt' },
    [random.of(anchors)]: { dtype: 'F16', shape: [2, 3], data_offsets: [0, 12] },
    [randomName(random)]: { dtype: 'F32', shape: [1], data_offsets: [12, 16] },
  });
  const head = headerBytes(text, random.once(8) ? random.below(2 ** 31) : undefined);
  for (let i = random.below(5); i > 0; i--)
    head[8 + random.below(head.length - 8)] = random.once(3)
      ? random.below(256)
      : random.of([...'{}[]",:0123456789.-eE\\ tfn']).charCodeAt(0);
  return rawFile(
    'model.safetensors',
    random.once(9) ? head.subarray(0, random.below(head.length)) : head,
    head.length + 16 + (random.once(6) ? random.below(9) - 4 : 0),
  );
}

function randomConfig(random: SeededRandom): MadeFile {
  const values = [
    null,
    true,
    8,
    -1,
    [5, 10],
    'x',
    {},
    ['diffusers', 'UNet2DConditionModel'],
    [null, null],
    'StableDiffusionPipeline',
    'EulerDiscreteScheduler',
  ];
  const keys = [
    '_class_name',
    'attention_head_dim',
    'weight_map',
    'unet',
    'vae',
    'scaling_factor',
    'prediction_type',
    'hidden_act',
    '__proto__',
  ];
  const content = Object.fromEntries(Array.from({ length: random.below(5) }, () => [random.of(keys), random.of(values)]));
  const paths = [
    'model_index.json',
    'unet/config.json',
    'vae/config.json',
    'scheduler/scheduler_config.json',
    'unet/diffusion_pytorch_model.safetensors.index.json',
  ];
  const bytes = new TextEncoder().encode(random.once(9) ? '[1' : JSON.stringify(content));
  return rawFile(random.of(paths), bytes);
}

/** Opens and hands back how it ended; anything but a typed fault ends the test with its seed. */
async function outcome(seed: number, open: () => Promise<unknown>): Promise<string> {
  try {
    await open();
    return 'opened';
  } catch (thrown) {
    if (thrown instanceof Fault && thrown.code.startsWith('checkpoint-') && thrown.message !== '' && thrown.hint !== '') return thrown.code;
    throw new Error(`The input of seed ${seed} ended in ${String(thrown)}`, { cause: thrown });
  }
}

async function tryAll(count: number, first: number, open: (random: SeededRandom) => Promise<unknown>): Promise<Map<string, number>> {
  const ends = new Map<string, number>();
  for (let seed = first; seed < first + count; seed++) {
    const end = await outcome(seed, () => open(new SeededRandom(seed)));
    ends.set(end, (ends.get(end) ?? 0) + 1);
  }
  return ends;
}

describe('more than 20,000 hostile inputs end in an answer or a typed fault', () => {
  const patient = { timeout: 120_000 };

  it('damaged headers', patient, async () => {
    const ends = await tryAll(12_000, 1, (random) => openWeights([damagedFile(random)]));
    expect(ends.get('checkpoint-invalid')).toBeGreaterThan(6000);
  });

  it('files of random names, shapes and types', patient, async () => {
    const ends = await tryAll(7_000, 50_000, (random) => openWeights([madeFile('x.safetensors', randomTensors(random))]));
    expect(ends.get('checkpoint-unsupported')).toBeGreaterThan(1000);
  });

  it('networks with lost, renamed and misshapen tensors', patient, async () => {
    const ends = await tryAll(250, 90_000, (random) => openWeights([madeFile('x.safetensors', damagedNetwork(random))]));
    expect(ends.get('checkpoint-unsupported')).toBeGreaterThan(50);
  });

  it('folders with random configurations', patient, async () => {
    const ends = await tryAll(1_500, 70_000, (random) =>
      openWeights([
        madeFile('unet/diffusion_pytorch_model.safetensors', randomTensors(random)),
        ...new Map(Array.from({ length: random.below(4) }, () => randomConfig(random)).map((file) => [file.path, file])).values(),
      ]),
    );
    expect(ends.size).toBeGreaterThan(1);
  });

  it('LoRAs of random names on a model', patient, async () => {
    const { networks } = await smallModel();
    const targets = [...(networks.unet?.weights.keys() ?? [])].map((name) => name.replace(/\.(?:weight|bias)$/, ''));
    const ends = [
      ...['lora_down.weight', 'lora_up.weight', 'lora_mid.weight', 'alpha', 'hada_w1_a', 'hada_w1_b', 'hada_w2_a', 'hada_w2_b', 'hada_t1'],
    ];
    const more = ['lokr_w1', 'lokr_w2_a', 'lokr_w2_b', 'lokr_t2', 'dora_scale', 'diff', 'diff_b', 'lora_A.weight', 'lora_B.weight'];
    const found = await tryAll(300, 120_000, (random) => {
      const tensors = randomTensors(random);
      for (let i = random.below(30); i > 0; i--) {
        const module = random.once(2) ? `unet.${random.of(targets)}` : `lora_unet_${random.of(targets).replaceAll('.', '_')}`;
        tensors.set(`${module}.${random.of([...ends, ...more])}`, {
          shape: randomShape(random)
            .slice(0, 4)
            .map((side) => Math.min(side, 96)),
          dtype: random.of(dtypes),
        });
      }
      return loraTables(madeFile('x.safetensors', tensors), networks);
    });
    expect(found.get('checkpoint-unsupported')).toBeGreaterThan(0);
  });
});
