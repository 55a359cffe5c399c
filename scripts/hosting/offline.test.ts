import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { readPictureHeader } from '../../workers/pictures/import/readPictureHeader';
import { offline } from './offline';

const manifest = typeof offline.manifest === 'object' ? offline.manifest : {};
const publicFile = (src: string) => fileURLToPath(new URL(`../../public/${src}`, import.meta.url));
const resolved = (address: string) => new URL(address, 'https://example.org/studios/sfumato/manifest.webmanifest').href;

it('all that the manifest names lies under whatever path the studio is served from, and pictures are as large as it says', () => {
  const { start_url, scope, icons = [], screenshots = [], shortcuts = [], file_handlers = [] } = manifest;
  const addresses = [start_url, scope, ...shortcuts.map(({ url }) => url), ...file_handlers.map(({ action }) => action)];
  for (const address of addresses) expect(resolved(address ?? '')).toMatch(/^https:\/\/example\.org\/studios\/sfumato\//);
  const pictures = [...icons, ...screenshots, ...shortcuts.flatMap((shortcut) => shortcut.icons ?? [])];
  for (const { src, sizes, type } of pictures) {
    expect(src.startsWith('/') || src.includes(':'), src).toBe(false);
    expect(existsSync(publicFile(src)), src).toBe(true);
    if (sizes === 'any') continue;
    const { width, height, format } = readPictureHeader(new Uint8Array(readFileSync(publicFile(src))), src);
    expect([`${width}x${height}`, `image/${format}`]).toEqual([sizes, type]);
  }
  // What browsers ask of an app that can be installed.
  expect(icons.map(({ sizes, purpose }) => `${sizes} ${purpose}`)).toEqual(
    expect.arrayContaining(['192x192 any', '512x512 any', '512x512 maskable']),
  );
  expect(screenshots.map(({ form_factor }) => form_factor)).toEqual(['wide', 'narrow']);
});

it('opens what the studio opens, in the window that is there', () => {
  const [{ accept = {} } = {}] = manifest.file_handlers ?? [];
  expect(Object.values(accept).flat()).toEqual(['.png', '.jpg', '.jpeg', '.webp', '.sfumato', '.safetensors']);
  // Of a type that other programs write too, the whole desktop's files would be the studio's.
  expect(Object.keys(accept)).not.toContain('application/octet-stream');
  expect(manifest.launch_handler).toEqual({ client_mode: ['focus-existing', 'auto'] });
});
