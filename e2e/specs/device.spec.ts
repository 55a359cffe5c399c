import { patience } from '../pages/patience';
import { diffusionWorker, gpuBuffers, loseDevice, probeWorker } from '../pages/gpuProbe';
import { noisyPicture } from '../pages/pictures';
import type { Studio } from '../pages/studio';
import { expect, onTiny, test } from '../pages/test';

async function begin(studio: Studio, query: string, steps: number): Promise<void> {
  await studio.goto(query);
  await studio.openPicture('noise.png', noisyPicture(64, 64).png);
  await studio.setNumber('Steps', steps);
  await studio.page.getByRole('button', { name: 'Change everything' }).first().click();
}

const banner = (studio: Studio) => studio.page.getByRole('status', { name: 'Graphics device' });
const running = (studio: Studio) =>
  expect(studio.page.getByRole('status', { name: 'Progress' })).toContainText(/step \d+ of/, { timeout: patience });

/** How many runs follow the first three, which fill the pools that later ones draw from: what leaks, leaks with each. */
const runs = 3;

// One page for all of it: on a processor that plays the graphics card, to compile the model's programs takes the longest.
test('a device is used without leaking, lost, rebuilt, given up and taken up again; a worker that dies is replaced', async ({
  studio,
  context,
}) => {
  const { page } = studio;
  await probeWorker(context);
  await begin(studio, onTiny.webgpu, 1);

  await test.step('runs leave the graphics memory as it was', async () => {
    const counts: { live: number; made: number }[] = [];
    for (let run = 0; run < 3 + runs; run += 1) {
      await studio.generate();
      await studio.result(1);
      await studio.discardLatest();
      await expect(studio.results).toHaveCount(0);
      counts.push(await gpuBuffers(page));
    }
    expect(counts.at(-1)!.live, counts.map(({ live, made }) => `${live}/${made}`).join(' ')).toBeLessThanOrEqual(counts[2]!.live);
  });

  await test.step('lost between two runs: noticed at once, and the next run is as if nothing had been', async () => {
    await loseDevice(page);
    await expect(banner(studio)).toContainText('ready again', { timeout: patience });
    await studio.generate();
    await studio.result(1);
    await expect(banner(studio)).toBeHidden();
    await studio.discardLatest();
  });

  await test.step('lost in the middle of a run: said, rebuilt, offered again; after the second loss in a row it stops', async () => {
    await studio.setNumber('Steps', 40);
    await studio.generate();
    await running(studio);
    await loseDevice(page);
    await expect(banner(studio)).toContainText('The graphics device stopped working');
    await expect(banner(studio)).toContainText('ready again', { timeout: patience });
    await expect(studio.results).toHaveCount(0);
    await banner(studio).getByRole('button', { name: 'Generate again' }).click();
    await running(studio);
    await loseDevice(page);
    await expect(banner(studio)).toContainText('lost 2 times in a row');
    // Nothing is tried until the person asks for it; then it works.
    await expect(studio.generateButton).toBeVisible();
    await studio.generate();
    await expect(page.getByRole('alert').first()).toContainText('has stopped using it');
    await banner(studio).getByRole('button', { name: 'Use it again' }).click();
  });

  await test.step('the worker dies in the middle of a run: said, and the next run starts afresh', async () => {
    await studio.generate();
    await running(studio);
    await diffusionWorker(page).evaluate(() => globalThis.close());
    await expect(page.getByRole('alert').first()).toContainText('runs the model stopped');
    await studio.setNumber('Steps', 2);
    await studio.generate();
    await studio.result(1);
    await expect(banner(studio)).toBeHidden();
  });
});

test('a graphics driver that computes wrongly is found out before the first run, and the processor takes over, visibly', async ({
  studio,
  context,
}) => {
  // Every exponential comes out wrong: softmax and the gates with it, but nothing that is no number.
  await probeWorker(context, ['exp(', 'exp(0.4*']);
  await begin(studio, onTiny.webgpu, 3);
  await studio.generate();
  await studio.result(1);
  await expect(
    studio.page.getByText(/computes something else on the graphics card than on the processor.*so it now runs on the processor/).first(),
  ).toBeVisible();
});
