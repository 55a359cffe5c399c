import { Brush, Sparkles } from 'lucide-react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { useResults } from '../../document/hooks';
import type { PlacedResult } from '../../document/results/placedResults';
import { editOfShown, paintOnMap, refineGuidanceImage, showGuidanceImage } from '../../generation/methods/guidedStages';
import { jobStore } from '../../generation/jobStore';
import { showResult } from '../../generation/staging';
import { useReadiness } from '../../generation/useReadiness';
import { useShownResult } from '../../generation/useShownResult';
import { Button } from '../../ui/Button';
import { reportToUser } from '../../ui/notices';
import { PixelThumbnail } from '../../ui/PixelThumbnail';
import panel from '../panels/Panel.module.css';
import { DistanceStrip } from './DistanceStrip';
import styles from './Guided.module.css';
import { tr } from '../../../workers/texts/texts';
import { inSentence } from '../../../workers/texts/inSentence';

/** What guided optimisation made on the way: guidance image, map and result as cards, and how the leading went. */
export function GuidedPart() {
  const results = useResults();
  const edit = editOfShown(useShownResult(), results);
  const running = useStore(jobStore, (state) => state.running);
  const live = running && running.distances.length > 0 ? running.distances : null;
  const distances = live ?? edit?.result.guided?.distances ?? [];
  return (
    <section className={styles.part} aria-label={tr`Stages of the edit`}>
      <h2>{tr`Stages of the edit`}</h2>
      {edit && !live ? <Cards edit={edit} results={results} /> : null}
      <DistanceStrip distances={distances} />
    </section>
  );
}

function Cards({ edit, results }: { readonly edit: PlacedResult; readonly results: readonly PlacedResult[] }) {
  const shown = useShownResult();
  const busy = useStore(jobStore, (state) => state.running !== null);
  const ready = useReadiness().ready;
  const { rect, rgba, latentMap, guided, recipe } = edit.result;
  const image = guided?.guidanceImage ?? null;
  const refined = recipe.method.name === 'guided-optimisation' && recipe.method.refinement !== null;
  const isResult = recipe.method.name === 'guided-optimisation' && recipe.method.output === 'edit';
  return (
    <>
      <ul className={styles.cards} aria-label={tr`Stages`}>
        <Card
          title={tr`Guidance image`}
          named="Guidance"
          pressed={shown !== null && (shown.id !== edit.id || !isResult)}
          onShow={image && isResult ? () => showGuidanceImage(edit, results) : undefined}
          picture={image && <PixelThumbnail width={rect.width} height={rect.height} rgba={image} />}
          empty={tr`none: the picture alone leads`}
        >
          <Button
            icon={<Sparkles />}
            disabled={!image || !isResult || refined || busy || !ready}
            title={refined ? tr`It was refined already.` : tr`Brings it nearer to the picture, and runs again from there.`}
            onClick={() => refineGuidanceImage(edit).catch(reportToUser)}
          >
            {refined ? tr`Refined` : tr`Refine`}
          </Button>
        </Card>
        <Card
          title={tr`Map`}
          pressed={false}
          onShow={latentMap && (() => paintOnMap(edit).catch(reportToUser))}
          showLabel={tr`Paint on the map of this edit`}
          picture={latentMap && <PixelThumbnail width={latentMap.width} height={latentMap.height} rgba={greyToRgba(latentMap.data)} />}
          empty={tr`none`}
        >
          <Button
            icon={<Brush />}
            disabled={!latentMap}
            title={tr`Makes it the change map, to paint on; it says from then on where the edit lies.`}
            onClick={() => paintOnMap(edit).catch(reportToUser)}
          >
            {tr`Paint on it`}
          </Button>
        </Card>
        <Card
          title={tr`Result`}
          pressed={shown?.id === edit.id && isResult}
          onShow={isResult ? () => showResult(edit.id) : undefined}
          picture={isResult && <PixelThumbnail width={rect.width} height={rect.height} rgba={rgba} />}
          empty={tr`not in the list`}
        />
      </ul>
      <p className={panel.soft}>{tr`Each can be shown and accepted; the next run then starts from it.`}</p>
    </>
  );
}

interface CardProps {
  readonly title: string;
  /** What stands below, where the title is too long. */
  readonly named?: string;
  readonly pressed: boolean;
  readonly onShow: (() => void) | undefined;
  readonly showLabel?: string;
  readonly picture: ReactNode;
  /** What is said where there is none. */
  readonly empty: string;
  readonly children?: ReactNode;
}

function Card({ title, named, pressed, onShow, showLabel, picture, empty, children }: CardProps) {
  return (
    <li className={styles.card}>
      <button
        type="button"
        className={styles.shot}
        aria-label={showLabel ?? tr`Show the ${inSentence(title)}`}
        aria-pressed={showLabel ? undefined : pressed}
        disabled={!onShow}
        onClick={onShow}
      >
        {picture || <span>{empty}</span>}
      </button>
      <b>{named ?? title}</b>
      {children}
    </li>
  );
}

const greyToRgba = (grey: Uint8Array): Uint8Array =>
  Uint8Array.from({ length: grey.length * 4 }, (_, i) => (i % 4 === 3 ? 255 : (grey[i >> 2] ?? 0)));
