import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { encode } from 'fast-png';
import { tiffBlock } from '../../workers/pictures/fixtures/headers';
import { turnUpright } from '../../workers/pictures/import/orientation';
import { noisyPicture, respelt } from '../pages/pictures';
import { decodePng } from '../pages/studio';
import { expect, test } from '../pages/test';

const [width, height] = [160, 120];
const { png, rgba } = noisyPicture(width, height, true);
const none = new Uint8Array(0);

test('PNGs however their data are cut, with bytes behind it or without its checksum, open to the very pixels', async ({ studio }) => {
  await studio.goto();
  const spellings: readonly (readonly [string, (packed: Uint8Array) => readonly Uint8Array[]])[] = [
    ['empty-first', (packed) => [none, packed]],
    ['two-empty', (packed) => [packed.subarray(0, 999), none, none, packed.subarray(999)]],
    ['behind', (packed) => [packed, new Uint8Array(70_000).fill(7)]],
    ['no-checksum', (packed) => [packed.subarray(0, -4)]],
  ];
  for (const [name, cut] of spellings) {
    await studio.openPicture(`${name}.png`, respelt(png, cut));
    await expect(studio.page.getByRole('banner').getByText(`${name}.png`)).toBeVisible();
    expect(Buffer.compare((await studio.exportPng()).data, rgba), name).toBe(0);
  }
});

/** The same WebP, as browsers write it with a profile, with a block of EXIF behind it that notes an orientation. */
function withExif(webp: Uint8Array, orientation: number): Buffer {
  const block = Buffer.from(tiffBlock(orientation));
  const size = Buffer.alloc(4);
  size.writeUInt32LE(block.length);
  const whole = Buffer.concat([webp, Buffer.from('EXIF'), size, block]);
  whole.writeUInt32LE(whole.length - 8, 4);
  // The flag that there is EXIF, behind the extended header's name and length.
  whole[20] = (whole[20] ?? 0) | 0x08;
  return whole;
}

test('a rotation noted in a WebP: size, pixels and what is said agree, whatever the browser makes of it', async ({ studio, page }) => {
  await studio.goto();
  const plain = await page.evaluate(
    async (bytes) => {
      const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
      return [...new Uint8Array(await (await canvas.convertToBlob({ type: 'image/webp', quality: 1 })).arrayBuffer())];
    },
    [...noisyPicture(width, height).png],
  );
  expect(Buffer.from(plain).toString('latin1', 8, 16)).toBe('WEBPVP8X');
  const open = async (name: string, bytes: Uint8Array) => {
    await studio.openPicture(name, bytes, 'image/webp');
    await expect(page.getByRole('banner').getByText(name)).toBeVisible();
    const { data, channels, ...size } = await studio.exportPng();
    const rgba = Uint8Array.from({ length: size.width * size.height * 4 }, (_, i) =>
      i % 4 < channels ? (data[Math.floor(i / 4) * channels + (i % 4)] ?? 0) : 255,
    );
    return { ...size, rgba };
  };
  const stored = await open('plain.webp', Uint8Array.from(plain));
  const said = page.locator('[data-sonner-toast]').filter({ hasText: /turned upright|left aside/ });
  await expect(said).toHaveCount(0);
  const seen = await open('turned.webp', withExif(Uint8Array.from(plain), 6));
  await expect(said).toHaveCount(1);
  const turned = (await said.innerText()).includes('turned upright');
  expect([seen.width, seen.height]).toEqual(turned ? [height, width] : [width, height]);
  expect(Buffer.compare(seen.rgba, turned ? turnUpright(stored.rgba, stored, 6) : stored.rgba)).toBe(0);
});

test('a map whose black hides in transparency, and one with a lossy file’s noise, are said and mended by a click', async ({
  studio,
  page,
}) => {
  await studio.goto();
  await studio.openPicture('noise.png', png);
  const side = 64;
  const disc = (x: number, y: number) => (x - 32) ** 2 + (y - 32) ** 2 < 400;
  const map = (pixel: (inside: boolean) => readonly number[]) =>
    Buffer.from(
      encode({
        width: side,
        height: side,
        channels: 4,
        depth: 8,
        data: new Uint8Array(Array.from({ length: side * side }, (_, i) => pixel(disc(i % side, Math.floor(i / side)))).flat()),
      }),
    );
  const hidden = map((inside) => [0, 0, 0, inside ? 255 : 0]);
  const lossy = await page.evaluate(
    async ([bytes, size]) => {
      const canvas = new OffscreenCanvas(size, size);
      canvas.getContext('2d')?.drawImage(await createImageBitmap(new Blob([new Uint8Array(bytes)])), 0, 0);
      return [...new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.6 })).arrayBuffer())];
    },
    [[...map((inside) => (inside ? [255, 255, 255, 255] : [0, 0, 0, 255]))], side] as const,
  );
  const dialog = page.getByRole('dialog', { name: 'Import change map' });
  const take = async (name: string, buffer: Buffer, said: RegExp, remedy: string) => {
    await page.locator('input[type="file"][aria-label="Import change map"]').setInputFiles({ name, mimeType: 'image/png', buffer });
    await expect(dialog.getByRole('note').filter({ hasText: said })).toBeVisible();
    // Which way white is meant is asked anew for every file, however the last one was answered.
    await expect(dialog.getByRole('radio', { name: 'May change' })).toBeChecked();
    await dialog.getByRole('button', { name: remedy }).click();
    await expect(dialog.getByRole('note').filter({ hasText: said })).toBeHidden();
    await dialog.getByRole('radio', { name: 'Stays as it is' }).click();
    await dialog.getByRole('radio', { name: 'May change' }).click();
    await dialog.getByRole('button', { name: 'Import' }).click();
    return studio.map();
  };
  const shape = await take('hidden.png', hidden, /its shape is in its transparency/, 'Read its transparency');
  expect([shape.at(80, 60), shape.at(2, 2)]).toEqual([255, 0]);
  const clean = await take('lossy.jpg', Buffer.from(lossy), /nearly but not quite black or white/, 'Clean black and white');
  expect([clean.at(80, 60), clean.at(2, 2), clean.at(158, 118)]).toEqual([255, 0, 0]);
});

test('a dropped address is fetched where its host allows it, else its refusal is said', async ({ studio, page }) => {
  const host = createServer(({ url }, response) => {
    if (url === '/open.png') response.setHeader('Access-Control-Allow-Origin', '*');
    if (url === '/gone.png') response.setHeader('Access-Control-Allow-Origin', '*').writeHead(404);
    response.end(Buffer.from(png));
  }).listen(0, 'localhost');
  await once(host, 'listening');
  const origin = `http://localhost:${(host.address() as AddressInfo).port}`;
  const drop = (address: string) =>
    page.evaluate((dropped) => {
      const data = new DataTransfer();
      data.setData('text/uri-list', dropped);
      const target = document.querySelector('[data-canvas]') ?? document.body;
      for (const type of ['dragover', 'drop'])
        target.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
    }, address);
  const notice = page.locator('[data-sonner-toast]');
  try {
    await studio.goto();
    await drop(`${origin}/closed.png`);
    await expect(notice.filter({ hasText: /allow other sites.*Open the page that it is on/s })).toBeVisible();
    await drop(`${origin}/gone.png`);
    await expect(notice.filter({ hasText: /nothing at that address/ })).toBeVisible();
    await drop(`${origin}/open.png`);
    await expect(page.getByRole('banner').getByText('open.png')).toBeVisible();
    expect(Buffer.compare(decodePng(await studio.exportPngBytes()).data, rgba)).toBe(0);
  } finally {
    host.close();
  }
});
