import { describe, expect, it } from 'vitest';
import { namedPrecision, partOfGraph } from './fileNames';
import { chooseGraphs } from './chooseGraphs';
import { modelPlaces } from './modelPlaces';
import { recogniseLayout } from './recogniseLayout';
import { selectFiles } from './selectFiles';

const tree = ['unet', 'text_encoder', 'vae_encoder', 'vae_decoder'].map((part) => `${part}/model.onnx`);
const small = ['model_index.json', 'scheduler/scheduler_config.json', 'tokenizer/vocab.json', 'tokenizer/merges.txt', 'unet/config.json'];
const flat = ['', '_fp16', '_q4', '_q4f16', '_int8'].map((suffix) => `onnx/unet_model${suffix}.onnx`);
const webgpu = { provider: 'webgpu', shaderF16: true } as const;
const noHalf = { provider: 'webgpu', shaderF16: false } as const;
const wasm = { provider: 'wasm', shaderF16: false } as const;

describe('trees of several models and precisions', () => {
  const tree = (folder: string) => ['unet', 'vae_decoder', 'text_encoder'].map((part) => `${folder}${part}/model.onnx`);

  it('refuses to mix two models that lie side by side', () => {
    expect(() => recogniseLayout([...tree('first/'), ...tree('second/')])).toThrow(/several models in it: “first”, “second”/);
  });

  it.each<[string, readonly string[], Readonly<Record<string, readonly string[]>>]>([
    ['trees', [...tree('a/'), ...tree('b/'), 'a/x.json'], { a: [...tree('a/'), 'a/x.json'], b: tree('b/') }],
    ['a tree within another', [...tree(''), ...tree('more/b/')], { '.': tree(''), 'more/b': tree('more/b/') }],
    [
      'trees in two precisions',
      ['fp16/', 'fp32/'].flatMap((f) => [...tree(`a/${f}`), ...tree(`b/${f}`)]),
      {
        a: ['a/fp16/', 'a/fp32/'].flatMap(tree),
        b: ['b/fp16/', 'b/fp32/'].flatMap(tree),
      },
    ],
    [
      'flat folders',
      ['a/onnx/unet.onnx', 'a/onnx/vae_decoder.onnx', 'b/unet.onnx', 'b/text_encoder.onnx'],
      {
        a: ['a/onnx/unet.onnx', 'a/onnx/vae_decoder.onnx'],
        b: ['b/unet.onnx', 'b/text_encoder.onnx'],
      },
    ],
    [
      'UNets that share the rest',
      ['a/unet/model.onnx', 'b/unet/model.onnx', 'text_encoder/model.onnx', 'vae_decoder/model.onnx'],
      {
        a: ['a/unet/model.onnx', 'text_encoder/model.onnx', 'vae_decoder/model.onnx'],
        b: ['b/unet/model.onnx', 'text_encoder/model.onnx', 'vae_decoder/model.onnx'],
      },
    ],
    [
      'a UNet beside a whole model',
      [...tree(''), 'other/unet/model.onnx'],
      {
        '.': tree(''),
        other: ['vae_decoder/model.onnx', 'text_encoder/model.onnx', 'other/unet/model.onnx'],
      },
    ],
    [
      'UNets side by side',
      [...tree(''), 'unet_other/model.onnx', 'unet_other/model.onnx_data'],
      {
        unet: tree(''),
        unet_other: ['vae_decoder/model.onnx', 'text_encoder/model.onnx', 'unet_other/model.onnx', 'unet_other/model.onnx_data'],
      },
    ],
    [
      'folders of safetensors',
      ['a/unet/x.safetensors', 'a/vae/y.safetensors', 'b/model_index.json', 'b/unet/x.safetensors', 'c.safetensors'],
      {
        a: ['a/unet/x.safetensors', 'a/vae/y.safetensors'],
        b: ['b/model_index.json', 'b/unet/x.safetensors'],
        'c.safetensors': ['c.safetensors'],
      },
    ],
    [
      'single files',
      ['one.safetensors', 'deep/two.safetensors', 'notes.json'],
      {
        'one.safetensors': ['one.safetensors'],
        'deep/two.safetensors': ['deep/two.safetensors'],
      },
    ],
  ])('keeps models apart: %s', (_, listing, wanted) => {
    expect(Object.fromEntries(modelPlaces(listing).map(({ name, paths }) => [name, paths]))).toEqual(wanted);
  });

  it.each([
    [[...tree('fp16/'), ...tree('fp32/'), 'fp16/model_index.json', 'fp32/model_index.json']],
    [[...tree(''), 'unet_fp16/model.onnx']],
    [[...tree(''), 'controlnet/canny/model.onnx', 'controlnet_depth/model.onnx']],
    [['unet/fp16/model.onnx', 'unet/fp32/model.onnx', 'vae_decoder/model.onnx']],
    [['unet/diffusion.safetensors', 'old/unet/diffusion.safetensors']],
    [['a-00001-of-00002.safetensors', 'a-00002-of-00002.safetensors']],
    [['one.safetensors', 'one.json']],
  ])('takes %j for one model', (listing) => {
    expect(modelPlaces(listing)).toHaveLength(1);
  });

  it('tells precisions by folders', () => {
    const { parts } = recogniseLayout([...tree('fp16/'), ...tree('fp32/')]);
    expect(parts.get('unet')?.map(({ named }) => named)).toEqual(['fp16', 'fp32']);
  });

  it.each([
    [['a/transformer/model.onnx', 'a/vae_decoder/model.onnx']],
    [['transformer/model.onnx']],
    [['text_encoder/model.onnx', 'flux1-dev.onnx']],
  ])('names a diffusion transformer wherever it lies: %j', (listing) =>
    expect(() => recogniseLayout(listing)).toThrow(/diffusion transformer/),
  );
});

