const words = 624;
const middle = 397;

/** MT19937 as torch's CPU generator runs it: only the low 32 bits of a seed count. */
export class MersenneTwister {
  private readonly state = new Uint32Array(words);
  private used = words;

  /** @param seed any whole number; s and s + 2³² give the same numbers. */
  constructor(seed: number) {
    // Remainder first: `>>> 0` alone is exact only up to 2⁵³.
    let word = (seed % 2 ** 32) >>> 0;
    this.state[0] = word;
    for (let j = 1; j < words; j++) {
      word = (Math.imul(1812433253, word ^ (word >>> 30)) + j) >>> 0;
      this.state[j] = word;
    }
  }

  /** The next 32 random bits. */
  nextUint32(): number {
    if (this.used === words) this.twist();
    let y = this.state[this.used++] as number;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  }

  /** Leaves out `count` draws, as if they had been made. */
  skip(count: number): void {
    let left = count;
    while (left > 0) {
      if (this.used === words) this.twist();
      const now = Math.min(left, words - this.used);
      this.used += now;
      left -= now;
    }
  }

  private twist(): void {
    const s = this.state;
    for (let j = 0; j < words; j++) {
      const joined = ((s[j] as number) & 0x80000000) | ((s[(j + 1) % words] as number) & 0x7fffffff);
      const flip = joined & 1 ? 0x9908b0df : 0;
      s[j] = (s[(j + middle) % words] as number) ^ (joined >>> 1) ^ flip;
    }
    this.used = 0;
  }
}
