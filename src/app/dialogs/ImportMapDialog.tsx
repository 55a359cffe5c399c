import { useState } from 'react';
import { RadioGroup } from 'radix-ui';
import { plainReading } from '../../../workers/maps/plainReading';
import { scaledSentence } from '../../../workers/maps/scaledSentence';
import type { MapReading, WhiteMeans } from '../../../workers/protocol/pictures';
import { usePicture } from '../../document/hooks';
import { Button } from '../../ui/Button';
import { Dialog, DialogFoot } from '../../ui/Dialog';
import { SwitchField } from '../../ui/SwitchField';
import styles from './ImportMapDialog.module.css';
import { mapRemedies } from './mapRemedies';
import { MapThumbnail } from './MapReadings';
import { useMapFile } from './useMapFile';
import { tr } from '../../../workers/texts/texts';

interface ImportMapDialogProps {
  /** The chosen file, or null while the dialog is closed. */
  readonly file: Blob | null;
  /** `asNew`: as a map above the others instead of in the place of the one that is painted. */
  readonly onImport: (reading: MapReading, asNew: boolean) => void;
  readonly onClose: () => void;
}

const meanings: readonly { readonly value: WhiteMeans; readonly label: string; readonly about: string }[] = [
  { value: 'may-change', label: tr`May change`, about: tr`as Sfumato and most mask editors have it` },
  { value: 'stays', label: tr`Stays as it is`, about: tr`as the maps of the published demos have it` },
];

/** Asks which way an imported map is meant, showing what each answer would leave to change. */
export function ImportMapDialog({ file, onImport, onClose }: ImportMapDialogProps) {
  return (
    <Dialog
      title={tr`Import change map`}
      about={tr`What does white mean in this picture? The thumbnails show in white what could change.`}
      open={file !== null}
      onClose={onClose}
    >
      {file ? <MapQuestions key={keyOf(file)} file={file} onImport={onImport} onClose={onClose} /> : null}
    </Dialog>
  );
}

/** Files are told apart by themselves: two may have one name. */
const keys = new WeakMap<Blob, string>();
function keyOf(file: Blob): string {
  const key = keys.get(file) ?? crypto.randomUUID();
  keys.set(file, key);
  return key;
}

/** The questions about one file, asked anew for each: the last file's answers may be wrong for this one. */
function MapQuestions({ file, onImport, onClose }: ImportMapDialogProps) {
  const [reading, setReading] = useState(() => plainReading('may-change'));
  const [asNew, setAsNew] = useState(false);
  const picture = usePicture();
  const facts = useMapFile(file);
  const scaled = facts && picture && scaledSentence(facts, picture, 'is');
  return (
    <>
      <RadioGroup.Root
        className={styles.choices}
        aria-label={tr`White means`}
        value={reading.whiteMeans}
        onValueChange={(next) => setReading({ ...reading, whiteMeans: next === 'stays' ? 'stays' : 'may-change' })}
      >
        {meanings.map(({ value, label, about }) => (
          <RadioGroup.Item key={value} value={value} className={styles.choice} aria-label={label}>
            {facts ? <MapThumbnail facts={facts} reading={{ ...reading, whiteMeans: value }} /> : <span className={styles.thumb} />}
            <b>{label}</b>
            <span>{about}</span>
          </RadioGroup.Item>
        ))}
      </RadioGroup.Root>
      {facts
        ? mapRemedies(facts, reading).map(({ sentence, label, apply }) => (
            <p key={label} className={styles.scaled} role="note">
              {sentence} <Button onClick={() => setReading(apply(reading))}>{label}</Button>
            </p>
          ))
        : null}
      {scaled ? (
        <p className={styles.scaled} role="note">
          {scaled}
        </p>
      ) : null}
      <SwitchField
        label={tr`Keep what is painted`}
        about={tr`Adds the file as a map of its own above the others.`}
        checked={asNew}
        onChange={setAsNew}
      />
      <DialogFoot>
        <Button onClick={onClose}>{tr`Leave it`}</Button>
        <Button tone="primary" large onClick={() => onImport(reading, asNew)}>
          {tr`Import`}
        </Button>
      </DialogFoot>
    </>
  );
}
