import { Fault } from '../../../workers/protocol/faults';
import type { Exemplar } from '../../document/exemplar';
import type { ExemplarText } from '../../document/exemplarText';
import { fontOf, layOutText } from './textLayout';
import { tr } from '../../../workers/texts/texts';

/** A text as a picture: its colour everywhere, and as alpha how much of each pixel its letters cover. @throws Fault `limit-reached` */
export function drawText(text: ExemplarText): Omit<Exemplar['picture'], 'name'> {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Fault('limit-reached', tr`There is no memory left to draw the text.`, tr`Close other tabs and try again.`);
  context.font = fontOf(text);
  const { width, height, lines } = layOutText(text, (line) => context.measureText(line).width);
  canvas.width = width;
  canvas.height = height;
  // A canvas forgets its font with its size.
  context.font = fontOf(text);
  context.fillStyle = text.colour;
  for (const { words, x, y } of lines) context.fillText(words, x, y);
  const rgba = new Uint8Array(context.getImageData(0, 0, width, height).data.buffer);
  // Canvases keep colours multiplied by alpha, which rounds them where it is low.
  const colour = [1, 3, 5].map((at) => Number.parseInt(text.colour.slice(at, at + 2), 16));
  for (let i = 0; i < rgba.length; i += 4) rgba.set(colour, i);
  return { width, height, rgba };
}
