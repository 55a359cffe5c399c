import { sha256Of } from '../../protocol/sha256Of';
import { partName } from '../disk/storedName';
import type { BlockFile } from '../disk/storeDisk';
import type { FileRecord } from '../record/packageRecord';
import type { RecordKeeper } from '../record/recordKeeper';
import { BlockLedger, type Run } from './blockLedger';
import { WholeHasher } from './digests';

/**
 * A file of a package while it is incomplete. It lies on disk under its temporary name; what is there is written down
 * in the package's record so often that less than a block is lost when the tab dies. `seal` gives it its final name,
 * and only when its content is what was promised.
 */
export class PartFile {
  readonly ledger: BlockLedger;
  private unrecordedBytes = 0;
  private digesting: Promise<void> = Promise.resolve();
  private hasher: Promise<WholeHasher> | null = null;
  private hashedBlocks = 0;
  private isOpen = true;

  private constructor(
    private readonly keeper: RecordKeeper,
    readonly record: FileRecord,
    private readonly file: BlockFile,
  ) {
    this.ledger = new BlockLedger(record.sizeBytes, keeper.record.blockBytes);
  }

  static async open(keeper: RecordKeeper, record: FileRecord): Promise<PartFile> {
    const { disk, folder } = keeper;
    // A file that has to be worked on may not keep the name under which it would be used.
    const isNamed = (await disk.open(folder, record.name)) !== null;
    if (isNamed && !(await disk.open(folder, partName(record.name)))) await disk.rename(folder, record.name, partName(record.name));
    if (record.state === 'complete') record.state = 'wanted';
    return new PartFile(keeper, record, await disk.edit(folder, partName(record.name)));
  }

  /**
   * Reads again what is on disk from earlier, and believes only blocks whose digest is still the recorded one.
   * To be called once, before anything is written.
   */
  async recheck(signal: AbortSignal, onRead: (bytes: number) => void): Promise<void> {
    const { record, ledger, blockBytes } = this;
    const thereBytes = await this.file.sizeBytes();
    for (const [block, digest] of record.blocks.entries()) {
      if (digest === null) continue;
      signal.throwIfAborted();
      const bytes = await this.file.read(block * blockBytes, ledger.lengthOf(block));
      onRead(bytes.byteLength);
      if (bytes.byteLength !== ledger.lengthOf(block) || (await sha256Of(bytes)) !== digest) {
        record.blocks[block] = null;
        continue;
      }
      ledger.fill(block, bytes.byteLength);
      await this.hashNext(block, bytes);
    }
    for (const [key, bytes] of Object.entries(record.begun)) {
      const block = Number(key);
      if (thereBytes < block * blockBytes + bytes || ledger.isFull(block)) delete record.begun[key];
      else await this.advance(block, bytes);
    }
    await this.digesting;
  }

  /** Forgets everything that is there: the file starts anew. */
  async restart(): Promise<void> {
    await this.digesting.catch(() => undefined);
    this.ledger.forget();
    this.record.blocks.length = 0;
    this.record.begun = {};
    this.record.state = 'wanted';
    this.hasher = null;
    this.hashedBlocks = 0;
    await this.file.truncate(0);
    await this.checkpoint();
  }

  /** Writes bytes where a taken run stands; blocks that become full are digested meanwhile. */
  async write(offset: number, bytes: Uint8Array): Promise<void> {
    const { blockBytes } = this;
    for (let done = 0; done < bytes.byteLength;) {
      const at = offset + done;
      const block = Math.floor(at / blockBytes);
      const piece = bytes.subarray(done, done + (block + 1) * blockBytes - at);
      await this.file.write(at, piece);
      await this.advance(block, at - block * blockBytes + piece.byteLength);
      done += piece.byteLength;
    }
    this.unrecordedBytes += bytes.byteLength;
    // A quarter, since other requests go on writing while this is written down.
    if (this.unrecordedBytes >= blockBytes / 4) await this.checkpoint();
  }

  /** A stream of unknown length has ended here. */
  async end(sizeBytes: number): Promise<void> {
    if (this.ledger.sizeBytes === sizeBytes) return;
    this.record.sizeBytes = sizeBytes;
    this.ledger.sizeBytes = sizeBytes;
    const last = this.ledger.blockCount - 1;
    if (last >= 0 && !this.record.blocks[last]) await this.advance(last, this.ledger.filledOf(last));
  }

