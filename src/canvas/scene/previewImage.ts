import type { LatentPreview } from '../../generation/recipe/sceneExtras';

/** The preview's pixels as something a canvas can draw. */
export function previewImage({ width, height, rgba }: LatentPreview): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  canvas.getContext('2d')?.putImageData(new ImageData(new Uint8ClampedArray(rgba), width, height), 0, 0);
  return canvas;
}
