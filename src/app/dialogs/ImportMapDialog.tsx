import { useState } from 'react';
import { RadioGroup } from 'radix-ui';
import { usePicture } from '../../document/hooks';
import { scaledSentence } from '../../exchange/changeMap/importChangeMap';
import type { WhiteMeans } from '../../exchange/changeMap/polarity';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { SwitchField } from '../../ui/SwitchField';
import styles from './ImportMapDialog.module.css';
import { MapReading } from './MapReadings';
import { useMapFile } from './useMapFile';

interface ImportMapDialogProps {
  /** The chosen file, or null while the dialog is closed. */
  readonly file: Blob | null;
  /** `asNew`: as a map above the others instead of in the place of the one that is painted. */
  readonly onImport: (whiteMeans: WhiteMeans, asNew: boolean) => void;
  readonly onClose: () => void;
}

const meanings: readonly { readonly value: WhiteMeans; readonly label: string; readonly about: string }[] = [
  { value: 'may-change', label: 'May change', about: 'as Sfumato and most mask editors have it' },
  { value: 'stays', label: 'Stays as it is', about: 'as the maps of the published demos have it' },
];

/** Asks which way an imported map is meant, showing what each answer would leave to change. */
export function ImportMapDialog({ file, onImport, onClose }: ImportMapDialogProps) {
  const [whiteMeans, setWhiteMeans] = useState<WhiteMeans>('may-change');
  const [asNew, setAsNew] = useState(false);
  const picture = usePicture();
  const facts = useMapFile(file);
  const scaled = facts && picture && scaledSentence(facts, picture, 'is');
  return (
    <Dialog title="Import change map" about="What does white mean in this picture? The thumbnails show in white what could change." open={file !== null} onClose={onClose}>
      <RadioGroup.Root className={styles.choices} aria-label="White means" value={whiteMeans} onValueChange={(next) => setWhiteMeans(next === 'stays' ? 'stays' : 'may-change')}>
        {meanings.map(({ value, label, about }) => (
          <RadioGroup.Item key={value} value={value} className={styles.choice} aria-label={label}>
            {facts ? <MapReading facts={facts} whiteMeans={value} /> : <span className={styles.thumb} />}
            <b>{label}</b>
            <span>{about}</span>
          </RadioGroup.Item>
        ))}
      </RadioGroup.Root>
      {scaled ? (
        <p className={styles.scaled} role="note">
          {scaled}
        </p>
      ) : null}
      <SwitchField label="Keep what is painted" about="Adds the file as a map of its own above the others." checked={asNew} onChange={setAsNew} />
      <div className={styles.buttons}>
        <Button onClick={onClose}>Leave it</Button>
        <Button tone="primary" onClick={() => onImport(whiteMeans, asNew)}>
          Import
        </Button>
      </div>
    </Dialog>
  );
}
