import { expect, type Page } from '@playwright/test';
import axe from 'axe-core';

/** What depends on colours, and so on the theme; everything else is the same in both. */
const ofColours = ['color-contrast', 'link-in-text-block'];

/**
 * Expects axe to find nothing in either theme: all rules in the dark one, those of colours in the light one. Colours in mid-change are
 * no finding, so motion is reduced. Axe is put into a page once, and frames, which start workers and show nothing, are left out: that
 * and `within` spare nine tenths of the time of a whole page looked at through the usual wrapper.
 * @param within a selector of what is new on screen
 */
export async function expectAccessible(page: Page, name: string, within = 'body'): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const found = await page.evaluate(
      async ([selector, rules]) => {
        // Whatever the change of theme set in motion is over before anything is looked at.
        const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
        await frame();
        await frame();
        await Promise.allSettled(
          document.getAnimations().map(({ finished, effect }) => (effect?.getComputedTiming().endTime === Infinity ? null : finished)),
        );
        const { run } = (globalThis as unknown as { readonly axe: typeof axe }).axe;
        const options = { iframes: false, resultTypes: ['violations' as const] };
        const { violations } = await run(selector, rules ? { ...options, runOnly: { type: 'rule', values: rules } } : options);
        return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
      },
      [within, colorScheme === 'light' ? ofColours : null] as const,
    );
    expect(found, `${name}, ${colorScheme}`).toEqual([]);
  }
}
