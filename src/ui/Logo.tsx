import styles from './Logo.module.css';

/** The mark and the name. */
export function Logo() {
  return (
    <h1 className={styles.logo}>
      <span className={styles.mark} aria-hidden />
      Sfumato
    </h1>
  );
}
