import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** One-way imports: `from` may not be imported by `target`. */
const zones = [
  { target: './workers', from: './src', message: 'Workers never import from the window.' },
  { target: './src', from: ['./workers/diffusion', './workers/pipeline', './workers/packages', './workers/runtime', './workers/store'], message: 'The window shares only workers/protocol and workers/maps.' },
  { target: './workers/protocol', from: ['./workers/maps', './workers/diffusion', './workers/pipeline', './workers/packages', './workers/runtime', './workers/store'], message: 'The protocol knows nobody.' },
  { target: './workers/maps', from: ['./workers/diffusion', './workers/pipeline', './workers/packages', './workers/runtime', './workers/store'], message: 'Map mathematics stands alone.' },
  { target: './workers/diffusion', from: ['./workers/pipeline', './workers/packages', './workers/runtime', './workers/store'], message: 'The methods know neither models nor browser.' },
  { target: './workers/packages', from: ['./workers/pipeline', './workers/diffusion', './workers/runtime', './workers/store'], message: 'Packages know nothing of running or keeping them.' },
  { target: './workers/store', from: ['./workers/pipeline', './workers/diffusion', './workers/runtime', './workers/maps'], message: 'The store keeps files and knows nothing of running them.' },
  { target: './workers/runtime', from: ['./workers/pipeline'], message: 'The runtime does not know the pipeline.' },
  { target: './src/ui', from: ['./src/app', './src/actions', './src/document', './src/canvas', './src/changemap', './src/generation', './src/engine', './src/models', './src/exchange'], message: 'Controls know nothing of the studio.' },
  { target: './src/document', from: ['./src/app', './src/actions', './src/canvas', './src/generation', './src/engine', './src/models', './src/ui'], message: 'The document is below everything on screen.' },
  { target: './src/engine', from: ['./src/app', './src/actions', './src/canvas', './src/document', './src/generation', './src/ui'], message: 'The engine client only talks to workers.' },
];

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'e2e/node-runtime/node_modules', 'playwright-report', 'test-results', 'public', 'training'] },
  ...tseslint.configs.recommended,
  {
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver({ noWarnOnMultipleProjects: true, project: ['tsconfig.window.json', 'tsconfig.worker.json', 'tsconfig.node.json'] })] },
    rules: {
      'import-x/no-cycle': 'error',
      'import-x/no-restricted-paths': ['error', { zones }],
      'import-x/no-duplicates': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      'no-console': 'error',
      eqeqeq: 'error',
      'max-lines': ['error', 500],
    },
  },
  { files: ['src/**/*.{ts,tsx}'], plugins: { 'react-hooks': reactHooks }, rules: { ...reactHooks.configs.recommended.rules, 'no-restricted-properties': ['error', { property: 'innerHTML', message: 'Names and texts are shown as text nodes.' }] } },
  { files: ['**/*.test.{ts,tsx}', 'e2e/**', 'scripts/**', '*.config.*'], rules: { '@typescript-eslint/no-non-null-assertion': 'off', 'no-console': 'off' } },
);
