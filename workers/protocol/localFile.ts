/**
 * A file of this computer that can be opened again in a later session: the platform's `FileSystemFileHandle`, as far as it is used here.
 * It may be handed to another worker, and kept in IndexedDB.
 */
export interface LocalFileHandle {
  readonly kind: 'file';
  readonly name: string;
  /** The file as it is now. Throws `NotFoundError` where it was moved or removed, `NotAllowedError` without permission. */
  getFile(): Promise<File>;
  /** Absent where no permission is needed. */
  queryPermission?(wanted: { readonly mode: 'read' }): Promise<'granted' | 'denied' | 'prompt'>;
  /** Asks the person; only in the window, and only in answer to a click. */
  requestPermission?(wanted: { readonly mode: 'read' }): Promise<'granted' | 'denied' | 'prompt'>;
}
