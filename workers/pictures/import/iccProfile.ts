/** Colour space that a profile describes, as its header's four letters ('RGB ', 'GRAY', 'CMYK'…); null where it is no profile. */
export function profileSpace(icc: Uint8Array): string | null {
  const word = (offset: number): string => String.fromCharCode(...icc.subarray(offset, offset + 4));
  return icc.length >= 128 && word(36) === 'acsp' ? word(16) : null;
}

/** Whether a profile may be embedded in an RGB picture. */
export function isRgbProfile(icc: Uint8Array): boolean {
  return profileSpace(icc) === 'RGB ';
}

/** How long a profile says that it is, in bytes; null where it is too short to be one, or says something impossible. */
export function declaredIccBytes(icc: Uint8Array): number | null {
  if (icc.length < 128) return null;
  const declared = new DataView(icc.buffer, icc.byteOffset).getUint32(0);
  return declared >= 128 ? declared : null;
}
