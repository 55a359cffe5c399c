import { noisyPicture } from '../pages/pictures';
import { handInScriptedEngine } from '../pages/scriptedEngine';
import { expect, test } from '../pages/test';

// The scripted engine of this spec says where it finds a difference.
test.use({ engine: 'worker' });

test('what to change is found by two sentences, with everything in sight, and becomes a map', async ({ studio, page, context }) => {
  await handInScriptedEngine(context, { differs: { x: 0.25, y: 0.25, width: 0.25, height: 0.5 } });
  await studio.goto();
  await studio.openPicture('noise.png', noisyPicture(128, 128, true).png);
  await page.getByRole('button', { name: 'Find what to change…' }).click();
  const look = page.getByRole('button', { name: 'Look', exact: true });
  await expect(look).toBeDisabled();
  await page.getByRole('textbox', { name: 'Reference prompt' }).fill('a red house');
  await studio.setPrompt('a blue house');
  await expect(page.getByText('At most 20 evaluations')).toBeVisible();
  await look.click();
  await expect(page.getByRole('status', { name: 'What would change' })).toHaveText(/would change: 1[0-9] % of the picture/);
  const place = page.getByRole('region', { name: 'Find what to change' });
  for (const control of [
    ...['Changes from', 'Fully from', 'Leave out specks', 'Soften edges', 'Noise strength', 'Noises at most'].map((name) =>
      place.getByRole('slider', { name, exact: true }),
    ),
    ...['Look again', 'Use this map', 'Edit with DiffEdit', 'With Differential'].map((name) => place.getByRole('button', { name })),
    place.getByRole('radiogroup', { name: 'Strength of the map' }),
    page.getByRole('textbox', { name: 'Reference prompt' }),
    page.getByRole('textbox', { name: 'Prompt', exact: true }),
    studio.generateButton,
  ])
    await expect(control).toBeInViewport({ ratio: 0.99 });
  await place.getByRole('button', { name: 'Use this map' }).click();
  await expect(page.getByText('“Found: blue” is the change map now.')).toBeVisible();
  const map = await studio.map();
  expect([map.at(48, 64), map.at(100, 64), map.at(48, 10)]).toEqual([255, 0, 0]);
  expect(map.painted).toBeGreaterThan(32 * 64 * 0.9);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  expect((await studio.map()).painted).toBe(0);
  // It is back as one step, and the edit by it is one press.
  await page.getByRole('button', { name: 'Edit with DiffEdit' }).click();
  await studio.result(1);
  await expect(page.getByRole('button', { name: /Automatic map/ })).toBeVisible();
});
