import { readFileSync } from 'node:fs';
import { zipSync } from 'fflate';
import { z } from 'zod';
import { crc32 } from '../../workers/pictures/png/crc32';
import { createScheduler } from '../../workers/diffusion/schedulers/createScheduler';
import { schedulerConfigSchema, textEncoderConfigSchema, unetFileSchema, vaeFileSchema } from '../../workers/packages/configs';
import { modelPlaces } from '../../workers/packages/layout/modelPlaces';
import { selectFiles } from '../../workers/packages/layout/selectFiles';
import { completeConfigs } from '../../workers/packages/family/completeConfigs';
import { recogniseFamily } from '../../workers/packages/family/recogniseFamily';
import { packageGeometry } from '../../workers/packages/packageGeometry';
import { residualForms } from '../../workers/packages/residualForms';
import { pictureColours } from '../../workers/pictures/colours/pictureColours';
import { matrixProfile, profilePrimaries } from '../../workers/pictures/fixtures/matrixProfile';
import { makeChunk } from '../../workers/pictures/png/chunks';
import { checkRecipe } from '../../workers/pipeline/checkRecipe';
import { filesOfTree } from '../../workers/store/hub';
import { openWeights } from '../../workers/weights/identify/openWeights';
import { headerBytes, rawFile } from '../../workers/weights/testing/madeFile';
import { clipDefinition } from '../../workers/packages/tokeniser/clipDefinition';
import { createTokeniser } from '../../workers/packages/tokeniser/createTokeniser';
import { testRecipe } from '../../src/document/testing/testRecipe';
import { parseManifest } from '../../src/document/storage/manifest';
import { decodeProject } from '../../src/exchange/project/projectFile';
import { catalogSchema } from '../../workers/protocol/catalog';
import { readHeader as readGraph } from '../../workers/packages/onnx/readHeader';
import { bytesReader } from '../../workers/packages/rangeReaders';
import { parseJson } from '../../workers/packages/parseJson';
import { readManifest } from '../../workers/packages/manifest';
import { memorySource } from '../../workers/packages/memorySource';
import { unetGraph } from '../../workers/packages/testing/testGraphs';
import { writeOnnx } from '../../workers/packages/testing/writeOnnx';
import { readCarried } from '../../workers/pictures/metadata/carriedSettings';
import { buildIcc } from '../../workers/pictures/fixtures/buildIcc';
import { buildPng } from '../../workers/pictures/fixtures/buildPng';
import { bytes } from '../../workers/pictures/fixtures/bytes';
import { fooocusExif, jpegWith, pngWith, unicodeComment, webpWith } from '../../workers/pictures/fixtures/carrying';
import * as foreign from '../../workers/pictures/fixtures/foreignTexts';
import * as headers from '../../workers/pictures/fixtures/headers';
import { readPictureHeader } from '../../workers/pictures/import/readPictureHeader';
import { decodePng } from '../../workers/pictures/png/decodePng';
import { zipEntries } from '../../workers/store/import/zipEntries';
import { safePath } from '../../workers/store/import/safePath';

/** Something that reads what strangers made: valid beginnings, and the reading itself. */
export interface Reader {
  readonly name: string;
  readonly seeds: readonly Uint8Array[];
  readonly read: (input: Uint8Array) => unknown;
  /** Makes checksums right again, so that damage gets past them. */
  readonly mend?: (input: Uint8Array) => void;
}

const anyObject = z.looseObject({});
const blobOf = (input: Uint8Array): Blob => new Blob([new Uint8Array(input)]);

function mendPng(input: Uint8Array): void {
  if (input[0] !== 0x89) return;
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  for (let at = 8; at + 12 <= input.length;) {
    const end = at + 8 + view.getUint32(at);
    if (end + 4 > input.length) return;
    view.setUint32(end, crc32(input.subarray(at + 4, end)));
    at = end + 4;
  }
}

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const said = (input: Uint8Array): string => new TextDecoder().decode(input);
const header = (input: Uint8Array): unknown => readPictureHeader(input, 'x');

