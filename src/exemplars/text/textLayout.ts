import { Fault } from '../../../workers/protocol/faults';
import type { Size } from '../../../workers/protocol/geometry';
import type { ExemplarText } from '../../document/exemplarText';
import { tr } from '../../../workers/texts/texts';

/** Longest side of a text's picture, in pixels: a canvas beyond it fails on some machines. */
const longestPx = 4096;
/** Height of a line, as a multiple of the letters' size. */
const lineHeight = 1.25;

const families: Readonly<Record<ExemplarText['font'], string>> = {
  inter: "Inter, system-ui, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif",
  sans: "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif",
  serif: "Georgia, 'Times New Roman', 'DejaVu Serif', serif",
  mono: "ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace",
};

/** A text's font as CSS and canvases write it. */
export const fontOf = ({ font, sizePx, weight }: ExemplarText): string => `${weight} ${sizePx}px ${families[font]}`;

/** Where each line of a text is drawn. */
export interface TextLayout extends Size {
  /** `x`: of the line's left end; `y`: of its baseline; both in pixels of the picture. */
  readonly lines: readonly { readonly words: string; readonly x: number; readonly y: number }[];
}

/**
 * Lays a text out, a line for each of its own, with room on all sides for what reaches beyond its letters' boxes.
 * @param widthOf the width of a line in pixels, under the text's font.
 * @throws Fault `limit-reached` where the picture would be too large
 */
export function layOutText({ text, sizePx, alignment }: ExemplarText, widthOf: (line: string) => number): TextLayout {
  const marginPx = Math.ceil(sizePx * 0.2);
  const lines = text.split(/\r\n|\r|\n/).map((words) => ({ words, widthPx: widthOf(words) }));
  const widestPx = Math.max(1, ...lines.map(({ widthPx }) => widthPx));
  const width = Math.ceil(widestPx) + 2 * marginPx;
  const height = Math.ceil(lines.length * sizePx * lineHeight) + 2 * marginPx;
  if (width > longestPx || height > longestPx)
    throw new Fault(
      'limit-reached',
      tr`The text would be ${width} × ${height} pixels, and ${longestPx} are the most for each side.`,
      tr`Make it smaller, or break its lines. It stays as it was; a text can be enlarged by its handles.`,
    );
  const share = { left: 0, centre: 0.5, right: 1 }[alignment];
  return {
    width,
    height,
    lines: lines.map(({ words, widthPx }, at) => ({
      words,
      x: marginPx + (widestPx - widthPx) * share,
      y: marginPx + sizePx * (lineHeight * at + 1),
    })),
  };
}
