import { setArea } from '../../document/commands';
import { useArea } from '../../document/hooks';
import { Button } from '../../ui/Button';
import styles from './Options.module.css';
import { tr } from '../../../workers/texts/texts';

/** The part of the picture that the model sees. */
export function AreaOptions() {
  const area = useArea();
  return (
    <>
      <p className={styles.words}>
        {area
          ? tr`The model sees ${area.width} × ${area.height} pixels from ${area.x}, ${area.y}, at ${area.modelWidth} × ${area.modelHeight}. Touch-ups within it resume instead of starting anew.`
          : tr`Drag a rectangle, or leave it: it is then chosen around what you painted when you generate.`}
      </p>
      {area ? <Button onClick={() => setArea(null)}>{tr`Choose it anew at the next run`}</Button> : null}
    </>
  );
}
