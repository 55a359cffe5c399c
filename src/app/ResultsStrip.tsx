import { Blend, Check, Trash2 } from 'lucide-react';
import { useStore } from 'zustand';
import { takeContrastAsMap } from '../changemap/makeMap';
import { reportToUser } from '../ui/notices';
import { acceptResult, discardResult, showResult } from '../generation/staging';
import { jobStore } from '../generation/jobStore';
import { Button, IconButton } from '../ui/Button';
import { PixelThumbnail } from '../ui/PixelThumbnail';
import styles from './ResultsStrip.module.css';

/** Results staged and kept, newest first; hidden while there are none. */
export function ResultsStrip() {
  const staged = useStore(jobStore, (state) => state.staged);
  const shownId = useStore(jobStore, (state) => state.shownId);
  if (staged.length === 0) return null;
  return (
    <div className={styles.strip}>
      <h2>Results</h2>
      <ul className={styles.list} aria-label="Results">
        {staged.map((item) => (
          <li key={item.id} className={styles.item} data-shown={item.id === shownId}>
            <button type="button" className={styles.thumb} aria-label={`Show result ${item.number}`} aria-pressed={item.id === shownId} onClick={() => showResult(item.id === shownId ? null : item.id)}>
              <PixelThumbnail width={item.result.rect.width} height={item.result.rect.height} rgba={item.result.rgba} />
            </button>
            <div className={styles.side}>
              <span className={styles.facts}>
                seed {item.result.recipe.seed}
                <br />
                {item.result.evaluations.done} steps · {item.result.seconds.toFixed(1)} s
              </span>
              <div className={styles.buttons}>
                {item.accepted ? (
                  <Button disabled icon={<Check />}>
                    Accepted
                  </Button>
                ) : (
                  <Button tone="primary" icon={<Check />} onClick={() => acceptResult(item.id)}>
                    Accept
                  </Button>
                )}
                {item.result.automaticMap ? <IconButton label="Use its automatic map as change map" icon={<Blend />} onClick={() => takeContrastAsMap(item.result).catch(reportToUser)} /> : null}
                <IconButton label="Discard" icon={<Trash2 />} onClick={() => discardResult(item.id)} />
              </div>
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
