import { hugeHeader, noisyPicture } from '../pages/pictures';
import { expect, onTiny, test } from '../pages/test';

test.describe('bad input gets a sentence and loses nothing', () => {
  test('a file that is no picture, a broken one, and a header of 30,000²', async ({ studio }) => {
    await studio.goto();
    await studio.openPicture('noise.png', noisyPicture(96, 64).png);
    await expect(studio.page.getByText('96 × 64')).toBeVisible();
    await studio.stroke([30, 30], [60, 40]);
    const before = await studio.exportChangeMap();

    await studio.openPicture('letter.txt', new TextEncoder().encode('dear sir or madam, this is no picture at all'), 'text/plain');
    await expect(studio.page.getByText(/not a picture|no picture|cannot open|kind of file/i).first()).toBeVisible();

    const broken = noisyPicture(96, 64).png.slice(0, 400);
    await studio.openPicture('broken.png', broken);
    await expect(studio.page.getByText(/damaged|broken|incomplete|cut off/i).first()).toBeVisible();

    await studio.openPicture('bomb.png', hugeHeader(30_000));
    await expect(studio.page.getByText(/30,000/).first()).toBeVisible();

    await expect(studio.page.getByText('96 × 64')).toBeVisible();
    expect((await studio.exportChangeMap()).data).toEqual(before.data);
  });

  test.describe('with the worker of models', () => {
    test.use({ engine: 'worker' });

    test('a missing model file is named, and painting goes on', async ({ studio, context }) => {
      await context.route('**/models/tiny/unet/model.onnx', (route) => route.fulfill({ status: 404, body: 'gone' }));
      await studio.goto(onTiny.wasm);
      await studio.openPicture('noise.png', noisyPicture(96, 64).png);
      await studio.stroke([30, 30], [60, 40]);
      await expect(studio.page.getByText(/unet\/model\.onnx/).first()).toBeVisible();
      expect((await studio.exportChangeMap()).data.some((value) => value > 0)).toBe(true);
    });
  });

  test('a map of another size is scaled, with a notice', async ({ studio }) => {
    await studio.goto();
    await studio.openPicture('noise.png', noisyPicture(96, 64).png);
    await studio.page
      .locator('input[type="file"][aria-label="Import change map"]')
      .setInputFiles({ name: 'map.png', mimeType: 'image/png', buffer: Buffer.from(noisyPicture(48, 48).png) });
    const dialog = studio.page.getByRole('dialog', { name: 'Import change map' });
    // What the file is stands there before it is taken.
    await expect(dialog.getByText(/the map is scaled/)).toBeVisible();
    await dialog.getByRole('radio', { name: 'Stays as it is' }).click();
    await dialog.getByRole('button', { name: 'Import' }).click();
    await expect(studio.page.getByText(/the map was scaled/).first()).toBeVisible();
    const map = await studio.exportChangeMap();
    expect([map.width, map.height]).toEqual([96, 64]);
    expect(map.data.some((value) => value > 0)).toBe(true);
  });

  test('an empty map says what to do and offers it', async ({ studio }) => {
    await studio.goto();
    await studio.openPicture('noise.png', noisyPicture(64, 64).png);
    await expect(studio.generateButton).toBeDisabled();
    await expect(studio.page.getByText('Paint where it may change, or:')).toBeVisible();
    await studio.page.getByRole('button', { name: 'Change everything' }).last().click();
    await expect(studio.generateButton).toBeEnabled();
    // An empty prompt is a prompt too: the edit follows the map alone.
    await studio.setNumber('Steps', 2);
    await studio.generate();
    await studio.result(1);
  });
});
