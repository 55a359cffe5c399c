export interface ChromiumSearch {
  environment?: Readonly<Record<string, string | undefined>>;
  places?: readonly string[];
  exists?: (path: string) => boolean;
  major?: (path: string) => number | null;
  own?: () => Promise<string | null>;
}
export function findChromium(search?: ChromiumSearch): Promise<string | null>;
export interface ChromiumSource {
  /** What is said while it is tried. */
  command: string;
  /** Null where it worked, else what went wrong, in one line. */
  install: () => string | null;
}
export interface ChromiumSources {
  sources: readonly ChromiumSource[];
  /** The one command for a person to run. */
  manual: string;
}
export function chromiumSources(machine?: {
  platform?: NodeJS.Platform;
  root?: boolean;
  present?: (program: string) => boolean;
}): ChromiumSources;
export function ensureChromium(means?: {
  find?: () => Promise<string | null>;
  environment?: Readonly<Record<string, string | undefined>>;
  from?: ChromiumSources;
}): Promise<string | null>;

export function complaint(stderr: string): string | null;
