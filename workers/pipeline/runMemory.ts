import type { Trajectory } from '../diffusion/trajectory';
import type { LedDistances } from '../protocol/engine';
import type { Tensor } from '../protocol/tensor';
import { BudgetedCache } from '../protocol/budgetedCache';
import { PixelStore } from './pixelStore';

/** What guided optimisation makes on the way to its result. */
export interface GuidedLatents {
  /** Clean latents of the guidance image; null where none was made. */
  readonly guidanceImage: Tensor | null;
  /** After each step of the leading. */
  readonly distances: readonly LedDistances[];
}

/** Latents at the end of a run or of a stage, and what they cost. */
export interface FinishedLatents {
  readonly latents: Tensor;
  /** Calls of the denoiser that they stand for. */
  readonly evaluations: number;
  readonly guided?: GuidedLatents;
}

/** What each kind of memory may take, in bytes. */
export interface MemoryBudgets {
  /** Room for a picture of the largest size and its map, or for many ordinary ones. */
  readonly pixels: number;
  /** Latents are small: this is hundreds of encoded pictures. */
  readonly encodings: number;
  /** Three bytes a pixel of a generation area. */
  readonly reconstructions: number;
  /** A trajectory is 0.3 to 13 MB, by model and steps. */
  readonly trajectories: number;
  /** An inversion is as large as a trajectory; guided optimisation keeps two. */
  readonly inversions: number;
  /** One number a latent position for each pair of texts. */
  readonly contrasts: number;
  /** As large as latents, for each noise of a comparison. */
  readonly references: number;
  readonly finished: number;
}

const mebibyte = 2 ** 20;
const defaultBudgets: MemoryBudgets = {
  pixels: 512 * mebibyte,
  encodings: 64 * mebibyte,
  reconstructions: 64 * mebibyte,
  trajectories: 64 * mebibyte,
  inversions: 64 * mebibyte,
  contrasts: 4 * mebibyte,
  references: 32 * mebibyte,
  finished: 16 * mebibyte,
};

/**
 * What is kept from run to run, each kind under its own budget: pixels by their digest, encoded pictures and their decoding by
 * digest and area, trajectories of the last runs, inversions, contrasts between texts, predictions under reference texts, and
 * finished latents. What was evicted is computed again.
 */
export class RunMemory {
  readonly pixels: PixelStore;
  readonly encodings: BudgetedCache<Tensor>;
  /** RGB of areas, encoded and decoded without a change. */
  readonly reconstructions: BudgetedCache<Uint8Array>;
  readonly trajectories: BudgetedCache<Trajectory>;
  /** x⁰ … x^k; a longer one replaces a shorter one. */
  readonly inversions: BudgetedCache<readonly Tensor[]>;
  readonly contrasts: BudgetedCache<Float64Array>;
  /** Predictions under a reference text, one a noise. */
  readonly references: BudgetedCache<readonly Tensor[]>;
  readonly finished: BudgetedCache<FinishedLatents>;
  private lastRun: { readonly name: string; readonly area: string } | null = null;

  constructor(budgets: Partial<MemoryBudgets> = {}) {
    const bytes = { ...defaultBudgets, ...budgets };
    this.pixels = new PixelStore(bytes.pixels);
    this.encodings = new BudgetedCache(bytes.encodings);
    this.reconstructions = new BudgetedCache(bytes.reconstructions);
    this.trajectories = new BudgetedCache(bytes.trajectories);
    this.inversions = new BudgetedCache(bytes.inversions);
    this.contrasts = new BudgetedCache(bytes.contrasts);
    this.references = new BudgetedCache(bytes.references);
    this.finished = new BudgetedCache(bytes.finished);
  }

  /**
   * Remembers a run by what it is apart from maps and area. Returns whether the run before was the same in all that but
   * had another area: it could have been taken up, and cannot.
   */
  areaMoved(name: string, area: string): boolean {
    const { lastRun } = this;
    this.lastRun = { name, area };
    return lastRun !== null && lastRun.name === name && lastRun.area !== area;
  }

  /** Pixels belong to no model; everything else does. */
  forgetModel(): void {
    this.encodings.clear();
    this.reconstructions.clear();
    this.trajectories.clear();
    this.inversions.clear();
    this.contrasts.clear();
    this.references.clear();
    this.finished.clear();
    this.lastRun = null;
  }
}
