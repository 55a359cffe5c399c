/** Bytes as people read them: `3.4 MB`. */
export const megabytes = (sizeBytes: number): string => `${(sizeBytes / 2 ** 20).toFixed(sizeBytes < 10 * 2 ** 20 ? 1 : 0)} MB`;
