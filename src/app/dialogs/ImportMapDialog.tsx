import { useCallback, useState } from 'react';
import { RadioGroup } from 'radix-ui';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import styles from './ImportMapDialog.module.css';

export type WhiteMeans = 'may-change' | 'stays';

interface ImportMapDialogProps {
  /** The chosen file, or null while the dialog is closed. */
  readonly file: Blob | null;
  readonly onImport: (whiteMeans: WhiteMeans) => void;
  readonly onClose: () => void;
}

const meanings: readonly { readonly value: WhiteMeans; readonly label: string; readonly about: string }[] = [
  { value: 'may-change', label: 'May change', about: 'as Sfumato and most mask editors have it' },
  { value: 'stays', label: 'Stays as it is', about: 'as the maps of the published demos have it' },
];

/** Asks which way an imported map is meant, showing what each answer would leave to change. */
export function ImportMapDialog({ file, onImport, onClose }: ImportMapDialogProps) {
  const [whiteMeans, setWhiteMeans] = useState<WhiteMeans>('may-change');
  return (
    <Dialog title="Import change map" about="What does white mean in this picture? The thumbnails show in white what could change." open={file !== null} onClose={onClose}>
      <RadioGroup.Root className={styles.choices} aria-label="White means" value={whiteMeans} onValueChange={(next) => setWhiteMeans(next === 'stays' ? 'stays' : 'may-change')}>
        {meanings.map(({ value, label, about }) => (
          <RadioGroup.Item key={value} value={value} className={styles.choice} aria-label={label}>
            {file ? <FileThumbnail file={file} inverted={value === 'stays'} /> : null}
            <b>{label}</b>
            <span>{about}</span>
          </RadioGroup.Item>
        ))}
      </RadioGroup.Root>
      <div className={styles.buttons}>
        <Button onClick={onClose}>Leave it</Button>
        <Button tone="primary" onClick={() => onImport(whiteMeans)}>
          Import
        </Button>
      </div>
    </Dialog>
  );
}

/** The file's own picture; decoration beside the words. */
function FileThumbnail({ file, inverted }: { readonly file: Blob; readonly inverted: boolean }) {
  const show = useCallback(
    (image: HTMLImageElement) => {
      const url = URL.createObjectURL(file);
      image.src = url;
      return () => URL.revokeObjectURL(url);
    },
    [file],
  );
  return <img ref={show} className={styles.thumb} data-inverted={inverted} alt="" />;
}
