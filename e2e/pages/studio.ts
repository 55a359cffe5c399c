import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';
import { decode } from 'fast-png';
import { patience } from './patience';

/** A decoded PNG as the tests compare it. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly data: Uint8Array;
}

/** Drives the studio as a person would, by accessible names only. */
export class Studio {
  readonly canvas: Locator;
  readonly generateButton: Locator;
  readonly progress: Locator;
  readonly results: Locator;

  constructor(readonly page: Page) {
    this.canvas = page.getByRole('region', { name: 'Canvas' });
    this.generateButton = page.getByRole('button', { name: 'Generate', exact: true });
    this.progress = page.getByRole('progressbar', { name: 'Generation' });
    this.results = page.getByRole('list', { name: 'Results' }).getByRole('listitem');
  }

  async goto(query = ''): Promise<void> {
    await this.page.goto(`/${query}`);
    await expect(this.page.getByRole('button', { name: 'Open image' }).first()).toBeVisible();
  }

  async openPicture(name: string, bytes: Uint8Array, mimeType = 'image/png'): Promise<void> {
    await this.page.locator('input[type="file"][aria-label="Open image"]').setInputFiles({ name, mimeType, buffer: Buffer.from(bytes) });
  }

  async chooseSample(index = 0): Promise<void> {
    await this.page.getByRole('list', { name: 'Samples' }).getByRole('button').nth(index).click();
    await expect(this.page.getByRole('list', { name: 'Samples' })).toBeHidden();
  }

  /** The picture pixel under a point of the screen, as the status bar tells it. */
  private async pixelAt(x: number, y: number): Promise<readonly [number, number]> {
    const words = this.page.getByText(/^x \d+ y \d+$/);
    await this.page.mouse.move(x + 1, y);
    await this.page.mouse.move(x, y);
    await expect(words).toBeVisible({ timeout: 2000 });
    const [px = 0, py = 0] = ((await words.textContent()) ?? '').match(/\d+/g)?.map(Number) ?? [];
    return [px, py];
  }

  /** Where the picture lies on screen: read off the status bar under two points, so that no test hook is needed. */
  private async pictureBox(): Promise<{ left: number; top: number; scale: number }> {
    let found = { left: 0, top: 0, scale: 1 };
    // A picture that was just opened may not be on the canvas yet, and what comes beside it moves it: a hand would look again, too.
    await expect(async () => {
      const box = await this.canvas.boundingBox();
      if (!box) throw new Error('The canvas is not on screen.');
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      // Far apart, so that a readout in whole pixels tells the scale closely.
      const reach = Math.min(box.width, box.height) * 0.42;
      const [x0, y0] = await this.pixelAt(x - reach, y - reach);
      const [x1, y1] = await this.pixelAt(x + reach, y + reach);
      expect(await this.canvas.boundingBox()).toEqual(box);
      const scale = (4 * reach) / (x1 - x0 + y1 - y0);
      found = { left: x - ((x0 + x1 + 1) / 2) * scale, top: y - ((y0 + y1 + 1) / 2) * scale, scale };
    }).toPass({ timeout: patience });
    return found;
  }

  /** Drags the pointer through points given in picture pixels, with real mouse events. */
  async stroke(...points: readonly (readonly [number, number])[]): Promise<void> {
    const { left, top, scale } = await this.pictureBox();
    const [first, ...rest] = points;
    if (!first) return;
    await this.page.mouse.move(left + first[0] * scale, top + first[1] * scale);
    await this.page.mouse.down();
    for (const [x, y] of rest) await this.page.mouse.move(left + x * scale, top + y * scale, { steps: 6 });
    await this.page.mouse.up();
  }

  /** Where picture pixels lie on the page, in CSS pixels. */
  async onPage(...points: readonly (readonly [number, number])[]): Promise<(readonly [number, number])[]> {
    const { left, top, scale } = await this.pictureBox();
    return points.map(([x, y]) => [left + x * scale, top + y * scale] as const);
  }

  /** What a square picture of that side takes of the page, in CSS pixels, without its very edge. */
  async pictureClip(sidePx: number): Promise<{ x: number; y: number; width: number; height: number }> {
    const [from, to] = (await this.onPage([1, 1], [sidePx - 1, sidePx - 1])) as [readonly [number, number], readonly [number, number]];
    return { x: Math.ceil(from[0]), y: Math.ceil(from[1]), width: Math.floor(to[0] - from[0]), height: Math.floor(to[1] - from[1]) };
  }

