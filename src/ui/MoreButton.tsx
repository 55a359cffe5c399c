import { ChevronRight } from 'lucide-react';
import styles from './MoreButton.module.css';

interface MoreButtonProps {
  readonly label: string;
  readonly open: boolean;
  readonly onToggle: () => void;
}

/** Opens and closes what is rarely needed. */
export function MoreButton({ label, open, onToggle }: MoreButtonProps) {
  return (
    <button type="button" className={styles.more} aria-expanded={open} onClick={onToggle}>
      <ChevronRight aria-hidden /> {label}
    </button>
  );
}
