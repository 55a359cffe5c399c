export interface ChromiumSearch {
  environment?: Readonly<Record<string, string | undefined>>;
  places?: readonly string[];
  exists?: (path: string) => boolean;
  major?: (path: string) => number | null;
  own?: () => Promise<string | null>;
}
export function findChromium(search?: ChromiumSearch): Promise<string | null>;
export function ensureChromium(): Promise<string | null>;