const vocabulary = { a: 0, 'a</w>': 1, '<|startoftext|>': 2, '<|endoftext|>': 3 };
const tokeniser = clipDefinition(vocabulary, '#version: 0.2\n', '<|endoftext|>', ['<|startoftext|>', '<|endoftext|>']);
const weightsFile = headerBytes(
  JSON.stringify({
    __metadata__: { format: 'pt', toString: '1' },
    'lora_unet_down_blocks_0_attentions_0_proj_in.lora_down.weight': { dtype: 'F16', shape: [2, 4], data_offsets: [0, 16] },
    'lora_unet_down_blocks_0_attentions_0_proj_in.alpha': { dtype: 'F32', shape: [], data_offsets: [16, 20] },
    'model.diffusion_model.input_blocks.0.0.weight': { dtype: 'F32', shape: [1, 4], data_offsets: [20, 36] },
  }),
);

/** Makes the header's length that of what is there, less the data. */
function mendWeights(input: Uint8Array): void {
  if (input.length >= 8) new DataView(input.buffer, input.byteOffset).setBigUint64(0, BigInt(input.length - 8), true);
}

const hubAnswer = JSON.stringify([
  { type: 'file', path: 'unet/\ud800.onnx', oid: 'a'.repeat(40), size: 4 },
  { type: 'file', path: 'b.safetensors', size: 9, lfs: { oid: '0'.repeat(64), size: 9 } },
]);

const noEvidence = { index: null, scheduler: null, header: null, scalingFactor: null, textParts: [], padToken: null, names: [] };
const profile = matrixProfile(profilePrimaries.displayP3);
const codes = makeChunk('cICP', Uint8Array.of(9, 16, 0, 1));
const listing = [
  'model_index.json',
  'a/unet/model.onnx',
  'a/fp16/vae_decoder/model.onnx_data',
  'b/unet/x.safetensors',
  'onnx/unet_q4.onnx',
];
const samples = Array.from({ length: 12 * 9 * 4 }, (_, i) => (i * 73) & 255);
const notes: (readonly [string, Uint8Array])[] = [
  ['gAMA', Uint8Array.of(0, 0, 0xb1, 0x8f)],
  ['tEXt', bytes('sfumato\0{"version":1,"steps":20}')],
  ['iTXt', bytes('XML:com.adobe.xmp\0\0\0\0\0<x/>')],
  ['pHYs', new Uint8Array(9)],
];
const png = buildPng({ width: 12, height: 9, depth: 8, colourType: 6, samples, pieces: 3, before: notes });
const deepPng = buildPng({ width: 6, height: 5, depth: 16, colourType: 2, samples: samples.slice(0, 90), interlaced: true });

