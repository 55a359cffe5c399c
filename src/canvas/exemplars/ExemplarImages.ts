import type { Exemplar } from '../../document/exemplar';

/** Longest side of the copy that is drawn on screen, in pixels: enough for any window. */
const longestSidePx = 2048;

/** What of an exemplar its image shows. */
type Shown = Pick<Exemplar, 'picture' | 'cutout' | 'crop'>;

interface KeptImage {
  readonly of: Shown;
  readonly canvas: HTMLCanvasElement;
}

/** The exemplars' cropped and cut-out parts as canvases, made once and again when they change. */
export class ExemplarImages {
  readonly #kept = new Map<string, KeptImage>();

  /** The image of an exemplar, its crop and nothing else, at its own size or smaller. */
  of({ id, picture, cutout, crop }: Shown & Pick<Exemplar, 'id'>): HTMLCanvasElement {
    const kept = this.#kept.get(id);
    if (kept && kept.of.picture === picture && kept.of.cutout === cutout && kept.of.crop === crop) return kept.canvas;
    if (kept) kept.canvas.width = 0;
    const canvas = drawImage({ picture, cutout, crop });
    this.#kept.set(id, { of: { picture, cutout, crop }, canvas });
    return canvas;
  }

  /** Gives back the images of exemplars that are no more. */
  keepOnly(exemplars: readonly Pick<Exemplar, 'id'>[]): void {
    for (const [id, { canvas }] of this.#kept) {
      if (exemplars.some((exemplar) => exemplar.id === id)) continue;
      canvas.width = 0;
      this.#kept.delete(id);
    }
  }
}

function drawImage({ picture, cutout, crop }: Shown): HTMLCanvasElement {
  const scale = Math.min(1, longestSidePx / Math.max(crop.width, crop.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(crop.width * scale));
  canvas.height = Math.max(1, Math.round(crop.height * scale));
  const image = new ImageData(canvas.width, canvas.height);
  for (let y = 0, to = 0; y < canvas.height; y += 1) {
    const row = (crop.y + Math.min(crop.height - 1, Math.floor((y + 0.5) / scale))) * picture.width + crop.x;
    for (let x = 0; x < canvas.width; x += 1, to += 4) {
      const from = row + Math.min(crop.width - 1, Math.floor((x + 0.5) / scale));
      for (let c = 0; c < 3; c += 1) image.data[to + c] = picture.rgba[from * 4 + c] as number;
      image.data[to + 3] = ((picture.rgba[from * 4 + 3] as number) * (cutout ? (cutout[from] as number) : 255)) / 255;
    }
  }
  canvas.getContext('2d')?.putImageData(image, 0, 0);
  return canvas;
}
