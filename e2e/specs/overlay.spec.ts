import { encode } from 'fast-png';
import { noisyPicture } from '../pages/pictures';
import { decodePng, type Pixels, type Studio } from '../pages/studio';
import { expect, test } from '../pages/test';

const side = 96;

const plain = (rgb: readonly [number, number, number]) =>
  encode({
    width: side,
    height: side,
    channels: 3,
    depth: 8,
    data: Uint8Array.from({ length: side * side * 3 }, (_, i) => rgb[i % 3] ?? 0),
  });

type Clip = Awaited<ReturnType<Studio['pictureClip']>>;

/** The picture on screen, without its very edge, once nothing of it moves any more. */
async function look(studio: Studio, clip: Clip): Promise<Pixels> {
  const { page } = studio;
  const now = async () => {
    // Two frames: what was pressed or moved before has been seen to.
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    await page.waitForTimeout(200);
    return decodePng(await page.screenshot({ clip }));
  };
  for (let last = await now(); ;) {
    const next = await now();
    if (Buffer.from(next.data).equals(Buffer.from(last.data))) return next;
    last = next;
  }
}

/** Pixels of the first that the second shows differently. */
function differing(a: Pixels, b: Pixels, by = 20): number {
  let count = 0;
  for (let i = 0; i < a.width * a.height; i += 1)
    if ([0, 1, 2].some((c) => Math.abs((a.data[i * a.channels + c] ?? 0) - (b.data[i * b.channels + c] ?? 0)) > by)) count += 1;
  return count;
}

const pictures = [
  ['red', plain([214, 40, 30])],
  ['white', plain([255, 255, 255])],
  ['night', plain([8, 10, 24])],
  ['coloured noise', noisyPicture(side, side).png],
] as const;

test('on red, white, night and coloured noise the map is seen without recolouring it: a contour at rest, hatched under the brush', async ({
  studio,
}) => {
  await studio.goto();
  await test.step('a sample opens looking like itself', () => sample(studio));
  for (const [name, file] of pictures) await test.step(`on ${name}`, () => seen(studio, name, file));
});

/** At rest its contour alone lies over it. */
async function sample(studio: Studio): Promise<void> {
  const { page } = studio;
  await studio.chooseSample(0);
  const box = await studio.pictureClip(256);
  const aside = async () => {
    await page.mouse.move(4, 300);
    return look(studio, box);
  };
  const rest = await aside();
  await page.keyboard.press('\\');
  const bare = await aside();
  await page.keyboard.press('\\');
  const contour = differing(rest, bare);
  expect(contour).toBeGreaterThan(300);
  expect(contour).toBeLessThan(rest.width * rest.height * 0.1);
}

async function seen(studio: Studio, name: string, file: Uint8Array): Promise<void> {
  const { page } = studio;
  await studio.openPicture(`${name}.png`, file);
  await expect(page.getByRole('banner').getByRole('button', { name: `${name}.png` })).toBeVisible();
  await expect(page.getByText(`${side} × ${side}`).first()).toBeVisible();
  await studio.stroke([30, 50], [66, 50]);
  const box = await studio.pictureClip(side);
  const aside = async () => {
    await page.mouse.move(4, 300);
    return look(studio, box);
  };
  const rest = await aside();
  await page.keyboard.press('\\');
  const bare = await aside();
  const all = rest.width * rest.height;
  const contour = differing(rest, bare);
  expect(contour).toBeGreaterThan(300);
  expect(contour).toBeLessThan(all * 0.1);

  await page.keyboard.press('\\');
  await page.mouse.move(box.x + box.width - 6, box.y + 6);
  const hatched = await look(studio, box);
  expect(differing(hatched, bare, 12)).toBeGreaterThan(contour * 1.5);
  // Most of the photograph stays as it is, in the painted part too.
  expect(differing(hatched, bare, 12)).toBeLessThan(all * 0.4);

  await page.getByRole('radio', { name: 'Mist outside' }).click();
  await page.mouse.move(box.x + box.width - 6, box.y + 6);
  const misty = await look(studio, box);
  const centre = Math.floor(misty.height / 2) * misty.width + Math.floor(misty.width / 2);
  const at = (picture: Pixels) => [0, 1, 2].map((c) => picture.data[centre * picture.channels + c] ?? 0);
  at(misty).forEach((value, c) => expect(Math.abs(value - (at(bare)[c] ?? 0))).toBeLessThan(24));
  await page.getByRole('radio', { name: 'Hatched' }).click();
}
