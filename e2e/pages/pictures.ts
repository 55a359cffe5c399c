import { encode } from 'fast-png';

/** A picture whose every pixel differs from its neighbours, with varied alpha, made the same each time. */
export function noisyPicture(width: number, height: number, transparent = false): { png: Uint8Array; rgba: Uint8Array } {
  const rgba = new Uint8Array(width * height * 4);
  let state = 0x2545f491;
  for (let i = 0; i < width * height; i += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const x = i % width;
    const y = Math.floor(i / width);
    rgba[i * 4] = (x * 2 + (state >>> 28)) & 255;
    rgba[i * 4 + 1] = (y * 2 + ((state >>> 24) & 15)) & 255;
    rgba[i * 4 + 2] = (128 + ((state >>> 20) & 31)) & 255;
    rgba[i * 4 + 3] = transparent && x < width / 4 ? (state >>> 16) & 255 : 255;
  }
  return { png: encode({ width, height, data: rgba, channels: 4, depth: 8 }), rgba };
}

/** A PNG that claims to be `side` pixels wide and high and holds next to nothing. */
export function hugeHeader(side: number): Uint8Array {
  const bytes = encode({ width: 1, height: 1, data: new Uint8Array(4), channels: 4, depth: 8 });
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  view.setUint32(16, side);
  view.setUint32(20, side);
  view.setUint32(29, crc32(bytes.subarray(12, 29)));
  return bytes;
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

function chunk(type: string, data: Uint8Array): Buffer {
  const whole = Buffer.alloc(data.length + 12);
  whole.writeUInt32BE(data.length, 0);
  whole.write(type, 4, 'latin1');
  whole.set(data, 8);
  whole.writeUInt32BE(crc32(whole.subarray(4, data.length + 8)), data.length + 8);
  return whole;
}

/** The same PNG with its packed pixels cut into other parts, or with another end of its zlib stream. */
export function respelt(png: Uint8Array, cut: (packed: Uint8Array) => readonly Uint8Array[]): Uint8Array {
  const bytes = Buffer.from(png);
  const packed: Uint8Array[] = [];
  for (let at = 8; at + 12 <= bytes.length; at += bytes.readUInt32BE(at) + 12)
    if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT') packed.push(bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)));
  const parts = cut(Buffer.concat(packed)).map((part) => chunk('IDAT', part));
  // Signature and header stand first.
  return new Uint8Array(Buffer.concat([bytes.subarray(0, 33), ...parts, chunk('IEND', new Uint8Array(0))]));
}
