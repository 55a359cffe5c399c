import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { looseTexts } from './scripts/texts/looseTexts.mjs';

/**
 * The rooms from the lowest to the highest. Each may import from those before it alone, so that no loop between rooms can come about.
 */
const rooms = [
  ...[
    'texts',
    'protocol',
    'maps',
    'weights',
    'networks',
    'diffusion',
    'packages',
    'runtime',
    'pictures',
    'mapModels',
    'pipeline',
    'store',
    'offline',
  ].map((room) => `workers/${room}`),
  ...[
    'engine',
    'ui',
    'document',
    'exchange',
    'exemplars',
    'changemap',
    'models',
    'addOns',
    'guides',
    'generation',
    'canvas',
    'actions',
  ].map((room) => `src/${room}`),
  ...['src/mapModels', 'src/app'],
];

const unlisted = ['workers', 'src']
  .flatMap((side) =>
    readdirSync(join(import.meta.dirname, side), { withFileTypes: true }).map((entry) => ({ entry, room: `${side}/${entry.name}` })),
  )
  .filter(({ entry, room }) => entry.isDirectory() && !rooms.includes(room));
if (unlisted.length > 0) throw new Error(`Where does ${unlisted[0].room} belong among the rooms of eslint.config.js?`);

const upwards = rooms.slice(0, -1).map((room, at) => ({
  target: `./${room}`,
  from: rooms.slice(at + 1).map((above) => `./${above}`),
  message: 'Rooms import one way, from those below them: see the list in eslint.config.js.',
}));

const only = (target, known, message) => ({
  target: `./${target}`,
  from: rooms
    .slice(0, rooms.indexOf(target))
    .filter((room) => !known.includes(room))
    .map((room) => `./${room}`),
  message,
});

/** What looks like a text for people and is none: patterns of whole texts. */
const notTexts = [
  // Addresses, files, fonts, media queries, markup.
  '\\s*https?://[^]*',
  '[^ ]*\\.(json|safetensors|onnx|txt|png|md)',
  '[^ ]+ [^ ]*px .*sans-serif|\\d+px system-ui, sans-serif|\\d+px Inter|[^]*, (sans-serif|serif|monospace)',
  '\\((min|max)-.*\\)',
  '\\s*<[?\\w][^]*',
  'ONNX Runtime \\{\\}|version https://git-lfs[^]*|blob \\{\\}[^]*',
  // Names of tensors in a graph, and what networks are tried with.
  '(integers|cast|ones|zeros|unfolded|number|sides|shape|frequencies|type) \\{\\}.*',
  'strength \\{\\} \\{\\}',
  'causal mask',
  'a red house at night|blurred|a photo of a house, 1',
  'wall 787878, [^]*',
  'drag(start|end) transform(start|end)',
  'opacity var\\([^]*',
  // Words between programs: what tabs, servers and saved histories are told, what a field is written in.
  'take over|import \\{\\};|Bearer \\{\\}|\\{"of":[^]*|ICC Profile[^]*|painted, inverse|sfumato keys\\.json|\\.safetensors',
  'histogram \\{\\}|modifier \\{\\}|soften \\{\\}',
  // What other programs write and read in files.
  'Negative prompt:( \\{\\})?|CFG scale|Denoising strength|Krita AI Diffusion|Stable Diffusion web UI',
  // Names that are the same everywhere.
  'unet|UNet|VAE|LoCon|LoHa|LoKr|DoRA|Fooocus|Forge|ComfyUI|UniPC|uni_pc.*',
  'euler_ancestral|k_euler_a|DPM-Solver\\+\\+|DDIM|[\\w-]+/[\\w.-]+',
  'exemplar-blend|automatic-map|\\{\\} values|(channels|in|out|context|added|depths|middle) \\{\\}',
  'PNG|JPEG|WebP|AVIF|PSD|OpenRaster|JSON|Sfumato|px|ControlNet|LoRAs?|ONNX|DiffEdit',
  'Stable Diffusion [123XL]+(\\.x)?|SDXL?( Turbo| Lightning)?|Flux 2|v|[0-9.]+',
];