describe('partOfGraph', () => {
  it.each([
    ['unet/model.onnx', 'unet'],
    ['unet/model_layernorm.onnx', 'unet'],
    ['text_encoder_2/model.onnx', 'text_encoder_2'],
    ['onnx/unet_model_q4f16.onnx', 'unet'],
    ['onnx/text_encoder_2_model_fp16.onnx', 'text_encoder_2'],
    ['onnx/vae_decoder_q4.onnx', 'vae_decoder'],
    ['vae/decoder.onnx', 'vae_decoder'],
    ['vae/vae_encoder.onnx', 'vae_encoder'],
    ['text-encoder.onnx', 'text_encoder'],
    ['sd-unet-v1.5-model-b2c4h64w64s77-float16-compute-and-inputs-layernorm.onnx', 'unet'],
    ['Stable-Diffusion-v1.5-vae-decoder-float16-fp32-instancenorm.onnx', 'vae_decoder'],
    ['Stable-Diffusion-v1.5-text-encoder-float16.onnx', 'text_encoder'],
    ['unetxl.ort_cuda.fp16/model.onnx', 'unet'],
    ['clip2.ort_cuda.fp16/model.onnx', 'text_encoder_2'],
    ['clip.ort_cuda.fp16/model.onnx', 'text_encoder'],
    ['controlnet/model.onnx', 'controlnet/guide'],
    ['controlnet/canny/model.onnx', 'controlnet/canny'],
    ['controlnet/Depth-v2/model_fp16.onnx', 'controlnet/Depth-v2'],
    ['controlnet_scribble/model.onnx', 'controlnet/scribble'],
    ['controlnet/openpose.onnx', 'controlnet/openpose'],
    ['onnx/controlnet_canny_model.onnx', 'controlnet/canny'],
    ['safety_checker/model.onnx', null],
    ['onnx/safety_checker_model.onnx', null],
    ['feature_extractor/model.onnx', null],
    ['upscaler.onnx', null],
  ])('%s → %s', (path, part) => {
    expect(partOfGraph(path)).toBe(part);
  });
});

it.each([
  ['a/model.onnx', null],
  ['a/model_fp16.onnx', 'fp16'],
  ['a/unet_model_q4f16.onnx', 'q4f16'],
  ['a/unet_q4.onnx', 'q4'],
  ['a/unet_quantized.onnx', 'int8'],
  ['a/unet_uint8.onnx', 'int8'],
  ['a/unet_bnb4.onnx', 'bnb4'],
  ['sd-unet-b2c4h64w64s77-float16-compute-and-inputs.onnx', 'fp16'],
])('%s is named %s', (path, precision) => {
  expect(namedPrecision(path)).toBe(precision);
});

describe('recogniseLayout', () => {
  it.each([
    ['diffusers', [...tree, ...small]],
    ['diffusers', tree],
    ['flat', [...flat, 'onnx/text_encoder_model.onnx', 'tokenizer.json', 'model_index.json']],
    ['named', ['unet/model_layernorm.onnx', 'text_encoder/model_layernorm.onnx', 'vae_decoder/model.onnx']],
    ['named', ['text-encoder.onnx', 'sd-unet-v1.5-model-b2c4.onnx', 'README.md']],
  ] as const)('tells a %s package', (kind, paths) => {
    expect(recogniseLayout(paths).kind).toBe(kind);
  });

  it.each([
    ['', [...tree, ...small]],
    ['model-main/', [...tree, ...small].map((path) => `model-main/${path}`)],
    ['a/b/', tree.map((path) => `a/b/${path}`)],
    ['a/', flat.map((path) => `a/${path}`)],
    ['', ['controlnet/canny/model.onnx']],
  ])('finds “%s” around it', (root, paths) => {
    expect(recogniseLayout([...paths, '__MACOSX/._x.onnx', '.git/a.onnx']).root).toBe(root);
  });

  it.each([
    [['a.safetensors'], 'PyTorch'],
    [['a.gguf'], 'GGUF'],
    [['readme.md'], 'no ONNX file'],
    [['transformer/model.onnx', 'vae_x/a.onnx'], 'diffusion transformer'],
    [['sam.onnx'], 'None of its ONNX files'],
    [['a/model_index.json', 'b/model_index.json', 'a/unet/model.onnx'], 'several models in it: “a”, “b”'],
  ])('refuses %j', (paths, words) => {
    expect(() => recogniseLayout(paths)).toThrow(words);
  });
});

