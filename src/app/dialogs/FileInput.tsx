import type { FileInputName } from '../../actions/filePicker';

interface FileInputProps {
  readonly name: FileInputName;
  readonly onFile: (file: File) => void;
}

/** The hidden input behind the button of that name. */
export function FileInput({ name, onFile }: FileInputProps) {
  return (
    <input
      type="file"
      hidden
      aria-label={name}
      accept="image/*"
      onChange={(event) => {
        const file = event.target.files?.[0];
        // The same file may be chosen again.
        event.target.value = '';
        if (file) onFile(file);
      }}
    />
  );
}
