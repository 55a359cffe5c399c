import { Check, ChevronLeft, ChevronRight, Eye, Star, Trash2 } from 'lucide-react';
import { actionById } from '../../actions/registry';
import { runAction } from '../../actions/runAction';
import { holdBefore } from '../../canvas/compare';
import { useResults } from '../../document/hooks';
import type { PlacedResult } from '../../document/results/placedResults';
import { Button, IconButton } from '../../ui/Button';
import { Tip } from '../../ui/Tip';
import { ActionIconButton } from '../ActionButton';
import styles from './Film.module.css';
import { tr } from '../../../workers/texts/texts';
import { rich } from '../../ui/rich';

/** What may be done with the shown result. It belongs to the result's list item and is drawn in the band, touching the picture. */
export function AcceptBar({ item }: { readonly item: PlacedResult }) {
  const results = useResults();
  const act = (id: string) => () => runAction(actionById(id));
  return (
    <div className={styles.decide} role="group" aria-label={tr`Result ${item.number}`}>
      <ActionIconButton action={actionById('newer-result')} icon={<ChevronLeft />} />
      <span className={styles.count}>{tr`${results.indexOf(item) + 1} of ${results.length}`}</span>
      <ActionIconButton action={actionById('older-result')} icon={<ChevronRight />} />
      <span className={styles.rule} aria-hidden />
      <ShowBefore />
      <IconButton label={tr`Star`} icon={<Star />} aria-pressed={item.starred} onClick={act('star-result')} />
      <span className={styles.rule} aria-hidden />
      <Button tone="quiet" icon={<Trash2 aria-hidden />} onClick={act('discard-result')}>
        {tr`Discard`}
      </Button>
      {item.accepted ? (
        <Button disabled icon={<Check aria-hidden />}>
          {tr`Accepted`}
        </Button>
      ) : (
        <Button tone="primary" icon={<Check aria-hidden />} onClick={act('accept-result')}>
          {rich`Accept${(<kbd aria-hidden>↵</kbd>)}`}
        </Button>
      )}
    </div>
  );
}

/** The picture as it was, for as long as the button is held. */
function ShowBefore() {
  const show = () => holdBefore(true);
  const hide = () => holdBefore(false);
  return (
    <Tip text={tr`Hold to see the picture before`} keys="X">
      <Button
        tone="quiet"
        className={styles.before ?? ''}
        icon={<Eye aria-hidden />}
        aria-label={tr`Show before`}
        data-tour="before"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          show();
        }}
        onPointerUp={hide}
        onPointerCancel={hide}
        onBlur={hide}
        onKeyDown={({ key }) => (key === ' ' || key === 'Enter' ? show() : undefined)}
        onKeyUp={hide}
      >
        <span className={styles.words}>{tr`Show before`}</span>
      </Button>
    </Tip>
  );
}
