import { Fault } from '../../protocol/faults';
import { tr } from '../../texts/texts';

/** Bounds-checked reading of a file's bytes: what lies beyond the end is a fault in words, never `undefined` or a RangeError. */
export class ByteReader {
  readonly length: number;
  private readonly view: DataView;

  constructor(readonly bytes: Uint8Array) {
    this.length = bytes.length;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  u8(offset: number): number {
    return this.view.getUint8(this.within(offset, 1));
  }

  u16be(offset: number): number {
    return this.view.getUint16(this.within(offset, 2));
  }

  u16le(offset: number): number {
    return this.view.getUint16(this.within(offset, 2), true);
  }

  u24le(offset: number): number {
    this.within(offset, 3);
    return this.view.getUint16(offset, true) | (this.view.getUint8(offset + 2) << 16);
  }

  u32be(offset: number): number {
    return this.view.getUint32(this.within(offset, 4));
  }

  u32le(offset: number): number {
    return this.view.getUint32(this.within(offset, 4), true);
  }

  i32le(offset: number): number {
    return this.view.getInt32(this.within(offset, 4), true);
  }

  /** `sizeBytes` bytes from `offset` as Latin-1 text. */
  ascii(offset: number, sizeBytes: number): string {
    this.within(offset, sizeBytes);
    let text = '';
    for (let i = 0; i < sizeBytes; i++) text += String.fromCharCode(this.view.getUint8(offset + i));
    return text;
  }

  /** A view, not a copy, of `sizeBytes` bytes from `offset`. */
  slice(offset: number, sizeBytes: number): Uint8Array {
    this.within(offset, sizeBytes);
    return this.bytes.subarray(offset, offset + sizeBytes);
  }

  private within(offset: number, sizeBytes: number): number {
    if (offset < 0 || sizeBytes < 0 || offset + sizeBytes > this.length) throw brokenOff();
    return offset;
  }
}

/** The fault of a file that ends before its contents do. */
export function brokenOff(): Fault {
  return new Fault(
    'bad-picture',
    tr`The picture file is incomplete: it breaks off before its end.`,
    tr`Copy or download it again, then open the new copy.`,
  );
}

/** The fault of a file whose contents contradict themselves; `what` completes “The picture file is damaged: …”. */
export function damaged(what: string, options?: ErrorOptions): Fault {
  return new Fault(
    'bad-picture',
    tr`The picture file is damaged: ${what}.`,
    tr`Copy or download it again, or save it anew from the program that made it.`,
    options,
  );
}
