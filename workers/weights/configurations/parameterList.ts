/** Parameters that a network of one configuration has, by name, with their shapes. */
export type ParameterShapes = ReadonlyMap<string, readonly number[]>;

/** Gathers a network's parameters, layer by layer. */
export class ParameterList {
  readonly shapes = new Map<string, readonly number[]>();

  add(name: string, ...shape: number[]): void {
    this.shapes.set(name, shape);
  }

  /** Weight and bias of a norm over `channels`. */
  norm(name: string, channels: number): void {
    this.add(`${name}.weight`, channels);
    this.add(`${name}.bias`, channels);
  }

  linear(name: string, inputs: number, outputs: number, bias = true): void {
    this.add(`${name}.weight`, outputs, inputs);
    if (bias) this.add(`${name}.bias`, outputs);
  }

  conv(name: string, inputs: number, outputs: number, kernel = 3): void {
    this.add(`${name}.weight`, outputs, inputs, kernel, kernel);
    this.add(`${name}.bias`, outputs);
  }

  /** A residual block; without `timeDim` one that no time enters. */
  resnet(name: string, inputs: number, outputs: number, timeDim: number | null): void {
    this.norm(`${name}.norm1`, inputs);
    this.conv(`${name}.conv1`, inputs, outputs);
    if (timeDim !== null) this.linear(`${name}.time_emb_proj`, timeDim, outputs);
    this.norm(`${name}.norm2`, outputs);
    this.conv(`${name}.conv2`, outputs, outputs);
    if (inputs !== outputs) this.conv(`${name}.conv_shortcut`, inputs, outputs, 1);
  }
}
