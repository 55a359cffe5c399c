import type { Rect, Size } from '../../../workers/protocol/geometry';

/** RGBA of a pixel and whether it is covered, by "x,y" on the canvas. */
export type Points = ReadonlyMap<string, { readonly rgba: readonly number[]; readonly covered: boolean }>;
type Move = (x: number, y: number) => readonly [number, number];

/** What Undo brings back: all but the results. */
export interface Scene extends Size {
  readonly documentId: string;
  /** RGBA. */
  readonly base: readonly number[];
  readonly map: readonly number[];
  readonly layers: readonly { readonly result: number; readonly points: Points }[];
}

interface ModelResult {
  readonly documentId: string;
  readonly number: number;
  /** Of its whole rectangle, on its document's canvas as that lies now. */
  readonly points: Points;
}

interface Entry {
  readonly before: Scene;
  readonly after: Scene;
  readonly move: Move | null;
  readonly back: Move | null;
  /** The result that it took off the list. */
  readonly discarded?: ModelResult;
}

/** A step of the canvas: where a pixel goes, where it came from, and the canvas after it. */
export interface Motion extends Size {
  readonly move: Move;
  readonly back: Move;
}

export const emptyScene: Scene = { documentId: '', width: 0, height: 0, base: [], map: [], layers: [] };

const moved = (points: Points, move: Move): Points =>
  new Map([...points].map(([key, point]) => [move(...(key.split(',').map(Number) as [number, number])).join(','), point]));

const isInside = (key: string, { width, height }: Size): boolean => {
  const [x = -1, y = -1] = key.split(',').map(Number);
  return x >= 0 && y >= 0 && x < width && y < height;
};

/** Points that lie on the canvas. */
export const inside = (points: Points, size: Size): Points => new Map([...points].filter(([key]) => isInside(key, size)));

/** What is seen of a scene: the base under its layers. */
export function flat({ base, layers, width, height }: Scene): number[] {
  const out = [...base];
  for (const { points } of layers)
    for (const [key, { rgba, covered }] of inside(points, { width, height })) {
      const [x = 0, y = 0] = key.split(',').map(Number);
      if (covered) out.splice((y * width + x) * 4, 4, ...rgba);
    }
  return out;
}

/** A studio written down as plainly as can be: pixels by place, whole scenes for Undo. What the studio does is compared with it. */
export class LifeModel {
  scene: Scene = emptyScene;
  results: readonly ModelResult[] = [];
  /** What a run under way will return, where it will lie. */
  running: Omit<ModelResult, 'number'> | null = null;
  #done: Entry[] = [];
  #undone: Entry[] = [];
  #counts = new Map<string, number>();
  #saved = { scene: emptyScene, results: this.results, done: [...this.#done], undone: [...this.#undone] };

  change(after: Scene, motion: Motion | null = null): void {
    this.#done.push({ before: this.scene, after, move: motion?.move ?? null, back: motion?.back ?? null });
    this.#undone = [];
    this.#moveResults(motion?.move ?? null);
    this.scene = after;
  }

  /** How many changes can be undone, and how many redone. */
  get depth(): readonly [number, number] {
    return [this.#done.length, this.#undone.length];
  }

  discard(discarded: ModelResult): void {
    this.#done.push({ before: this.scene, after: this.scene, move: null, back: null, discarded });
    this.#undone = [];
    this.results = this.results.filter((result) => result !== discarded);
  }

  /** Results and the run under way follow the canvas of their document. */
  #moveResults(move: Move | null): void {
    if (!move) return;
    const { documentId } = this.scene;
    this.results = this.results.map((result) =>
      result.documentId === documentId ? { ...result, points: moved(result.points, move) } : result,
    );
    if (this.running?.documentId === documentId) this.running = { ...this.running, points: moved(this.running.points, move) };
  }

  undo(): void {
    const entry = this.#done.pop();
    if (!entry) return;
    this.#undone.push(entry);
    this.#moveResults(entry.back);
    this.scene = entry.before;
    if (entry.discarded) this.results = [...this.results, entry.discarded].sort((a, b) => b.number - a.number);
  }

  redo(): void {
    const entry = this.#undone.pop();
    if (!entry) return;
    this.#done.push(entry);
    this.#moveResults(entry.move);
    this.scene = entry.after;
    const { discarded } = entry;
    if (discarded)
      this.results = this.results.filter(({ documentId, number }) => documentId !== discarded.documentId || number !== discarded.number);
  }

  /** The canvas turned, mirrored or framed: what is beyond the old edge takes the pixel nearest to it, and may change fully. */
  canvas(motion: Motion): void {
    const { scene } = this;
    const { width, height, move, back } = motion;
    const base: number[] = [];
    const map: number[] = [];
    for (let y = 0; y < height; y += 1)
      for (let x = 0; x < width; x += 1) {
        const [fromX, fromY] = back(x, y);
        const [nearX, nearY] = [Math.min(scene.width - 1, Math.max(0, fromX)), Math.min(scene.height - 1, Math.max(0, fromY))];
        const at = nearY * scene.width + nearX;
        base.push(...scene.base.slice(at * 4, at * 4 + 4));
        map.push(fromX === nearX && fromY === nearY ? (scene.map[at] ?? 0) : 255);
      }
    const layers = scene.layers
      .map(({ result, points }) => ({ result, points: inside(moved(points, move), { width, height }) }))
      .filter(({ points }) => points.size > 0);
    this.change({ ...scene, width, height, base, map, layers }, motion);
  }

  /** Freezes a run of the scripted engine: it inverts what may change. */
  begin(rect: Rect): void {
    const { scene } = this;
    const source = flat(scene);
    const points = new Map<string, { rgba: number[]; covered: boolean }>();
    for (let y = rect.y; y < rect.y + rect.height; y += 1)
      for (let x = rect.x; x < rect.x + rect.width; x += 1) {
        const at = y * scene.width + x;
        const covered = (scene.map[at] ?? 0) > 0;
        const rgba = source.slice(at * 4, at * 4 + 4);
        points.set(`${x},${y}`, { covered, rgba: covered ? rgba.map((value, c) => (c < 3 ? 255 - value : value)) : rgba });
      }
    this.running = { documentId: scene.documentId, points };
  }

  finish(): void {
    if (!this.running) return;
    const { documentId } = this.running;
    const number = (this.#counts.get(documentId) ?? 0) + 1;
    this.#counts.set(documentId, number);
    this.results = [{ ...this.running, number }, ...this.results];
    this.running = null;
  }

  here(): readonly ModelResult[] {
    return this.scene.documentId === '' ? [] : this.results.filter(({ documentId }) => documentId === this.scene.documentId);
  }

  save(): void {
    this.#saved = { scene: this.scene, results: this.results, done: [...this.#done], undone: [...this.#undone] };
  }

  /** The page is gone: what was saved last comes back, with its history. */
  die(): void {
    ({ scene: this.scene, results: this.results } = this.#saved);
    this.running = null;
    this.#done = [...this.#saved.done];
    this.#undone = [...this.#saved.undone];
  }
}
