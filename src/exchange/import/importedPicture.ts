/** A picture as decoded once, at import: from here on its bytes are the truth. */
export interface ImportedPicture {
  readonly width: number;
  readonly height: number;
  /** Straight alpha, width × height × 4. */
  readonly rgba: Uint8Array;
  /** An RGB colour profile to be embedded again at export, or null. The pixels were not converted by it. */
  readonly icc: Uint8Array | null;
  /** The file's name; to be shown as text only. */
  readonly name: string;
  /** What was changed or left out, each a sentence for the person. */
  readonly notices: readonly string[];
}

/** Longest name that is kept. */
const maximumName = 200;

/** A name fit to be shown: control and direction characters out, length capped. */
export function cleanName(name: string): string {
  return name.replace(/[\p{Cc}\p{Cf}]/gu, '').slice(0, maximumName);
}
