interface Asking {
  /** Absent where no permission is needed. */
  queryPermission?(wanted: { readonly mode: 'read' }): Promise<'granted' | 'denied' | 'prompt'>;
  /** Asks the person; only in the window, and only in answer to a click. */
  requestPermission?(wanted: { readonly mode: 'read' }): Promise<'granted' | 'denied' | 'prompt'>;
}

/**
 * A file of this computer that can be opened again in a later session: the platform's `FileSystemFileHandle`, as far as it is used here.
 * It may be handed to another worker, and kept in IndexedDB.
 */
export interface LocalFileHandle extends Asking {
  readonly kind: 'file';
  readonly name: string;
  /** The file as it is now. Throws `NotFoundError` where it was moved or removed, `NotAllowedError` without permission. */
  getFile(): Promise<File>;
}

/** A folder of this computer, alike: the platform's `FileSystemDirectoryHandle`. What lies in it is read by its permission. */
export interface LocalFolderHandle extends Asking {
  readonly kind: 'directory';
  readonly name: string;
  /** Throws `NotFoundError` where there is no such folder, `NotAllowedError` without permission. */
  getDirectoryHandle(name: string): Promise<LocalFolderHandle>;
  /** Throws as `getDirectoryHandle`. */
  getFileHandle(name: string): Promise<LocalFileHandle>;
  values(): AsyncIterable<LocalFileHandle | LocalFolderHandle>;
}

export type LocalHandle = LocalFileHandle | LocalFolderHandle;
