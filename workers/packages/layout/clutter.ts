/** Files that systems and tools leave beside others. */
export const clutter = /(?:^|\/)(?:\.[^/]*|__MACOSX)(?:\/|$)/;
