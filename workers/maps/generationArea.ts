import type { Rect, Size } from '../protocol/geometry';
import type { GenerationArea } from '../protocol/recipe';

/** What surrounds the painted box must be seen too: at least this, and this part of the box's side. */
const leastPaddingPx = 32;
const paddingPart = 0.15;
/** Areas begin and end on this grid where they can, so that small changes of the map keep the area. */
const gridPx = 64;

/** What the area is chosen for. */
export interface AreaModel {
  /** Size that the model was made for, in pixels. */
  readonly nativeSize: Size;
  /** Sides at which the model runs are multiples of this, in pixels. */
  readonly sizeMultiple: number;
  /** True where the package's networks take their native size and no other. */
  readonly onlyNativeSize?: boolean;
}

export interface ChosenArea {
  readonly area: GenerationArea;
  /** Picture pixels per model pixel: 1 is native scale, below it the picture is enlarged; beyond 2 the edit will be soft. */
  readonly scale: number;
}

/**
 * Chooses the part of the picture that the model sees, and the size at which it sees it.
 *
 * The box of what may change is padded, snapped outwards and grown to the model's native size, at native scale as long as
 * its pixels do not outnumber the native ones; a larger one is scaled down to them, keeping its aspect. A picture smaller than
 * the native size is enlarged to the native pixels, for models repeat themselves or fall apart far below their size. The area
 * lies within the picture where the picture is large enough; beyond a smaller one the pipeline extends the edges.
 * @param box of what may change, within the picture, in pixels.
 * @param paddingPx what must be seen around the box at least; null: by the box's size.
 */
export function chooseGenerationArea(box: Rect, picture: Size, model: AreaModel, paddingPx: number | null = null): ChosenArea {
  return areaAround(
    needed(box.x, box.width, picture.width, paddingPx),
    needed(box.y, box.height, picture.height, paddingPx),
    picture,
    model,
  );
}

/** The area that holds the given columns and rows, whose size the model can run. */
function areaAround(columns: Span, rows: Span, picture: Size, model: AreaModel): ChosenArea {
  const seen = viewOfSmall(columns.length, rows.length, picture, model);
  const sides = model.onlyNativeSize || seen ? null : nativeScaleSides(columns.length, rows.length, picture, model);
  if (sides) return placed(columns, rows, sides, sides, picture);
  const { width, height } = seen ?? { width: columns.length, height: rows.length };
  const modelSize = model.onlyNativeSize ? model.nativeSize : scaledSides(width, height, picture, model);
  const scale = Math.max(width / modelSize.width, height / modelSize.height, seen ? 0 : 1);
  return placed(
    columns,
    rows,
    { width: Math.round(modelSize.width * scale), height: Math.round(modelSize.height * scale) },
    modelSize,
    picture,
  );
}

/** Whether a frozen area still holds everything that may change. */
export function areaContains(area: Rect, box: Rect): boolean {
  return box.x >= area.x && box.y >= area.y && box.x + box.width <= area.x + area.width && box.y + box.height <= area.y + area.height;
}

/**
 * A frozen area after more was painted: itself while it holds everything that may change, else one that holds it and the
 * padded box. It never shrinks; that takes a new choice.
 */
export function growGenerationArea(frozen: GenerationArea, box: Rect, picture: Size, model: AreaModel): ChosenArea {
  if (areaContains(frozen, box)) return { area: frozen, scale: scaleOf(frozen) };
  const columns = grown(inPicture(frozen.x, frozen.width, picture.width), needed(box.x, box.width, picture.width, null), box.x, box.width);
  const rows = grown(
    inPicture(frozen.y, frozen.height, picture.height),
    needed(box.y, box.height, picture.height, null),
    box.y,
    box.height,
  );
  return areaAround(columns, rows, picture, model);
}

/**
 * An area drawn by hand: snapped outwards to the grid, at the scale wanted.
 * @param scale picture pixels per model pixel; null: as large as the model was made for. Below 1 the model sees the area
 *   enlarged. The model's sides are rounded up to its multiples, which enlarges the area, and stay within {@link mostModelPixels}:
 *   the scale rises as far as that takes.
 */
export function handGenerationArea(rect: Rect, picture: Size, model: AreaModel, scale: number | null): ChosenArea {
  const columns = snapped(rect.x, rect.width, picture.width);
  const rows = snapped(rect.y, rect.height, picture.height);
  if (scale === null || model.onlyNativeSize) return areaAround(columns, rows, picture, model);
  const { sizeMultiple } = model;
  const sides = (at: number): Size => ({
    width: Math.ceil(columns.length / at / sizeMultiple) * sizeMultiple,
    height: Math.ceil(rows.length / at / sizeMultiple) * sizeMultiple,
  });
  const tooLarge = ({ width, height }: Size): boolean => width * height > mostModelPixels(model);
  let [own, modelSize] = [scale, sides(scale)];
  while (tooLarge(modelSize)) {
    own *= 1.05;
    modelSize = sides(own);
  }
  return placed(
    columns,
    rows,
    { width: Math.round(modelSize.width * own), height: Math.round(modelSize.height * own) },
    modelSize,
    picture,
  );
}

/** Pixels that a model may be run at: beyond four times its side its attention costs minutes, and it repeats itself long before. */
export function mostModelPixels({ nativeSize }: Pick<AreaModel, 'nativeSize'>): number {
  return 16 * nativeSize.width * nativeSize.height;
}

/** Picture pixels per model pixel of an area. */
export function scaleOf(area: GenerationArea): number {
  return Math.max(area.width / area.modelWidth, area.height / area.modelHeight);
}

interface Span {
  readonly start: number;
  readonly length: number;
}

