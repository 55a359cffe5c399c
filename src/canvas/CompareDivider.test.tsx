// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { sceneExtras } from '../generation/recipe/sceneExtras';
import { compareWith } from './compare';
import { CompareDivider } from './CompareDivider';
import { scaleOf } from './viewGeometry';
import { viewStore } from './viewStore';

const patch = { rect: { x: 0, y: 0, width: 100, height: 50 }, rgba: new Uint8Array(20_000), coverage: new Uint8Array(5000).fill(255) };
const divider = () => viewStore.getState().divider;
const line = () => screen.getByRole('slider', { name: 'Before and after' });
/** Drags with the pointer to a place of the result, 0 left … 1 right. */
function drag(...shares: readonly number[]): void {
  const { pan, zoom, viewport } = viewStore.getState();
  const at = (share: number) => ({ pointerId: 1, button: 0, clientX: pan.x + share * 100 * scaleOf(zoom, viewport), clientY: 20 });
  const target = line();
  target.setPointerCapture = () => undefined;
  target.hasPointerCapture = () => true;
  fireEvent.pointerDown(target, at(divider()));
  for (const share of shares) fireEvent.pointerMove(target, at(share));
  fireEvent.pointerUp(target, at(shares.at(-1) ?? 0));
}

beforeEach(() => {
  viewStore.setState({ viewport: { width: 800, height: 600, pixelRatio: 1 }, pan: { x: 40, y: 0 } });
  compareWith(patch);
  render(<CompareDivider resultName="Result 1" />);
});
afterEach(() => {
  cleanup();
  sceneExtras.setState({ compared: null, before: false });
});

it('waits at the left edge over the whole result, and comes when it is dragged in', () => {
  expect([divider(), line().getAttribute('aria-valuetext')]).toEqual([0, 'the whole result']);
  drag(0.2, 0.4);
  expect(divider()).toBeCloseTo(0.4, 5);
  expect(line().getAttribute('aria-valuetext')).toBe('40 % before, 60 % after');
  drag(-1);
  expect(divider()).toBe(0);
});

it('goes by arrow keys too, and stays where it is when another result is shown', () => {
  fireEvent.keyDown(line(), { key: 'PageUp' });
  fireEvent.keyDown(line(), { key: 'ArrowRight' });
  expect(divider()).toBeCloseTo(0.11, 5);
  compareWith({ ...patch });
  expect(divider()).toBeCloseTo(0.11, 5);
  compareWith(null);
  compareWith(patch);
  expect(divider()).toBe(0);
});
