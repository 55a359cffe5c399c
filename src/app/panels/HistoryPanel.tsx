import { useStore } from 'zustand';
import { historySizeBytes, historyStore, jumpInHistory } from '../../document/history';
import { undoBudgetStore } from '../../document/history/undoBudget';
import { historyLossWords, saveStateStore } from '../../document/storage/saveState';
import { megabytes } from '../../ui/megabytes';
import { PixelThumbnail } from '../../ui/PixelThumbnail';
import styles from './HistoryPanel.module.css';
import panel from './Panel.module.css';
import { tr } from '../../../workers/texts/texts';
import { locale } from '../../../workers/texts/languages';

const clock = new Intl.DateTimeFormat(locale(), { hour: '2-digit', minute: '2-digit' });

/** Every change that can be undone or redone, the newest first, with what it left and when; a click goes there. */
export function HistoryPanel() {
  const { labels, undoneLabels, marks } = useStore(historyStore);
  const loss = useStore(saveStateStore, (state) => historyLossWords(state, labels.length));
  const budgetBytes = useStore(undoBudgetStore, (state) => state.budgetBytes);
  if (labels.length + undoneLabels.length === 0)
    return <p className={panel.soft}>{tr`What you do to the picture is listed here, to go back to.`}</p>;
  const rows = [tr`Beginning`, ...labels, ...undoneLabels].map((label, at) => ({
    label,
    at,
    mark: at === 0 ? null : (marks[at - 1] ?? null),
  }));
  return (
    <>
      <ol aria-label={tr`History`} className={styles.list} reversed>
        {rows.reverse().map(({ label, at, mark }) => (
          <li key={at}>
            <button
              type="button"
              className={styles.row}
              data-undone={at > labels.length}
              aria-current={at === labels.length ? 'step' : undefined}
              onClick={() => jumpInHistory(at)}
            >
              <span className={styles.picture}>{mark?.picture ? <PixelThumbnail {...mark.picture} /> : null}</span>
              <span className={styles.label}>{label}</span>
              {mark ? (
                <time aria-hidden dateTime={new Date(mark.atMs).toISOString()}>
                  {clock.format(mark.atMs)}
                </time>
              ) : null}
            </button>
          </li>
        ))}
      </ol>
      <p className={panel.soft}>
        {tr`${megabytes(historySizeBytes())} of the ${megabytes(budgetBytes)} kept for undo. ${loss ?? tr`It is saved with the picture.`}`}
      </p>
    </>
  );
}
