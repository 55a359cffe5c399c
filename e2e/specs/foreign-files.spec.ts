import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { encode } from 'fast-png';
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
      const target = document.querySelector('[aria-label="Canvas"]') ?? document.body;
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
