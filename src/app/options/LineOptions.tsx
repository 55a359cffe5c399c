import { Check, X } from 'lucide-react';
import { useStore } from 'zustand';
import { documentStore } from '../../document/documentStore';
import { guideViewStore } from '../../guides/guideView';
import { keepAllSegments } from '../../guides/lines/segmentView';
import { Button } from '../../ui/Button';
import styles from './Options.module.css';
import { tr } from '../../../workers/texts/texts';

/** What the Move tool does with the straight lines of the selected guide. */
export function LineOptions() {
  const selectedId = useStore(guideViewStore, (state) => state.selectedId);
  const content = useStore(documentStore, ({ guides }) => guides.find(({ id }) => id === selectedId)?.content);
  const segments = content?.of === 'segments' ? content.segments : [];
  const kept = segments.filter((segment) => segment.kept).length;
  return (
    <>
      <p className={styles.words}>{tr`Click a line to leave it out or take it in; drag over several.`}</p>
      <Button icon={<Check />} disabled={kept === segments.length} onClick={() => keepAllSegments(true)}>
        {tr`All lines`}
      </Button>
      <Button icon={<X />} disabled={kept === 0} onClick={() => keepAllSegments(false)}>
        {tr`No lines`}
      </Button>
    </>
  );
}
