import { createElement, Fragment, type ReactNode } from 'react';
import { pieces } from '../../workers/texts/texts';

/** A text for people with elements in it: `rich`Press ${<kbd>Enter</kbd>} to go on``; each language puts them where it wants them. */
export function rich(strings: TemplateStringsArray, ...values: readonly ReactNode[]): ReactNode {
  return createElement(Fragment, null, ...pieces(strings).map((piece) => (typeof piece === 'number' ? values[piece] : piece)));
}
