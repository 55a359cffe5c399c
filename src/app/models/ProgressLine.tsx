import styles from './Models.module.css';

/** A bar with its words. `share`: 0…1, or null while it cannot be told. */
export function ProgressLine({ label, share, words }: { readonly label: string; readonly share: number | null; readonly words: string }) {
  return (
    <div className={styles.progress}>
      <div
        className={styles.bar}
        role="progressbar"
        aria-label={label}
        aria-valuetext={words}
        aria-valuemin={0}
        aria-valuemax={100}
        {...(share === null ? { 'data-state': 'indeterminate' } : { 'aria-valuenow': Math.round(share * 100) })}
      >
        <div style={share === null ? undefined : { width: `${share * 100}%` }} />
      </div>
      <span>{words}</span>
    </div>
  );
}
