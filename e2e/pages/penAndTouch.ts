import type { Page } from '@playwright/test';

type Point = readonly [number, number];

/** Strokes of a pen with real pointer events; `force` is its pressure, 0…1. Points are CSS pixels of the page. */
export async function penStroke(page: Page, points: readonly Point[], force: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const send = (type: 'mousePressed' | 'mouseMoved' | 'mouseReleased', [x, y]: Point, buttons: number) =>
    session.send('Input.dispatchMouseEvent', {
      type,
      x,
      y,
      button: type === 'mouseMoved' ? 'none' : 'left',
      buttons,
      clickCount: 1,
      force: buttons ? force : 0,
      pointerType: 'pen',
    });
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last) return;
  await send('mousePressed', first, 1);
  for (const point of points.slice(1)) await send('mouseMoved', point, 1);
  await send('mouseReleased', last, 0);
  await session.detach();
}

/** Fingers that go through their positions together; `frames[i]` holds the place of every finger at one moment. */
export async function fingers(page: Page, frames: readonly (readonly Point[])[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const points = (places: readonly Point[]) => places.map(([x, y], id) => ({ x, y, id }));
  const [first] = frames;
  if (!first) return;
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: points(first) });
  for (const frame of frames.slice(1)) await session.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: points(frame) });
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await session.detach();
}
