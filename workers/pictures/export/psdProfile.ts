/** Bytes before a PSD's sections, and of the length of each. */
const [headerBytes, lengthBytes] = [26, 4];
/** The image resource that holds a profile. */
const profileResource = 1039;

/** A PSD with a colour profile among its image resources, which the library that wrote it leaves out. */
export function withProfile(psd: Uint8Array, icc: Uint8Array): Uint8Array<ArrayBuffer> {
  const view = new DataView(psd.buffer, psd.byteOffset, psd.byteLength);
  const resourcesAt = headerBytes + lengthBytes + view.getUint32(headerBytes);
  const paddedBytes = icc.length + (icc.length & 1);
  const block = new Uint8Array(12 + paddedBytes);
  const blockView = new DataView(block.buffer);
  block.set([0x38, 0x42, 0x49, 0x4d]);
  blockView.setUint16(4, profileResource);
  // An empty name takes two bytes.
  blockView.setUint32(8, icc.length);
  block.set(icc, 12);
  const whole = new Uint8Array(psd.length + block.length);
  const at = resourcesAt + lengthBytes;
  whole.set(psd.subarray(0, at));
  whole.set(block, at);
  whole.set(psd.subarray(at), at + block.length);
  new DataView(whole.buffer).setUint32(resourcesAt, view.getUint32(resourcesAt) + block.length);
  return whole;
}
