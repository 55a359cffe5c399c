import { dirname } from 'node:path';
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
  it('names everything that is built in, with its licence’s text, and no tool', () => {
    const text = thirdPartyNotices(root);
    for (const name of ['react', 'onnxruntime-web', 'konva', 'fflate', 'zod']) expect(text).toMatch(new RegExp(`^${name} \\d`, 'm'));
    expect(text).toContain('Permission is hereby granted');
    expect(text).not.toMatch(/^vitest \d/m);
  });
});
