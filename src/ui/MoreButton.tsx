import { ChevronRight } from 'lucide-react';
import { useLayoutEffect, useRef } from 'react';
import { bringUp } from './bringUp';
import styles from './MoreButton.module.css';

interface MoreButtonProps {
  readonly label: string;
  readonly open: boolean;
  readonly onToggle: () => void;
}

/** Opens and closes what is rarely needed, and brings what opens into sight. */
export function MoreButton({ label, open, onToggle }: MoreButtonProps) {
  const button = useRef<HTMLButtonElement>(null);
  const was = useRef(open);
  useLayoutEffect(() => {
    if (open && !was.current) bringUp(button.current);
    was.current = open;
  }, [open]);
  return (
    <button ref={button} type="button" className={styles.more} aria-expanded={open} onClick={onToggle}>
      <ChevronRight aria-hidden /> {label}
    </button>
  );
}
