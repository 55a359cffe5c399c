/**
 * Scrolls what has just opened to the top of its scrolling region where it began in the lower half of it: what belongs to it comes below,
 * and nobody has to look for it.
 */
export function bringUp(element: HTMLElement | null): void {
  let region = element?.parentElement ?? null;
  while (region && !/auto|scroll/.test(getComputedStyle(region).overflowY)) region = region.parentElement;
  if (!element || !region) return;
  const { top, height } = region.getBoundingClientRect();
  if (element.getBoundingClientRect().top > top + height / 2) element.scrollIntoView({ block: 'start' });
}
