/** Collects what is out of date and brings it up to date once a frame. */
export class FrameLoop<Part extends string> {
  readonly #frame: (parts: ReadonlySet<Part>) => void;
  #parts = new Set<Part>();
  #request = 0;

  constructor(frame: (parts: ReadonlySet<Part>) => void) {
    this.#frame = frame;
  }

  /** Asks for these parts at the next frame. */
  ask(...parts: readonly Part[]): void {
    parts.forEach((part) => this.#parts.add(part));
    if (this.#request === 0) this.#request = requestAnimationFrame(() => this.#run());
  }

  stop(): void {
    cancelAnimationFrame(this.#request);
    this.#parts.clear();
    this.#request = 0;
  }

  #run(): void {
    const parts = this.#parts;
    this.#parts = new Set();
    this.#request = 0;
    this.#frame(parts);
  }
}
