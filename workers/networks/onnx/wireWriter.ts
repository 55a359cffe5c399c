const encoder = new TextEncoder();

/** Writes protobuf's wire format into one buffer that grows. */
export class WireWriter {
  private buffer = new Uint8Array(1 << 18);
  private length = 0;

  /** A whole number; negative ones take ten bytes, as the format wants it. */
  integer(field: number, value: number): void {
    this.varint(field * 8);
    this.varint(value);
  }

  /** A 32-bit float. */
  float(field: number, value: number): void {
    this.varint(field * 8 + 5);
    this.reserve(4);
    new DataView(this.buffer.buffer).setFloat32(this.length, value, true);
    this.length += 4;
  }

  text(field: number, value: string): void {
    this.varint(field * 8 + 2);
    const { length } = value;
    this.reserve(length + 10);
    // Names are short and mostly ASCII: written letter by letter they are there before an encoder has begun.
    let at = this.length + varintBytes(length);
    for (let i = 0; i < length; i++) {
      const code = value.charCodeAt(i);
      if (code > 127) return this.bytesAt(encoder.encode(value));
      this.buffer[at++] = code;
    }
    this.varint(length);
    this.length += length;
  }

  bytes(field: number, value: Uint8Array): void {
    this.varint(field * 8 + 2);
    this.bytesAt(value);
  }

  /** A message within this one; its length, known only afterwards, is put in front of it. */
  message(field: number, write: () => void): void {
    this.varint(field * 8 + 2);
    const start = this.length;
    write();
    const sizeBytes = this.length - start;
    const lengthBytes = varintBytes(sizeBytes);
    this.reserve(lengthBytes);
    this.buffer.copyWithin(start + lengthBytes, start, this.length);
    this.length = start;
    this.varint(sizeBytes);
    this.length += sizeBytes;
  }

  /** Numbers one after the other, under one field. */
  packed(field: number, values: readonly number[]): void {
    this.message(field, () => values.forEach((value) => this.varint(value)));
  }

  finish(): Uint8Array {
    return this.buffer.slice(0, this.length);
  }

  private bytesAt(value: Uint8Array): void {
    this.varint(value.length);
    this.reserve(value.length);
    this.buffer.set(value, this.length);
    this.length += value.length;
  }

  private varint(value: number): void {
    this.reserve(10);
    // Most numbers are small, and whole numbers of arbitrary size are slow.
    if (value >= 0 && value < 2 ** 31) {
      let rest = value;
      for (; rest > 127; rest >>>= 7) this.buffer[this.length++] = (rest & 127) | 128;
      this.buffer[this.length++] = rest;
      return;
    }
    let rest = BigInt.asUintN(64, BigInt(value));
    for (; rest > 127n; rest >>= 7n) this.buffer[this.length++] = Number(rest & 127n) | 128;
    this.buffer[this.length++] = Number(rest);
  }

  private reserve(bytes: number): void {
    if (this.length + bytes <= this.buffer.length) return;
    const larger = new Uint8Array(Math.max(this.buffer.length * 2, this.length + bytes));
    larger.set(this.buffer.subarray(0, this.length));
    this.buffer = larger;
  }
}

function varintBytes(value: number): number {
  let bytes = 1;
  for (let rest = value; rest > 127; rest = Math.floor(rest / 128)) bytes++;
  return bytes;
}