/** What a room below another one may not know all the same: `from` may not be imported by `target`. */
const zones = [
  { target: './workers', from: './src', message: 'Workers never import from the window.' },
  {
    target: './src',
    from: rooms
      .filter((room) => room.startsWith('workers/') && !['workers/texts', 'workers/protocol', 'workers/maps'].includes(room))
      .map((room) => `./${room}`),
    message: 'The window shares only workers/texts, workers/protocol and workers/maps.',
  },
  only('workers/weights', ['workers/texts', 'workers/protocol'], 'Weights are read by pure code that knows the protocol alone.'),
  only('workers/networks', ['workers/texts', 'workers/protocol'], 'Networks are graphs on paper: no runtime, no files.'),
  only('workers/diffusion', ['workers/texts', 'workers/protocol', 'workers/maps'], 'The methods know neither models nor browser.'),
  {
    target: './workers/packages',
    from: './workers/diffusion',
    message: 'Packages know nothing of running or keeping them.',
  },
  only(
    'workers/pictures',
    ['workers/texts', 'workers/protocol', 'workers/maps'],
    'Picture files are read and written without knowing what is done with them.',
  ),
  {
    target: './workers/store',
    from: ['./workers/pipeline', './workers/diffusion', './workers/runtime', './workers/maps'],
    message: 'The store keeps files and knows nothing of running them.',
  },
  only('src/engine', ['workers/texts', 'workers/protocol', 'workers/maps'], 'The engine client only talks to workers.'),
  only('src/ui', ['workers/texts', 'workers/protocol', 'workers/maps'], 'Controls know nothing of the studio.'),
  only('src/document', ['workers/texts', 'workers/protocol', 'workers/maps'], 'The document is below everything on screen.'),
];

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'e2e/node-runtime/node_modules', 'playwright-report', 'test-results', 'public', 'training'] },
  ...tseslint.configs.recommended,
  {
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [
        createTypeScriptImportResolver({
          noWarnOnMultipleProjects: true,
          project: ['tsconfig.window.json', 'tsconfig.worker.json', 'tsconfig.node.json'],
        }),
      ],
    },
    rules: {
      'import-x/no-cycle': 'error',
      'import-x/no-restricted-paths': ['error', { zones: [...zones, ...upwards] }],
      'import-x/no-duplicates': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      'no-console': 'error',
      eqeqeq: 'error',
      'max-lines': ['error', 500],
      // Texts for people stand in one piece.
      'max-len': ['error', { code: 140, tabWidth: 2, ignoreTemplateLiterals: true }],
    },
  },
  {
    // Where components and hooks are: the compiler that these rules ask reads each function of a file.
    files: ['src/**/*.tsx', 'src/**/use*.ts', 'src/**/hooks.ts'],
    ignores: ['**/*.test.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: { ...reactHooks.configs.recommended.rules },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-properties': ['error', { property: 'innerHTML', message: 'Names and texts are shown as text nodes.' }],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'JSXOpeningElement[name.name=/^(input|textarea|select)$/] > JSXAttribute[name.name="autoFocus"]',
          message: 'A dialog focuses its first field by itself (ui/Dialog): one that focuses itself gets past the focus trap.',
        },
      ],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}', 'workers/**/*.ts'],
    ignores: ['**/*.test.{ts,tsx}', '**/testing/**', '**/fixtures/**', 'workers/service.worker.ts', '**/fake*.ts', 'workers/texts/**'],
    plugins: { sfumato: { rules: { 'loose-texts': looseTexts } } },
    rules: {
      'sfumato/loose-texts': [
        'error',
        { texts: join(import.meta.dirname, 'workers/texts/texts.ts'), rich: join(import.meta.dirname, 'src/ui/rich.ts'), code: notTexts },
      ],
    },
  },
  {
    files: ['**/*.test.{ts,tsx}', 'e2e/**', 'scripts/**', '*.config.*'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off', 'no-console': 'off' },
  },
  {
    // A test may look at what is above: at what the room's work comes to.
    files: ['**/*.test.{ts,tsx}', '**/testing/**'],
    rules: { 'import-x/no-restricted-paths': ['error', { zones }] },
  },
);