  /** Clicks picture pixels one after the other. */
  async clicks(...points: readonly (readonly [number, number])[]): Promise<void> {
    for (const [x, y] of await this.onPage(...points)) await this.page.mouse.click(x, y);
  }

  /** The change map as exported: how many pixels may change, and a way to read one. */
  async map(): Promise<{ readonly painted: number; at(x: number, y: number): number; readonly data: Uint8Array }> {
    const { data, width } = await this.exportChangeMap();
    return { data, painted: data.reduce((count, value) => count + (value > 0 ? 1 : 0), 0), at: (x, y) => data[y * width + x] ?? 0 };
  }

  /** Opens what is folded away, one press from sight: the settings of the run, or what lies behind the tool's dots. */
  async unfold(wanted: Locator): Promise<void> {
    const openers = [
      this.page.getByRole('button', { name: /steps? · /, expanded: false }),
      this.page.getByRole('button', { name: 'More tool options', expanded: false }),
    ];
    // A dialog that is still coming hides the openers and brings what is wanted itself: looked at anew then, not waited for.
    await expect(async () => {
      for (const opener of openers) {
        if (await wanted.isVisible()) return;
        if ((await opener.count()) > 0) await opener.click({ timeout: 2000 });
      }
      await expect(wanted).toBeVisible({ timeout: 2000 });
    }).toPass({ timeout: patience });
  }

  /** Closes what lies over the canvas after `unfold`. */
  private async closeMore(): Promise<void> {
    const more = this.page.getByRole('button', { name: 'More tool options' });
    if ((await more.count()) > 0 && (await more.getAttribute('aria-expanded')) === 'true') await this.page.keyboard.press('Escape');
  }

  /** Chooses an option of a combobox by its name. */
  async choose(name: string, option: string): Promise<void> {
    const box = this.page.getByRole('combobox', { name, exact: true });
    await this.unfold(box);
    await box.click();
    await this.page.getByRole('option', { name: option, exact: true }).click();
    await this.closeMore();
  }

  async tool(name: string): Promise<void> {
    await this.page.getByRole('radiogroup', { name: 'Tools' }).getByRole('radio', { name, exact: true }).click();
  }

  /** Types a value into a number field and commits it. */
  async setNumber(name: string, value: number): Promise<void> {
    const field = this.page.getByRole('spinbutton', { name, exact: true });
    await this.unfold(field);
    await field.fill(String(value));
    await field.press('Enter');
  }

  async setPrompt(text: string): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Prompt', exact: true }).fill(text);
  }

  async generate(): Promise<void> {
    await this.generateButton.click();
  }

  /** Waits until one more result is staged. */
  async result(count: number): Promise<void> {
    await expect(this.results).toHaveCount(count, { timeout: patience });
    await expect(this.progress).toBeHidden({ timeout: patience });
  }

  /** Shows the newest result, where it is not shown. */
  private async showLatest(): Promise<void> {
    const shot = this.results.first().getByRole('button', { name: /^Show result/ });
    if ((await shot.getAttribute('aria-pressed')) !== 'true') await shot.click();
  }

  async acceptLatest(): Promise<void> {
    await this.showLatest();
    await this.results.first().getByRole('button', { name: 'Accept', exact: true }).click();
  }

  async discardLatest(): Promise<void> {
    await this.showLatest();
    await this.results.first().getByRole('button', { name: 'Discard', exact: true }).click();
  }

  private async download(button: string): Promise<Uint8Array> {
    const [download] = await Promise.all([
      this.page.waitForEvent('download'),
      this.page.getByRole('button', { name: button, exact: true }).click(),
    ]);
    return new Uint8Array(await readFile(await download.path()));
  }

  async exportPngBytes(): Promise<Uint8Array> {
    return this.download('Export PNG');
  }

  async exportPng(): Promise<Pixels> {
    return decodePng(await this.exportPngBytes());
  }

  async exportWithoutResult(): Promise<Uint8Array> {
    await this.page.getByRole('button', { name: 'More ways out' }).click();
    return this.download('PNG of the picture without this result');
  }

  async exportChangeMap(): Promise<Pixels> {
    await this.page.getByRole('button', { name: 'More ways out' }).click();
    return decodePng(await this.download('Export change map'));
  }
}

export function decodePng(bytes: Uint8Array): Pixels {
  const { width, height, channels, data } = decode(bytes);
  return { width, height, channels, data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) };
}
