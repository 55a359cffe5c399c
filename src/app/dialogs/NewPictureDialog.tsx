import { useState } from 'react';
import { openPicture } from '../../document/commands';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { LabelledNumber } from '../../ui/LabelledNumber';
import { Segmented } from '../../ui/Segmented';
import { maximumSidePx } from '../../../workers/protocol/recipe';
import { blankPicture, blankGrounds, type BlankGround } from './blankPicture';
import styles from './CanvasSizeDialog.module.css';
import { tr } from '../../../workers/texts/texts';

interface NewPictureDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** A blank picture to begin with: change everything, and the prompt alone makes it. */
export function NewPictureDialog({ open, onClose }: NewPictureDialogProps) {
  const [width, setWidth] = useState(512);
  const [height, setHeight] = useState(512);
  const [ground, setGround] = useState<BlankGround>('grey');
  const make = () => {
    openPicture(blankPicture({ width, height }, ground));
    onClose();
  };
  return (
    <Dialog
      title={tr`New blank picture`}
      about={tr`Then change everything: the prompt alone makes the picture. What is open now comes back with Undo.`}
      open={open}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{tr`Leave it`}</Button>
          <Button tone="primary" large onClick={make}>
            {tr`Make it`}
          </Button>
        </>
      }
    >
      <div className={styles.pair}>
        <LabelledNumber
          label={tr`Width in pixels`}
          about={tr`More gives room for more, and takes longer: the model draws at its own size and is enlarged beyond.`}
          value={width}
          minimum={64}
          maximum={maximumSidePx}
          onChange={setWidth}
        />
        <LabelledNumber
          label={tr`Height in pixels`}
          about={tr`More gives room for more, and takes longer: the model draws at its own size and is enlarged beyond.`}
          value={height}
          minimum={64}
          maximum={maximumSidePx}
          onChange={setHeight}
        />
      </div>
      <Segmented label={tr`Ground`} value={ground} options={blankGrounds} onChange={setGround} />
    </Dialog>
  );
}
