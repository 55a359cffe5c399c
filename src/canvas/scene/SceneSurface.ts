import type { Rect } from '../../../workers/protocol/geometry';
import { flattenRect, pastePatch, type Patch } from '../../document/flatten';
import type { Layer, Picture } from '../../document/documentState';
import { ChunkedCanvas } from './ChunkedCanvas';

const chunkPx = 2048;

/** The picture with its visible layers on canvases; what changed of the layers is all that is written again. */
export class SceneSurface {
  #canvas: ChunkedCanvas | null = null;
  #picture: Picture | null = null;
  #layers: readonly Layer[] = [];

  get canvas(): ChunkedCanvas | null {
    return this.#canvas;
  }

  /** Takes in the document's picture and layers. Returns whether anything seen has changed. */
  setScene(picture: Picture | null, layers: readonly Layer[]): boolean {
    const before = this.#layers.filter(({ visible }) => visible);
    const after = layers.filter(({ visible }) => visible);
    const samePicture = picture === this.#picture;
    this.#picture = picture;
    this.#layers = layers;
    if (!samePicture) {
      this.#canvas?.destroy();
      this.#canvas = picture ? new ChunkedCanvas(picture, chunkPx, (rect) => this.read(rect)) : null;
      return true;
    }
    const changed = [...before.filter((layer) => !after.includes(layer)), ...after.filter((layer) => !before.includes(layer))];
    changed.forEach(({ rect }) => this.#canvas?.invalidate(rect));
    return changed.length > 0;
  }

  /** RGBA of a rectangle of the scene. */
  read(rect: Rect): Uint8ClampedArray<ArrayBuffer> | null {
    return this.#picture ? clamped(flattenRect(this.#picture, this.#layers, rect)) : null;
  }

  destroy(): void {
    this.setScene(null, []);
  }
}

/** A staged result on canvases, over its own rectangle of the scene. */
export function resultCanvas(result: Patch, scene: SceneSurface): ChunkedCanvas {
  const { x, y, width, height } = result.rect;
  return new ChunkedCanvas({ width, height }, chunkPx, (part) => {
    const area = { ...part, x: part.x + x, y: part.y + y };
    const rgba = scene.read(area);
    if (rgba) pastePatch(new Uint8Array(rgba.buffer), area, result);
    return rgba;
  });
}

function clamped(bytes: Uint8Array): Uint8ClampedArray<ArrayBuffer> {
  return new Uint8ClampedArray(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength);
}
