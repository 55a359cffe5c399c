import { Grid3x3, Star } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { openDialog } from '../../actions/dialogStore';
import { documentStore } from '../../document/documentStore';
import { useResults } from '../../document/hooks';
import type { PlacedResult } from '../../document/results/placedResults';
import { ownGrids } from '../../document/results/gridCommands';
import { differenceInWords } from '../../generation/recipe/recipeDifference';
import { showResult } from '../../generation/staging';
import { useShownResult } from '../../generation/useShownResult';
import { IconButton } from '../../ui/Button';
import { PixelThumbnail } from '../../ui/PixelThumbnail';
import { AcceptBar } from './AcceptBar';
import styles from './Film.module.css';
import { SampleStrip } from './SampleStrip';
import { tr } from '../../../workers/texts/texts';

/** The results of the picture on the table, newest first; before the first one, samples where one of them lies there. */
export function Filmstrip() {
  const results = useResults();
  const shown = useShownResult();
  const hasGrid = useStore(documentStore, (state) => ownGrids(state).length > 0);
  const [onlyStarred, setOnlyStarred] = useState(false);
  if (results.length === 0) return <SampleStrip />;
  const stars = results.filter(({ starred }) => starred).length;
  const listed = onlyStarred && stars > 0 ? results.filter(({ starred, id }) => starred || id === shown?.id) : results;
  return (
    <section className={styles.strip} aria-label={tr`Filmstrip`}>
      <div className={styles.head}>
        <h2>{tr`Results`}</h2>
        <span>
          {results.length}
          {stars > 0 ? tr` · ${stars} starred` : ''}
        </span>
        <IconButton
          label={tr`Only starred`}
          icon={<Star />}
          aria-pressed={onlyStarred && stars > 0}
          disabled={stars === 0}
          onClick={() => setOnlyStarred(!onlyStarred)}
        />
        {hasGrid ? <IconButton label={tr`Compare as a grid`} icon={<Grid3x3 />} onClick={() => openDialog('grid')} /> : null}
      </div>
      <ul className={styles.film} aria-label={tr`Results`}>
        {listed.map((item) => (
          <FilmItem key={item.id} item={item} shown={item.id === shown?.id} difference={differenceOf(item, shown, results)} />
        ))}
      </ul>
    </section>
  );
}

/** In words, what sets a result apart from the one that is shown, or else from the one before it. */
function differenceOf(item: PlacedResult, shown: PlacedResult | null, results: readonly PlacedResult[]): string {
  const other = shown && shown.id !== item.id ? shown : results[results.indexOf(item) + 1];
  if (item.gone) return tr`its place was cut off`;
  return other ? differenceInWords(other.result.recipe, item.result.recipe).slice(0, 2).join(', ') : '';
}

interface FilmItemProps {
  readonly item: PlacedResult;
  readonly shown: boolean;
  readonly difference: string;
}

function FilmItem({ item, shown, difference }: FilmItemProps) {
  const { number, starred, gone, result } = item;
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (shown) button.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [shown]);
  return (
    <li data-shown={shown}>
      <button
        ref={button}
        type="button"
        className={styles.shot}
        aria-label={tr`Show result ${number}`}
        aria-description={[starred ? 'starred' : '', difference].filter(Boolean).join(', ')}
        aria-pressed={shown}
        disabled={gone}
        onClick={() => showResult(shown ? null : item.id)}
      >
        <PixelThumbnail width={result.rect.width} height={result.rect.height} rgba={result.rgba} />
        {starred ? (
          <span className={styles.star} aria-hidden>
            <Star />
          </span>
        ) : null}
        {difference ? (
          <span className={styles.difference} aria-hidden>
            {difference}
          </span>
        ) : null}
      </button>
      {shown ? <AcceptBar item={item} /> : null}
    </li>
  );
}