  /** Writes down what is there. */
  async checkpoint(): Promise<void> {
    this.unrecordedBytes = 0;
    await this.file.flush();
    await this.keeper.save();
  }

  /** Reads a block as it is on disk. */
  readBlock(block: number): Promise<Uint8Array<ArrayBuffer>> {
    return this.file.read(block * this.blockBytes, this.ledger.lengthOf(block));
  }

  /** Puts other content into a block that is full. */
  async replaceBlock(block: number, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.digesting;
    await this.file.write(block * this.blockBytes, bytes);
    this.record.blocks[block] = await sha256Of(bytes);
    this.hasher = null;
    this.hashedBlocks = 0;
  }

  release(run: Run): void {
    this.ledger.release(run);
  }

  /**
   * With every byte there: compares the content with what the source promised, and gives it its final name where it is
   * that. Returns whether it is. What was not hashed while it came in is read again, `onRead` counting its bytes.
   */
  async seal(signal: AbortSignal, onRead: (bytes: number) => void = () => undefined): Promise<boolean> {
    const { record, keeper, ledger } = this;
    await this.digesting;
    if (!ledger.isComplete) throw new Error(`“${record.path}” is not complete.`);
    while (this.hashedBlocks < ledger.blockCount) {
      signal.throwIfAborted();
      const bytes = await this.readBlock(this.hashedBlocks);
      onRead(bytes.byteLength);
      await this.hashNext(this.hashedBlocks, bytes);
    }
    const found = (await this.openHasher()).digest();
    this.hasher = null;
    this.hashedBlocks = 0;
    // A file that was complete once has to become the same again, whatever the source tells.
    const promised = record.sha256 ?? record.foundSha256;
    const isPromised = (promised === null || promised === found.sha256) && (record.gitSha1 === null || record.gitSha1 === found.gitSha1);
    await this.file.truncate(record.sizeBytes ?? 0);
    await this.file.flush();
    if (isPromised) {
      this.isOpen = false;
      await this.file.close();
      await keeper.disk.rename(keeper.folder, partName(record.name), record.name);
      record.foundSha256 = found.sha256;
      record.begun = {};
    }
    record.state = isPromised ? 'complete' : 'mismatched';
    await keeper.save();
    return isPromised;
  }

  /** Writes down what is there and lets the file go. */
  async close(): Promise<void> {
    await this.digesting.catch(() => undefined);
    if (!this.isOpen) return;
    this.isOpen = false;
    try {
      await this.checkpoint();
    } finally {
      await this.file.close();
    }
  }

  private get blockBytes(): number {
    return this.ledger.blockBytes;
  }

  /** A block is filled up to `bytes` now. */
  private async advance(block: number, bytes: number): Promise<void> {
    const { record, ledger } = this;
    ledger.fill(block, bytes);
    while (record.blocks.length <= block) record.blocks.push(null);
    record.blocks[block] = null;
    record.begun[String(block)] = bytes;
    if (!ledger.isFull(block)) return;
    this.digesting = this.digesting.then(() => this.digestBlock(block));
    // Who waits for the digests hears of a failure; until then it is nobody's.
    this.digesting.catch(() => undefined);
  }

  private async digestBlock(block: number): Promise<void> {
    const bytes = await this.readBlock(block);
    this.record.blocks[block] = await sha256Of(bytes);
    delete this.record.begun[String(block)];
    await this.hashNext(block, bytes);
    await this.hashWaiting();
  }

  /** Feeds the digest of the whole file where this block is the next it waits for. */
  private async hashNext(block: number, bytes: Uint8Array): Promise<void> {
    // Git's digest begins with the length, so it has to wait until that is known.
    if (block !== this.hashedBlocks || (this.record.gitSha1 !== null && this.ledger.sizeBytes === null)) return;
    (await this.openHasher()).update(bytes);
    this.hashedBlocks += 1;
  }

  /** Blocks that came in before their turn are fed as soon as it has come. */
  private async hashWaiting(): Promise<void> {
    for (let next = this.hashedBlocks; this.record.blocks[next]; next = this.hashedBlocks) {
      await this.hashNext(next, await this.readBlock(next));
      if (this.hashedBlocks === next) return;
    }
  }

  private openHasher(): Promise<WholeHasher> {
    this.hasher ??= WholeHasher.create(this.record.gitSha1 === null ? null : this.ledger.sizeBytes);
    return this.hasher;
  }
}
