import { BudgetedCache } from '../../workers/protocol/budgetedCache';
import { dabStamp, type BrushShape, type DabStamp } from './dabStamp';

/** A stamp and the map pixel on which its top left corner comes to lie. */
export interface PlacedStamp {
  readonly stamp: DabStamp;
  readonly x: number;
  readonly y: number;
}

/** Parts into which a pixel is divided: the larger the brush, the less a fraction of a pixel shows. */
const phases = (radiusPx: number): number => (radiusPx <= 16 ? 4 : radiusPx <= 64 ? 2 : 1);

/** Keeps the stamps drawn last under a budget of bytes, so that a stroke draws its dab once and copies it ever after. */
export class StampCache {
  readonly #stamps: BudgetedCache<DabStamp>;

  constructor(budgetBytes = 24 * 1024 * 1024) {
    this.#stamps = new BudgetedCache(budgetBytes, true);
  }

  get sizeBytes(): number {
    return this.#stamps.sizeBytes;
  }

  /** The stamp of a dab centred at (x, y) in map pixels, to a fraction of a pixel. */
  place(shape: BrushShape, x: number, y: number): PlacedStamp {
    const parts = phases(shape.radiusPx);
    const snappedX = Math.round(x * parts) / parts;
    const snappedY = Math.round(y * parts) / parts;
    const stamp = this.#stamp(shape, snappedX - Math.floor(snappedX), snappedY - Math.floor(snappedY));
    return { stamp, x: Math.round(snappedX - stamp.centreX), y: Math.round(snappedY - stamp.centreY) };
  }

  #stamp(shape: BrushShape, fractionX: number, fractionY: number): DabStamp {
    const key = `${shape.radiusPx} ${shape.hardness} ${fractionX} ${fractionY}`;
    const kept = this.#stamps.get(key);
    if (kept) return kept;
    const stamp = dabStamp(shape, fractionX, fractionY);
    this.#stamps.set(key, stamp, stamp.coverage.byteLength);
    return stamp;
  }
}