describe('chooseGraphs', () => {
  it.each([
    [webgpu, {}, 'onnx/unet_model_q4f16.onnx'],
    [noHalf, {}, 'onnx/unet_model_q4.onnx'],
    [wasm, {}, 'onnx/unet_model_q4.onnx'],
    [webgpu, { precision: 'fp32' }, 'onnx/unet_model.onnx'],
    [wasm, { precision: 'int8' }, 'onnx/unet_model_int8.onnx'],
    [webgpu, { graphs: { unet: 'onnx/unet_model_fp16.onnx' } }, 'onnx/unet_model_fp16.onnx'],
    [webgpu, { precision: 'bnb4' }, 'onnx/unet_model_q4f16.onnx'],
  ] as const)('on %j with %j takes %s', (device, wishes, graph) => {
    expect(chooseGraphs(recogniseLayout(flat), device, wishes).get('unet')?.graph).toBe(graph);
  });

  it('takes single precision before what graphics cannot compute, and whole numbers on the processor alone', () => {
    const layout = recogniseLayout(['onnx/unet_fp16.onnx', 'onnx/unet_int8.onnx', 'onnx/unet.onnx']);
    expect(chooseGraphs(layout, webgpu).get('unet')?.named).toBe('fp16');
    expect(chooseGraphs(layout, noHalf).get('unet')?.named).toBeNull();
    expect(chooseGraphs(layout, wasm).get('unet')?.named).toBe('int8');
  });
});

describe('selectFiles', () => {
  it('takes everything of a tree but what an edit does not need', () => {
    const needed = [
      ...tree,
      ...small,
      'LICENSE.md',
      'README.md',
      'unet/model.onnx_data',
      'unet/model.onnx_data_1',
      'vae_decoder/weights.pb',
      'text_encoder/model.onnx.data',
    ];
    expect(
      selectFiles(
        [
          ...needed,
          'safety_checker/model.onnx',
          'feature_extractor/preprocessor_config.json',
          'picture.png',
          '.gitattributes',
          'unet/diffusion.safetensors',
        ],
        webgpu,
      ),
    ).toEqual(needed);
  });

  it('takes one precision, with its own weights', () => {
    const listing = [
      ...flat,
      'onnx/unet_model_fp16.onnx_data',
      'onnx/unet_model_q4f16.onnx_data',
      'onnx/unet_model_q4f16.onnx_data_1',
      'tokenizer.json',
    ];
    expect(selectFiles(listing, webgpu)).toEqual([
      'onnx/unet_model_q4f16.onnx',
      'onnx/unet_model_q4f16.onnx_data',
      'onnx/unet_model_q4f16.onnx_data_1',
      'tokenizer.json',
    ]);
    expect(selectFiles(listing, webgpu, { precision: 'fp16' })).toEqual([
      'onnx/unet_model_fp16.onnx',
      'onnx/unet_model_fp16.onnx_data',
      'tokenizer.json',
    ]);
  });

  it('takes exactly what the head of a graph names: one file for each tensor, and nothing of another runtime’s', () => {
    const tensors = ['8f14e45f-ceea-467f-a1d6-7c0d4a2b1e11', 'unet.down_blocks.0.resnets.0.conv1.weight', 'onnx__MatMul_9142'];
    const named = ['unet/model.onnx', ...tensors.map((name) => `unet/${name}`)];
    const listing = [...named, 'unet/openvino_model.xml', 'unet/openvino_model.bin', 'unet/weights.pb', 'text_encoder/model.onnx'];
    expect(selectFiles(listing, webgpu, {}, new Map([['unet/model.onnx', named]]))).toEqual([...named, 'text_encoder/model.onnx']);
  });

  it('takes weights of any name where the graph’s own are not there', () => {
    expect(selectFiles(['m/unet/model.onnx', 'm/unet/unet_weights.bin', 'm/text_encoder/model.onnx', 'other/x.bin'], webgpu)).toEqual([
      'm/unet/model.onnx',
      'm/unet/unet_weights.bin',
      'm/text_encoder/model.onnx',
    ]);
  });
});
