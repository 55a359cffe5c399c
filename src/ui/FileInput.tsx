import type { RefObject } from 'react';

interface FileInputProps {
  /** Its name, by which the button that opens it finds it too. */
  readonly label: string;
  readonly ref?: RefObject<HTMLInputElement | null>;
  /** What the browser's dialog offers; pictures unless said. */
  readonly accept?: string;
  readonly onFile: (file: File) => void;
}

/** The hidden input behind a button that asks for a file. The same file may be chosen again. */
export function FileInput({ label, ref, accept = 'image/*', onFile }: FileInputProps) {
  return (
    <input
      ref={ref}
      type="file"
      hidden
      aria-label={label}
      accept={accept}
      onChange={(event) => {
        const file = event.target.files?.[0];
        event.target.value = '';
        if (file) onFile(file);
      }}
    />
  );
}

interface FolderInputProps extends Pick<FileInputProps, 'label' | 'ref'> {
  /** At least one. */
  readonly onFiles: (files: readonly File[]) => void;
}

/** The hidden input behind a button that asks for a folder. */
export function FolderInput({ label, ref, onFiles }: FolderInputProps) {
  return (
    <input
      ref={ref}
      type="file"
      hidden
      multiple
      aria-label={label}
      {...{ webkitdirectory: '' }}
      onChange={(event) => {
        const files = [...(event.target.files ?? [])];
        event.target.value = '';
        if (files.length > 0) onFiles(files);
      }}
    />
  );
}
