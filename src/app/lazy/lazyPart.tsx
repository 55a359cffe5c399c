import { createElement, useEffect, type ComponentType, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { Button } from '../../ui/Button';
import { ErrorBoundary } from '../ErrorBoundary';
import styles from './Lazy.module.css';
import { createChunk } from './chunk';
import { tr } from '../../../workers/texts/texts';

/** What was made by `lazyPart`, to be fetched before it is wanted. */
const chunks: (() => Promise<void>)[] = [];

/**
 * A component that is fetched when it is first shown, so that the first screen comes sooner. It has a boundary of its own: where it
 * cannot be fetched, or breaks, nothing else does, and its retry fetches it again.
 * @param name in the words of the screen: "The settings"
 */
export function lazyPart<Module, Props extends object>(
  name: string,
  load: () => Promise<Module>,
  pick: (module: Module) => ComponentType<Props>,
): ComponentType<Props> {
  const chunk = createChunk(load);
  chunks.push(chunk.ask);
  return function LazyPart(props: Props): ReactNode {
    const { module, failure, busy } = useStore(chunk.state);
    useEffect(() => {
      void chunk.ask();
    }, []);
    if (module) return <ErrorBoundary name={name}>{createElement(pick(module), props)}</ErrorBoundary>;
    if (!failure) return null;
    return <Missing name={name} busy={busy} onRetry={() => void chunk.askAgain()} />;
  };
}

interface MissingProps {
  readonly name: string;
  readonly busy: boolean;
  readonly onRetry: () => void;
}

function Missing({ name, busy, onRetry }: MissingProps) {
  return (
    <div className={styles.missing} role="alert">
      <b>{tr`${name} could not be fetched.`}</b>
      <p>{tr`Your picture and your map are safe. Is the computer offline, or is there a new version of Sfumato?`}</p>
      <div>
        <Button disabled={busy} onClick={onRetry}>
          {busy ? tr`Fetching…` : tr`Fetch it again`}
        </Button>
        <Button tone="quiet" onClick={() => location.reload()}>
          {tr`Reload the page`}
        </Button>
      </div>
    </div>
  );
}

const whenIdle = (work: () => void): void => {
  if ('requestIdleCallback' in window) requestIdleCallback(work, { timeout: 10_000 });
  else setTimeout(work, 500);
};

/** Fetches the parts one after the other while nothing else is to be done, so that they are there when they are wanted. */
export function prefetchParts(): void {
  const [next, ...others] = chunks;
  const go = (ask: (() => Promise<void>) | undefined, rest: readonly (() => Promise<void>)[]): void => {
    if (ask) whenIdle(() => void ask().then(() => go(rest[0], rest.slice(1))));
  };
  go(next, others);
}
