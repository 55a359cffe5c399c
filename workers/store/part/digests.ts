import { createSHA1, createSHA256, type IHasher } from 'hash-wasm';

export interface WholeDigest {
  readonly sha256: string;
  /** Null unless asked for. */
  readonly gitSha1: string | null;
}

/** Digests of a whole file, fed from its start to its end. */
export class WholeHasher {
  private constructor(
    private readonly hasher: IHasher,
    private readonly git: IHasher | null,
  ) {}

  /** `gitSizeBytes`: the file's length where Git's digest is wanted too, which begins with it. */
  static async create(gitSizeBytes: number | null): Promise<WholeHasher> {
    const git = gitSizeBytes === null ? null : (await createSHA1()).init();
    git?.update(`blob ${gitSizeBytes}\0`);
    return new WholeHasher((await createSHA256()).init(), git);
  }

  update(bytes: Uint8Array): void {
    this.hasher.update(bytes);
    this.git?.update(bytes);
  }

  digest(): WholeDigest {
    return { sha256: this.hasher.digest('hex'), gitSha1: this.git?.digest('hex') ?? null };
  }
}
