import { isRgbProfile } from './iccProfile';
import type { PictureHeader } from './pictureHeader';
import { tr } from '../../texts/texts';

export const wordings = {
  deep: tr`The picture has more than 8 bits a channel; it was brought to 8.`,
  rotated: tr`The picture was turned upright, as its file notes.`,
  rotationIgnored: tr`The file notes a rotation, which was left aside: the picture is shown as stored.`,
  converted: tr`The picture’s colours were converted to sRGB.`,
  cmyk: tr`The picture was in CMYK print colours; the browser brought it to RGB, so colours may look a little different.`,
  animated: tr`The picture is an animation; only its first frame was opened.`,
  notesCut: tr`The file’s texts are longer than 1 MB together; some were left out.`,
  profileDropped: tr`The picture’s colour profile is damaged or not for RGB pixels and was left out.`,
  premultiplied: tr`This browser blurs the colours of half-transparent pixels a little while opening this format; a PNG comes through exactly.`,
} as const;

/** The sentences that a platform-decoded picture needs. `turned`: whether the decoder turned it; null where nobody can tell. */
export function headerNotices(header: PictureHeader, turned: boolean | null): string[] {
  const notices: string[] = [];
  if (header.deep) notices.push(wordings.deep);
  if (header.orientation !== 1 && turned !== null) notices.push(turned ? wordings.rotated : wordings.rotationIgnored);
  if (header.cmyk) notices.push(wordings.cmyk);
  if (header.animated) notices.push(wordings.animated);
  return notices;
}

/** Keeps a profile only where it fits RGB pixels; `notice` says so where it does not. */
export function judgeProfile(icc: Uint8Array | null, cmyk: boolean): { icc: Uint8Array | null; notice: string | null } {
  if (icc === null) return { icc: null, notice: null };
  if (!cmyk && isRgbProfile(icc)) return { icc, notice: null };
  return { icc: null, notice: cmyk ? null : wordings.profileDropped };
}
