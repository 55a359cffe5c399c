export function tooOldNode(version?: string): string | null;
