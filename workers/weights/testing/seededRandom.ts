/** Numbers that look random and are the same for one seed, for tests that try very many inputs. */
export class SeededRandom {
  constructor(private state: number) {}

  /** A whole number from 0 to before `bound`. */
  below(bound: number): number {
    this.state = (this.state + 0x9e3779b9) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return ((mixed ^ (mixed >>> 16)) >>> 0) % bound;
  }

  /** One of a list, which must not be empty. */
  of<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }

  /** True once in `times`. */
  once(times: number): boolean {
    return this.below(times) === 0;
  }
}
