import { editDeltas } from '../../src/changemap/mapEdit';
import { StampCache } from '../../src/changemap/stampCache';
import { Stroke } from '../../src/changemap/stroke';
import { StrokeBuffer } from '../../src/changemap/StrokeBuffer';
import type { ScreenView } from '../../src/canvas/scene/screenView';
import { MapSurface } from '../../src/canvas/scene/MapSurface';
import { ChangeMap } from '../../src/document/changeMap/ChangeMap';
import { applyDeltas } from '../../src/document/changeMap/applyDeltas';
import { uniteRects } from '../../workers/maps/rects';
import type { Rect } from '../../workers/protocol/geometry';
import { median, pairedRatio, type Measurement } from './measurement';

const sidePx = 4096;
const diameterPx = 300;
const hardness = 0.5;
const dabCount = 500;
/** A fast hand leaves this many dabs between two frames of the screen. */
const dabsPerFrame = 4;
/** A view of next to no pixels: it makes the canvases finish what was put off, and costs nothing itself. */
const unseenZoom = 0.001;
const view: ScreenView = { x: 0, y: 0, zoom: 0.18, width: 1280, height: 800, pixelRatio: 1, smooth: true };

interface Place {
  readonly x: number;
  readonly y: number;
}

/** Painting on a map of 4096² as the studio does it, against the same dabs drawn on a bare canvas of that size. */
export async function measure(rounds: number): Promise<readonly Measurement[]> {
  const dabs = path();
  const times: { readonly studio: Painted; readonly bare: number; readonly studioShown: Painted; readonly bareShown: number }[] = [];
  // The first round warms the compiler.
  for (let round = 0; round <= rounds; round++) {
    const taken = {
      studio: paintStudio(dabs, false),
      bare: paintBare(dabs, false),
      studioShown: paintStudio(dabs, true),
      bareShown: paintBare(dabs, true),
    };
    if (round > 0) times.push(taken);
    await new Promise((resolve) => setTimeout(resolve));
  }
  const ms = (values: readonly number[]): string => `${median(values).toFixed(0)} ms`;
  const named = `${dabCount} dabs of ${diameterPx} px on ${sidePx}²`;
  return [
    {
      name: `${named} / drawn on a bare canvas`,
      value: pairedRatio(times.map(({ studio, bare }) => [studio.ms, bare])),
      unit: '×',
      bar: { most: 2 },
      detail:
        `${ms(times.map(({ studio }) => studio.ms))} with taking the stroke into the map, ` +
        `against ${ms(times.map(({ bare }) => bare))}`,
    },
    {
      name: `${named} / on a bare canvas, both shown`,
      value: pairedRatio(times.map(({ studioShown, bareShown }) => [studioShown.ms, bareShown])),
      unit: '×',
      bar: { most: 2 },
      detail:
        `${ms(times.map(({ studioShown }) => studioShown.ms))} against ${ms(times.map(({ bareShown }) => bareShown))}, ` +
        `${dabsPerFrame} dabs a frame`,
    },
    {
      name: 'longest frame while painting',
      value: median(times.map(({ studioShown }) => studioShown.longestFrameMs)),
      unit: 'ms',
      bar: null,
      detail: `${dabsPerFrame} dabs and showing them`,
    },
  ];
}

interface Painted {
  readonly ms: number;
  readonly longestFrameMs: number;
}

/** To and fro across the map, as a hand fills it, √300 px from dab to dab. */
function path(): readonly Place[] {
  const spacing = Math.sqrt(diameterPx);
  const across = sidePx - 600;
  return Array.from({ length: dabCount }, (_, i) => {
    const way = i * spacing;
    const row = Math.floor(way / across);
    const along = way - row * across;
    return { x: 300 + (row % 2 === 0 ? along : across - along), y: 400 + row * 240 };
  });
}

function paintStudio(dabs: readonly Place[], shown: boolean): Painted {
  const screen = canvas(view.width, view.height);
  const surface = new MapSurface(() => undefined);
  const map = new ChangeMap({ width: sidePx, height: sidePx });
  surface.setMap(map);
  surface.canvas?.flush(Number.POSITIVE_INFINITY);
  settle(screen);
  const since = performance.now();
  let longestFrameMs = 0;
  const stamps = new StampCache();
  const stroke = new Stroke(new StrokeBuffer(map), 204);
  const seen = shown ? view : { ...view, zoom: unseenZoom };
  const show = (): void => {
    surface.canvas?.flush(Number.POSITIVE_INFINITY);
    screen.context.clearRect(0, 0, view.width, view.height);
    surface.canvas?.draw(screen.context, seen);
    settle(screen);
  };
  for (let first = 0; first < dabs.length; first += dabsPerFrame) {
    const began = performance.now();
    let touched: Rect | null = null;
    for (const dab of dabs.slice(first, first + dabsPerFrame)) {
      const box = stroke.buffer.stamp(stamps.place({ radiusPx: diameterPx / 2, hardness }, dab.x, dab.y));
      if (box) touched = uniteRects(touched, box);
    }
    surface.setEdit(stroke, touched);
    show();
    longestFrameMs = Math.max(longestFrameMs, performance.now() - began);
  }
  surface.setMap(applyDeltas(map, editDeltas(map, stroke)));
  surface.setEdit(null, null);
  show();
  const ms = performance.now() - since;
  surface.destroy();
  return { ms, longestFrameMs };
}

function paintBare(dabs: readonly Place[], shown: boolean): number {
  const screen = canvas(view.width, view.height);
  const whole = canvas(sidePx, sidePx);
  const dab = dabPicture();
  settle(screen, whole);
  const since = performance.now();
  for (let first = 0; first < dabs.length; first += dabsPerFrame) {
    for (const { x, y } of dabs.slice(first, first + dabsPerFrame)) whole.context.drawImage(dab, x - diameterPx / 2, y - diameterPx / 2);
    if (shown) {
      screen.context.clearRect(0, 0, view.width, view.height);
      screen.context.drawImage(whole.element, 0, 0, sidePx * view.zoom, sidePx * view.zoom);
    }
    settle(shown ? screen : whole);
  }
  const ms = performance.now() - since;
  whole.element.width = 0;
  return ms;
}

interface Canvas {
  readonly element: HTMLCanvasElement;
  readonly context: CanvasRenderingContext2D;
}

function canvas(width: number, height: number): Canvas {
  const element = document.createElement('canvas');
  element.width = width;
  element.height = height;
  const context = element.getContext('2d');
  if (!context) throw new Error('This browser draws on no canvas.');
  return { element, context };
}

/** A soft dab as a picture of its own. */
function dabPicture(): HTMLCanvasElement {
  const { element, context } = canvas(diameterPx, diameterPx);
  const radius = diameterPx / 2;
  const gradient = context.createRadialGradient(radius, radius, radius * hardness, radius, radius, radius);
  gradient.addColorStop(0, 'rgba(255, 255, 255, 0.8)');
  gradient.addColorStop(1, 'rgba(255, 255, 255, 0)');
  context.fillStyle = gradient;
  context.fillRect(0, 0, diameterPx, diameterPx);
  return element;
}

/** Waits until all that was drawn is really there: drawing is put off until somebody looks. */
function settle(...canvases: readonly Canvas[]): void {
  for (const { context } of canvases) context.getImageData(0, 0, 1, 1);
}
