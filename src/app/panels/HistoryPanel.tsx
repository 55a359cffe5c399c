import { useStore } from 'zustand';
import { historySizeBytes, historyStore, jumpInHistory } from '../../document/history';
import { megabytes } from '../../ui/megabytes';
import styles from './HistoryPanel.module.css';
import panel from './Panel.module.css';

/** Every change that can be undone or redone, the newest first; a click goes there. */
export function HistoryPanel() {
  const { labels, undoneLabels } = useStore(historyStore);
  if (labels.length + undoneLabels.length === 0) return <p className={`${panel.panel} ${panel.empty}`}>What you do to the picture is listed here, to go back to.</p>;
  const rows = ['Beginning', ...labels, ...undoneLabels];
  return (
    <div className={panel.panel}>
      <ol aria-label="History" className={styles.list} reversed>
        {rows
          .map((label, at) => (
            <li key={at}>
              <button type="button" className={styles.row} data-undone={at > labels.length} aria-current={at === labels.length ? 'step' : undefined} onClick={() => jumpInHistory(at)}>
                {label}
              </button>
            </li>
          ))
          .reverse()}
      </ol>
      <p className={panel.empty}>
        {labels.length} steps to go back to, {megabytes(historySizeBytes())} of the 256 MB kept for them.
      </p>
    </div>
  );
}
