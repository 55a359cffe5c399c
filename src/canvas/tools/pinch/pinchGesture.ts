import type { Point } from '../../viewStore';
import type { ToolPointer, ToolWorld } from '../tool';

/** Two fingers: the picture follows their middle and grows with their distance. */
export class PinchGesture {
  readonly #world: ToolWorld;
  readonly #fingers = new Map<number, Point>();

  constructor(world: ToolWorld, first: ToolPointer, second: ToolPointer) {
    this.#world = world;
    this.#fingers.set(first.id, first.view).set(second.id, second.view);
  }

  has(id: number): boolean {
    return this.#fingers.has(id);
  }

  /** The fingers that stay when this one is lifted. */
  others(id: number): readonly number[] {
    return [...this.#fingers.keys()].filter((other) => other !== id);
  }

  move({ id, view }: ToolPointer): void {
    if (!this.#fingers.has(id)) return;
    const before = this.#span();
    this.#fingers.set(id, view);
    const after = this.#span();
    this.#world.panBy(after.middle.x - before.middle.x, after.middle.y - before.middle.y);
    if (before.distance > 1 && after.distance > 1) this.#world.zoomBy(after.distance / before.distance, after.middle);
  }

  #span(): { readonly middle: Point; readonly distance: number } {
    const [a = { x: 0, y: 0 }, b = a] = [...this.#fingers.values()];
    return { middle: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, distance: Math.hypot(a.x - b.x, a.y - b.y) };
  }
}
