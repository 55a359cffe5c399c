import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** What depends on colours, and so on the theme; everything else is the same in both. */
const ofColours = ['color-contrast', 'link-in-text-block'];

/**
 * Expects axe to find nothing in either theme: all rules in the dark one, those of colours in the light one. Colours in mid-change are
 * no finding, so motion is reduced. Frames, which start workers and show nothing, are left out, and no page is opened for the answer.
 * @param within a selector of what is new on screen: a page looked at whole costs seconds each time.
 */
export async function expectAccessible(page: Page, name: string, within?: string): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const axe = new AxeBuilder({ page }).setLegacyMode().exclude('iframe');
    if (within !== undefined) axe.include(within);
    if (colorScheme === 'light') axe.withRules(ofColours);
    const { violations } = await axe.analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
    expect(found, `${name}, ${colorScheme}`).toEqual([]);
  }
}
