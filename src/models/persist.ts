/** Asks the browser not to clear what is kept. Whether it agreed is seen in the store's own account of the disk. */
export function askToPersist(): void {
  // Undefined outside secure contexts, whatever the types say.
  const storage = navigator.storage as StorageManager | undefined;
  storage?.persist().catch(() => undefined);
}