/** Every reader at a door of the studio. */
export const readers: readonly Reader[] = [
  { name: 'png', seeds: [png, deepPng], read: (input) => decodePng(input), mend: mendPng },
  { name: 'png-recipe', seeds: [png], read: (input) => readCarried(input), mend: mendPng },
  {
    name: 'carried',
    seeds: [
      pngWith({ parameters: foreign.kritaParameters }),
      pngWith({ parameters: foreign.fooocusParameters }),
      pngWith({ prompt: foreign.comfyGraph }),
      pngWith({ invokeai_metadata: foreign.invokeMetadata }),
      pngWith({ 'sd-metadata': foreign.oldInvokeMetadata }),
      jpegWith(fooocusExif(foreign.fooocusParameters, 'fooocus')),
      webpWith(unicodeComment(foreign.kritaParameters, true)),
    ],
    read: (input) => readCarried(input),
    mend: mendPng,
  },
  {
    name: 'jpeg',
    seeds: [headers.jpegHeader({ width: 64, height: 48, orientation: 3, icc: [buildIcc('RGB ', 150)] })],
    read: header,
  },
  { name: 'webp', seeds: [headers.webpExtended(64, 48, 0x3e, buildIcc('RGB ', 150)), headers.webpLossless(64, 48, true)], read: header },
  { name: 'gif', seeds: [headers.gif(64, 48, [[0, 0, 64, 48]])], read: header },
  { name: 'bmp', seeds: [headers.bmp(64, 48), headers.oldBmp(3, 4)], read: header },
  {
    name: 'avif',
    seeds: [headers.avif('avif', headers.ispe(64, 48), headers.av1Config(true), headers.colourBox('nclx', bytes(0, 9, 0, 16, 0, 9, 0x80)))],
    read: header,
  },
  {
    name: 'zip',
    seeds: [zipSync({ 'unet/a.json': text('{}'), 'b.bin': new Uint8Array(900) })],
    read: (input) => zipEntries(blobOf(input)),
  },
  { name: 'path', seeds: [text('unet/model.onnx'), text('../a/./b')], read: (input) => safePath(said(input)) },
  {
    name: 'config',
    seeds: [text('{"a":[1,NaN,-Infinity,"x"],"b":{"toString":1}}')],
    read: (input) => parseJson(input, 'a.json', catalogSchema),
  },
  {
    name: 'files-list',
    seeds: [text(`{"files":[{"path":"a.json","sizeBytes":2,"sha256":"${'0'.repeat(64)}"}]}`)],
    read: (input) => readManifest(memorySource(new Map([['files.json', input]]))),
  },
  { name: 'graph', seeds: [writeOnnx(unetGraph())], read: (input) => readGraph(bytesReader(input), 'unet/model.onnx') },
  {
    name: 'tokeniser',
    seeds: [text(JSON.stringify(tokeniser))],
    read: (input) => {
      const tokenizerJson = parseJson(input, 'tokenizer.json', anyObject);
      const files = { tokenizerJson, tokenizerConfig: null, specialTokens: null, vocabulary: null, merges: null };
      return createTokeniser(files, 77).encode('a a');
    },
  },
  {
    name: 'safetensors',
    seeds: [weightsFile],
    read: (input) => openWeights([rawFile('x.safetensors', input)]),
    mend: mendWeights,
  },
  {
    name: 'scheduler',
    seeds: [
      text(
        '{"_class_name":"DPMSolverMultistepScheduler","beta_start":0.00085,"beta_end":0.012,"trained_betas":null,"steps_offset":1,' +
          '"num_train_timesteps":1000,"prediction_type":"epsilon","timestep_spacing":"leading","solver_order":2}',
      ),
    ],
    read: (input) => createScheduler(parseJson(input, 'scheduler_config.json', schedulerConfigSchema)).timesteps(20),
  },
  {
    name: 'recipe',
    seeds: [text(JSON.stringify(testRecipe()))],
    read: (input) => checkRecipe(parseJson(input, 'recipe.json', anyObject)),
  },
  {
    name: 'hub',
    seeds: [text(hubAnswer)],
    read: (input) => filesOfTree(parseJson(input, 'tree', z.unknown()), 'a/b', 'https://hub.example/a/b/resolve/0'),
  },
  { name: 'profile', seeds: [profile], read: (input) => pictureColours(input, null) },
  { name: 'notes', seeds: [codes], read: (input) => pictureColours(null, input) },
  {
    name: 'listing',
    seeds: [text(listing.join('\n'))],
    read: (input) => {
      const paths = said(input).split('\n');
      modelPlaces(paths);
      return selectFiles(paths, { provider: 'webgpu', shaderF16: true });
    },
  },
  {
    name: 'configs',
    seeds: [
      text(
        '{"sample_size":64,"in_channels":4,"block_out_channels":[320,640],' +
          '"cross_attention_dim":768,"layers_per_block":2,"toString":1,"__proto__":{"a":[[1]]}}',
      ),
    ],
    read: (input) => {
      const [unet, vae] = [parseJson(input, 'unet/config.json', unetFileSchema), parseJson(input, 'vae/config.json', vaeFileSchema)];
      parseJson(input, 'text_encoder/config.json', textEncoderConfigSchema);
      const completed = completeConfigs(
        { unet, vae, scheduler: null, unetHeader: null, decoderHeader: null },
        recogniseFamily({ ...noEvidence, unet }),
      );
      residualForms(completed.unet);
      return packageGeometry(completed.unet, completed.vae);
    },
  },
  {
    name: 'whole-project',
    seeds: [1, 2, 3].map(
      (form) => new Uint8Array(readFileSync(new URL(`../../e2e/fixtures/projects/form-${form}.sfumato`, import.meta.url))),
    ),
    read: (input) => decodeProject(blobOf(input)),
  },
  {
    name: 'project',
    seeds: [text('{"version":2,"picture":null,"maps":[],"layers":[],"settings":{"toString":1}}')],
    read: (input) => parseManifest(said(input)),
  },
];
