import { Fault } from '../protocol/faults';
import type { Tensor } from '../protocol/tensor';
import { tr } from '../texts/texts';

const mapHint = tr`Import or paint the map again.`;

/** Height·width of latents (batch, channel, height, width). Throws Fault `bad-shape` for anything else. */
export function planeSize({ data, shape }: Tensor, what: string): number {
  const elements = shape.reduce((product, side) => product * side, 1);
  if (shape.length === 4 && elements === data.length && elements > 0) return (shape[2] as number) * (shape[3] as number);
  throw new Fault('bad-shape', tr`${what} of shape (${shape.join(', ')}) with ${data.length} values are no latents.`);
}

/** Throws Fault `bad-shape` where a tensor has another shape than the source. */
export function requireShape(tensor: Tensor, like: Tensor, what: string): void {
  planeSize(tensor, what);
  if (tensor.shape.every((side, axis) => side === like.shape[axis])) return;
  throw new Fault(
    'bad-shape',
    tr`${what} of shape (${tensor.shape.join(', ')}) do not fit the source’s (${like.shape.join(', ')}).`,
    tr`Use a picture of the scene’s size.`,
  );
}

/** Throws Fault `not-finite` where values are NaN or infinite: such latents must never become a picture. */
export function requireFinite(tensor: Tensor, what: string): void {
  const { data } = tensor;
  for (let i = 0; i < data.length; i++) {
    if (!Number.isFinite(data[i]))
      throw new Fault(
        'not-finite',
        tr`${what} contain values that are not numbers.`,
        tr`Lower the guidance, or choose another scheduler or model.`,
      );
  }
}

/** Throws Fault `bad-map` where a map has another size than the latents or leaves 0…1. */
export function requireMap(map: Float32Array, plane: number, what: string): void {
  if (map.length !== plane)
    throw new Fault('bad-map', tr`${what} has ${map.length} values, but the latents have ${plane} positions.`, mapHint);
  for (let i = 0; i < map.length; i++) {
    const value = map[i] as number;
    if (!(value >= 0 && value <= 1))
      throw new Fault('bad-map', tr`${what} contains the value ${value}, which is not between 0 and 1.`, mapHint);
  }
}
