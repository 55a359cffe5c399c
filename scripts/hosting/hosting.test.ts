import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readHeadersFile } from '../../e2e/pages/plainServer';
import { hostFiles } from './hostFiles';
import { headersFor } from './policy';
import { thirdPartyNotices } from './thirdPartyNotices';

const paths = [
  '/',
  '/index.html',
  '/store-frame.html',
  '/assets/index-abc.js',
  '/assets/diffusion.worker-abc.js',
  '/assets/ort-wasm.wasm',
  '/store/store.worker-abc.js',
  '/models/starter/unet/model.onnx',
  '/favicon.svg',
];

describe('what hosts send', () => {
  it('lets the store alone fetch from elsewhere, and nothing run texts', () => {
    for (const path of paths) {
      const policy = headersFor(path)['Content-Security-Policy'] ?? '';
      expect(policy.includes('connect-src *'), path).toBe(path.startsWith('/store'));
      expect(policy).not.toContain("'unsafe-eval'");
      expect(headersFor(path)['X-Content-Type-Options']).toBe('nosniff');
    }
  });

  it('_headers: the same, joined as hosts join', () => {
    const read = readHeadersFile(hostFiles()['_headers']!);
    for (const path of paths) expect(Object.fromEntries(read(path)), path).toEqual(headersFor(path));
  });

  it('vercel.json: the same, the last rule winning', () => {
    const { headers } = JSON.parse(hostFiles()['vercel.json']!) as {
      headers: { source: string; headers: { key: string; value: string }[] }[];
    };
    for (const path of paths) {
      const found = headers.filter(({ source }) => new RegExp(`^${source.replaceAll('.html', '\\.html')}$`).test(path));
      const sent = Object.fromEntries(found.flatMap((rule) => rule.headers.map(({ key, value }) => [key, value])));
      expect(sent, path).toEqual(headersFor(path));
    }
  });

  it('.htaccess: the same, also in a folder of a site', () => {
    const lines = hostFiles()['.htaccess']!.split('\n');
    for (const path of paths.flatMap((one) => [one, `/sub${one}`])) {
      const sent: Record<string, string> = {};
      for (const line of lines) {
        const [, name, value, pattern] =
          /^ {2}Header always set ([\w-]+) "([^"]*)"(?: "expr=%\{REQUEST_URI\} =~ m#(.*)#")?$/.exec(line) ?? [];
        if (name !== undefined && value !== undefined && (pattern === undefined || new RegExp(pattern).test(path))) sent[name] = value;
      }
      expect(sent, path).toEqual(headersFor(path.replace(/^\/sub/, '')));
    }
  });
});

describe('notices of others’ work', () => {
  const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
  const text = thirdPartyNotices(root);
  const sections = text.split(/\n\n={80}\n\n/).slice(1);
  const named = (name: string) => sections.filter((section) => section.startsWith(`${name} `));

  it('has a section for everything that the studio’s sources import, and for what builds itself in, and for no tool', () => {
    const imported = new Set(
      ['src', 'workers'].flatMap((room) =>
        readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
          .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$|[/\\](?:testing|fixtures)[./\\]/.test(path))
          .flatMap((path) => [
            ...readFileSync(join(root, room, path), 'utf8').matchAll(/(?:from|import)[ (]'((?:@[^'/]+\/)?[^'./:@][^'/:]*)['/]/g),
          ])
          .map(([, name = '']) => name),
      ),
    );
    for (const name of ['react', 'onnxruntime-web', 'konva', 'fflate', 'zod', 'workbox-precaching']) expect(imported).toContain(name);
    for (const name of [
      ...imported,
      'workbox-core',
      'workbox-strategies',
      'workbox-window',
      'vite-plugin-pwa',
      'vite',
      'CLIP’s vocabulary',
    ])
      expect(named(name), name).not.toHaveLength(0);
    for (const tool of ['vitest', 'workbox-build', 'typescript', '@types/react']) expect(named(tool), tool).toHaveLength(0);
  });

  it('brings the text of every licence', () => {
    const bare = sections.filter((section) => section.length < 400).map((section) => section.split('\n')[0]);
    expect(bare.filter((line) => !line?.startsWith('ONNX Runtime’s WebAssembly files'))).toEqual(['guid-typescript 1.0.9 (ISC)']);
    expect(named('onnxruntime-web')[0]).toContain('Copyright (c) Microsoft Corporation');
  });
});
