import { Component, type ReactNode } from 'react';
import { Button } from '../ui/Button';
import styles from './ErrorBoundary.module.css';
import { tr } from '../../workers/texts/texts';

interface ErrorBoundaryProps {
  /** What broke, in the words of the screen: "The map panel". */
  readonly name: string;
  readonly children: ReactNode;
  /** Ways out beside showing it again, where the whole studio is concerned. */
  readonly ways?: (showAgain: () => void) => ReactNode;
}

/** Keeps a broken panel from taking the studio along; the document lives outside React and is untouched. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly error: Error | null }> {
  override state: { readonly error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  private readonly showAgain = (): void => this.setState({ error: null });

  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <div className={styles.broken} role="alert">
        <h2>{tr`${this.props.name} stopped working`}</h2>
        <p>{tr`Your picture and your map are safe. Show it again; if it keeps failing, save the project as a file and reload.`}</p>
        <code>{error.message}</code>
        <Button onClick={this.showAgain}>{tr`Show it again`}</Button>
        {this.props.ways?.(this.showAgain)}
      </div>
    );
  }
}
