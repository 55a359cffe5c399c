import { Check, PenLine, X } from 'lucide-react';
import { useStore } from 'zustand';
import type { GuideContent, PickedSegment } from '../../../document/guide';
import { findLinesAnew } from '../../../guides/lines/linesOfScene';
import { inWords } from '../../../guides/lines/segments';
import { drawOnSegments, keepAllSegments, keepSegment, pointAtSegment, segmentViewStore } from '../../../guides/lines/segmentView';
import { Button } from '../../../ui/Button';
import { PixelsField } from '../../../ui/PixelsField';
import panel from '../Panel.module.css';
import { EdgeFields } from './EdgeFields';
import styles from './Lines.module.css';
import { useAhead } from './useAhead';
import { tr } from '../../../../workers/texts/texts';

interface LineFieldsProps {
  readonly id: string;
  readonly content: Extract<GuideContent, { of: 'segments' }>;
}

/** A list of thousands could not be read, and would take long to be shown. */
const mostListed = 200;

/** The straight lines of a guide to pick from, and how they are found. */
export function LineFields({ id, content: { segments, lines } }: LineFieldsProps) {
  const { settings, change } = useAhead(lines, (next) => findLinesAnew(id, next));
  const kept = segments.filter((segment) => segment.kept).length;
  return (
    <>
      <p className={panel.soft}>
        {segments.length === 0
          ? tr`No line is that long and that plain. Lower “Shortest line” or the thresholds.`
          : tr`${kept} of ${segments.length} kept. Click a line on the picture to leave it out or take it in; drag over several.`}
      </p>
      <div className={panel.halves}>
        <Button icon={<Check />} disabled={kept === segments.length} onClick={() => keepAllSegments(true)}>
          {tr`Keep all`}
        </Button>
        <Button icon={<X />} disabled={kept === 0} onClick={() => keepAllSegments(false)}>
          {tr`Keep none`}
        </Button>
      </div>
      {segments.length > 0 ? <SegmentList segments={segments} /> : null}
      <PixelsField
        label={tr`Shortest line`}
        about={tr`Shorter straight lines are left out, in pixels of the picture: more keeps fewer.`}
        value={settings.shortestPx}
        minimum={2}
        maximum={4096}
        step={1}
        onChange={(shortestPx) => change({ shortestPx })}
      />
      <PixelsField
        label={tr`Gaps in lines`}
        about={tr`So much of a line may be missing on end, in pixels of the picture: more joins what lies in one line.`}
        value={settings.gapPx}
        minimum={0}
        maximum={256}
        step={1}
        onChange={(gapPx) => change({ gapPx })}
      />
      <EdgeFields edges={settings} onChange={change} />
      <Button icon={<PenLine />} disabled={kept === 0} onClick={drawOnSegments}>
        {tr`Draw on the lines`}
      </Button>
    </>
  );
}

function SegmentList({ segments }: { readonly segments: readonly PickedSegment[] }) {
  const pointed = useStore(segmentViewStore, (state) => state.pointed);
  return (
    <>
      <ul className={styles.lines} aria-label={tr`Straight lines`}>
        {segments.slice(0, mostListed).map((segment, i) => (
          <li key={i}>
            <label
              className={styles.line}
              data-pointed={i === pointed}
              onPointerEnter={() => pointAtSegment(i)}
              onPointerLeave={() => pointAtSegment(null)}
            >
              <input
                type="checkbox"
                checked={segment.kept}
                onChange={({ target }) => keepSegment(i, target.checked)}
                onFocus={() => pointAtSegment(i)}
                onBlur={() => pointAtSegment(null)}
              />
              {inWords(segment)}
            </label>
          </li>
        ))}
      </ul>
      {segments.length > mostListed ? (
        <p className={panel.soft}>{tr`These are the ${mostListed} longest; the others are picked on the picture.`}</p>
      ) : null}
    </>
  );
}
