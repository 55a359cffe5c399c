const fl = Math.fround;

/** How an ancestral step from σ to σ' is divided: down by the flow to `down`, then up by fresh noise of deviation `up`. */
export interface AncestralNoise {
  readonly up: number;
  readonly down: number;
}

/** σ_up² = σ'²(σ² − σ'²)/σ², σ_down² = σ'² − σ_up², every operation in float32. */
export function ancestralNoise(sigma: number, next: number): AncestralNoise {
  const nextSquare = fl(next * next);
  const square = fl(sigma * sigma);
  const up = fl(Math.sqrt(fl(fl(nextSquare * fl(square - nextSquare)) / square)));
  return { up, down: fl(Math.sqrt(Math.max(0, fl(nextSquare - fl(up * up))))) };
}
