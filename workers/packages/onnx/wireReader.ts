import type { RangeReader } from '../fileSource';
import { damagedGraph } from './graphFaults';
import { tr } from '../../texts/texts';

/** A field as it stands in a protobuf message: a number, or a stretch of bytes from the reader's position to `end`. */
export interface WireField {
  readonly number: number;
  /** Of a varint; null for everything else. A negative one is −1, whatever it was: nothing here asks which. */
  readonly value: number | null;
  /** Whether it has a length: a text, bytes, a message or a packed list. */
  readonly isStretch: boolean;
  readonly end: number;
}

/** Read at once: small fields lie close together, weights between them are leapt over. */
const windowBytes = 128 * 1024;
/** The largest networks have some hundred thousand. */
const maximumFields = 5_000_000;
const maximumTextBytes = 64 * 1024;
/** All texts of a graph together: names of values are most of them. */
const maximumTextsBytes = 128 * 1024 * 1024;
const twoTo63 = 2 ** 63;
const decoder = new TextDecoder();

/**
 * Walks over a protobuf message in a file of any size, holding one small window of it. Every way in which a file can be
 * garbage ends in a Fault `package-invalid`: fields longer than their message, numbers of no end, texts of megabytes.
 */
export class WireReader {
  position = 0;
  private window: Uint8Array = new Uint8Array();
  private windowStart = 0;
  private fieldCount = 0;
  private textBytes = 0;

  constructor(
    private readonly file: RangeReader,
    readonly path: string,
  ) {}

  get sizeBytes(): number {
    return this.file.sizeBytes;
  }

  /** Visits the fields from here to `end`; what a visitor leaves unread of a field is leapt over. */
  async fields(end: number, visit: (field: WireField) => Promise<void> | void): Promise<void> {
    while (this.position < end) {
      if (++this.fieldCount > maximumFields) throw damagedGraph(this.path, tr`it has more entries than any network`);
      const field = await this.field(end);
      const pending = visit(field);
      if (pending) await pending;
      this.position = field.end;
    }
  }

  async text(field: WireField): Promise<string> {
    return decoder.decode(await this.bytes(field));
  }

  /** The numbers of a list, packed or one by one. */
  async numbers(field: WireField): Promise<readonly number[]> {
    if (field.value !== null) return [field.value];
    const out: number[] = [];
    while (field.isStretch && this.position < field.end) {
      if (out.length >= maximumTextBytes) throw damagedGraph(this.path, tr`one of its lists has no end`);
      out.push(await this.varint(field.end));
    }
    return out;
  }

  private async bytes(field: WireField): Promise<Uint8Array> {
    const length = field.isStretch ? field.end - this.position : 0;
    this.textBytes += length;
    if (length > maximumTextBytes || this.textBytes > maximumTextsBytes)
      throw damagedGraph(this.path, tr`one of its names is longer than any name`);
    await this.need(length);
    const offset = this.position - this.windowStart;
    return this.window.subarray(offset, offset + length);
  }

  private async field(end: number): Promise<WireField> {
    const tag = await this.varint(end);
    const number = Math.floor(tag / 8);
    const kind = tag % 8;
    if (number < 1) throw damagedGraph(this.path, tr`it is not an ONNX model`);
    if (kind === 0) {
      const value = await this.varint(end);
      return { number, value, isStretch: false, end: this.position };
    }
    const isStretch = kind === 2;
    const lengthBytes = isStretch ? await this.varint(end) : kind === 1 ? 8 : kind === 5 ? 4 : -1;
    if (lengthBytes < 0) throw damagedGraph(this.path, tr`it is not an ONNX model`);
    const fieldEnd = this.position + lengthBytes;
    if (fieldEnd > end)
      throw damagedGraph(
        this.path,
        end === this.sizeBytes ? tr`it ends in the middle: it was cut short` : tr`its parts do not fit into each other`,
      );
    return { number, value: null, isStretch, end: fieldEnd };
  }

  private async varint(end: number): Promise<number> {
    let value = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      if (this.position >= end) throw damagedGraph(this.path, tr`it ends in the middle: it was cut short`);
      const at = this.position - this.windowStart;
      if (at < 0 || at >= this.window.length) await this.need(1);
      const byte = this.window[this.position - this.windowStart] ?? 0;
      this.position += 1;
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value >= twoTo63 ? -1 : value;
    }
    throw damagedGraph(this.path, tr`it is not an ONNX model`);
  }

  /** Makes sure that the window holds so many bytes from here. */
  private async need(bytes: number): Promise<void> {
    const start = this.position;
    if (start >= this.windowStart && start + bytes <= this.windowStart + this.window.length) return;
    this.window = await this.file.read(start, Math.min(start + Math.max(windowBytes, bytes), this.sizeBytes));
    this.windowStart = start;
    if (this.window.length < bytes) throw damagedGraph(this.path, tr`it ends in the middle: it was cut short`);
  }
}
