export function reasonToInstall(folder: string): string | null;
export function npm(folder: string, ...given: string[]): boolean;
export function ensureDependencies(folder: string, install?: (folder: string, ...given: string[]) => boolean): boolean;
