import { ChevronRight } from 'lucide-react';
import { useId, useRef, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { useStore } from 'zustand';
import { layoutStore, setPart, type PartName } from '../../actions/layoutStore';
import { bringUp } from '../../ui/bringUp';
import { ErrorBoundary } from '../ErrorBoundary';
import styles from './Part.module.css';

/** For how long what has just been opened is kept in sight while it fills. */
const comingMs = 1000;

interface PartProps {
  readonly name: PartName;
  readonly title: string;
  /** How many there are, or what it is for, after the title. */
  readonly note?: string | undefined;
  /** Whether it opens by itself, as long as nobody folded or opened it. */
  readonly opens: boolean;
  /** Buttons at the right of the title. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A foldable part of the side panel; whether it is open is remembered. */
export function Part({ name, title, note, opens, actions, children }: PartProps) {
  const chosen = useStore(layoutStore, (state) => state.parts[name]);
  const open = chosen ?? opens;
  const id = useId();
  const section = useRef<HTMLElement>(null);
  const toggle = () => {
    flushSync(() => setPart(name, !open));
    if (open || !section.current) return;
    const show = () => {
      section.current?.scrollIntoView({ block: 'nearest' });
      bringUp(section.current);
    };
    show();
    // Of a part that is fetched only now, most comes a moment later.
    const coming = new MutationObserver(show);
    coming.observe(section.current, { childList: true, subtree: true });
    setTimeout(() => coming.disconnect(), comingMs);
  };
  return (
    <section ref={section} className={styles.part} aria-label={title}>
      <div className={styles.head}>
        <h2>
          <button
            type="button"
            className={styles.fold}
            aria-label={title}
            aria-description={note}
            aria-expanded={open}
            aria-controls={open ? id : undefined}
            onClick={toggle}
          >
            <ChevronRight aria-hidden />
            {title}
            {note ? <span className={styles.note}>{note}</span> : null}
          </button>
        </h2>
        {actions}
      </div>
      {open ? (
        <div id={id} className={styles.body}>
          <ErrorBoundary name={title}>{children}</ErrorBoundary>
        </div>
      ) : null}
    </section>
  );
}
