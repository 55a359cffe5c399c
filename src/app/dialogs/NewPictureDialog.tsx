import { useState } from 'react';
import { openPicture } from '../../document/commands';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { LabelledNumber } from '../../ui/LabelledNumber';
import { Segmented } from '../../ui/Segmented';
import { maximumSidePx } from '../../../workers/protocol/recipe';
import { blankPicture, blankGrounds, type BlankGround } from './blankPicture';
import styles from './CanvasSizeDialog.module.css';

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
      title="New blank picture"
      about="Then change everything: the prompt alone makes the picture. What is open now comes back with Undo."
      open={open}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>Leave it</Button>
          <Button tone="primary" large onClick={make}>
            Make it
          </Button>
        </>
      }
    >
      <div className={styles.pair}>
        <LabelledNumber
          label="Width in pixels"
          about="More gives room for more, and takes longer: the model draws at its own size and is enlarged beyond."
          value={width}
          minimum={64}
          maximum={maximumSidePx}
          onChange={setWidth}
        />
        <LabelledNumber
          label="Height in pixels"
          about="More gives room for more, and takes longer: the model draws at its own size and is enlarged beyond."
          value={height}
          minimum={64}
          maximum={maximumSidePx}
          onChange={setHeight}
        />
      </div>
      <Segmented label="Ground" value={ground} options={blankGrounds} onChange={setGround} />
    </Dialog>
  );
}