/** One axis: padded, snapped outwards to the grid, within the picture. */
function needed(start: number, length: number, limit: number, paddingPx: number | null): Span {
  const padding = paddingPx ?? Math.max(leastPaddingPx, Math.round(length * paddingPart));
  return snapped(start - padding, length + 2 * padding, limit);
}

/** Snapped outwards to the grid, within the picture. */
function snapped(start: number, length: number, limit: number): Span {
  const from = Math.max(0, Math.floor(start / gridPx) * gridPx);
  const to = Math.min(limit, Math.ceil((start + length) / gridPx) * gridPx);
  return { start: from, length: to - from };
}

function inPicture(start: number, length: number, limit: number): Span {
  const from = Math.max(0, start);
  return { start: from, length: Math.min(limit, start + length) - from };
}

/** A frozen span where it holds the box along its axis, else one over it and what the box needs. */
function grown(frozen: Span, wanted: Span, boxStart: number, boxLength: number): Span {
  if (boxStart >= frozen.start && boxStart + boxLength <= frozen.start + frozen.length) return frozen;
  const from = Math.min(frozen.start, wanted.start);
  return { start: from, length: Math.max(frozen.start + frozen.length, wanted.start + wanted.length) - from };
}

/** Sides at which everything needed is seen at native scale; null where that is more than the model's pixels. */
function nativeScaleSides(width: number, height: number, picture: Size, { nativeSize, sizeMultiple }: AreaModel): Size | null {
  const budget = nativeSize.width * nativeSize.height;
  const up = (side: number): number => Math.ceil(side / sizeMultiple) * sizeMultiple;
  const most = { width: up(picture.width), height: up(picture.height) };
  const least = { width: Math.min(up(width), most.width), height: Math.min(up(height), most.height) };
  if (least.width * least.height > budget) return null;
  // A side longer than native leaves fewer pixels for the other.
  const filled = (own: number, native: number, limit: number, other: number): number => {
    const allowed = Math.floor(budget / Math.max(other, 1) / sizeMultiple) * sizeMultiple;
    return Math.max(own, Math.min(up(native), limit, allowed));
  };
  const wide = filled(least.width, nativeSize.width, most.width, least.height);
  const high = filled(least.height, nativeSize.height, most.height, wide);
  return { width: wide, height: high };
}

/** From this part of the native pixels on, a picture narrower than the model in one side only is seen as it is. */
const enoughPart = 0.5;
/** How many times longer than its short side a strip is seen at most, where nothing needs more. */
const widestStrip = 2;

/**
 * What is seen of a picture that is smaller than the model in both sides, or in one of them so far that half of the model's
 * pixels would be left: the whole of it, or of a strip a piece around what is needed. Null where the picture is large enough,
 * or only rounding up keeps it from that.
 */
function viewOfSmall(width: number, height: number, picture: Size, { nativeSize, sizeMultiple }: AreaModel): Size | null {
  const [isNarrow, isLow] = [picture.width < nativeSize.width, picture.height < nativeSize.height];
  if (!isNarrow && !isLow) return null;
  const view = {
    width: isNarrow ? picture.width : Math.max(width, Math.min(nativeSize.width, widestStrip * picture.height)),
    height: isLow ? picture.height : Math.max(height, Math.min(nativeSize.height, widestStrip * picture.width)),
  };
  const up = (length: number): number => Math.ceil(length / sizeMultiple) * sizeMultiple;
  const most = nativeSize.width * nativeSize.height * (isNarrow && isLow ? 1 : enoughPart);
  return up(view.width) * up(view.height) < most ? view : null;
}

/** How many times larger the model sees a picture that is smaller than its native size; null where it sees none enlarged. */
export function enlargedBy(area: GenerationArea, picture: Size, nativeSize: Size): number | null {
  const times = 1 / scaleOf(area);
  return times > 1 && (picture.width < nativeSize.width || picture.height < nativeSize.height) ? times : null;
}

/** Model sides within the native pixel count that scale the needed part down the least, and lie within the picture if any do. */
function scaledSides(width: number, height: number, picture: Size, { nativeSize, sizeMultiple }: AreaModel): Size {
  const budget = nativeSize.width * nativeSize.height;
  let best: Size = nativeSize;
  let bestCost = Number.POSITIVE_INFINITY;
  for (let wide = sizeMultiple; wide * sizeMultiple <= budget; wide += sizeMultiple) {
    const high = Math.floor(budget / wide / sizeMultiple) * sizeMultiple;
    for (const candidate of [high, high - sizeMultiple]) {
      if (candidate < sizeMultiple) continue;
      const scale = Math.max(width / wide, height / candidate);
      const beyond = Math.max((wide * scale) / picture.width, 1) * Math.max((candidate * scale) / picture.height, 1);
      // Pixels beyond the picture are made up and wasted, so they weigh more than a little softness.
      const cost = scale * beyond ** 2;
      if (cost < bestCost) [best, bestCost] = [{ width: wide, height: candidate }, cost];
    }
  }
  return best;
}

function placed(columns: Span, rows: Span, area: Size, modelSize: Size, picture: Size): ChosenArea {
  const x = place(columns, area.width, picture.width);
  const y = place(rows, area.height, picture.height);
  return {
    area: { x, y, width: area.width, height: area.height, modelWidth: modelSize.width, modelHeight: modelSize.height },
    scale: Math.max(area.width / modelSize.width, area.height / modelSize.height),
  };
}

/** Start of a side at least as long as what it must hold: around it, on the grid if possible, within the picture if it fits. */
function place(span: Span, length: number, limit: number): number {
  const around = span.start - (length - span.length) / 2;
  const snapped = Math.floor(around / gridPx) * gridPx;
  const holds = snapped + length >= span.start + span.length;
  return Math.max(0, Math.min(holds ? snapped : Math.ceil(around), limit - length));
}
