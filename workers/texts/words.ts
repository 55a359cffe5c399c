import { tr } from './texts';

// Words that stand in several sentences.
export const placeInWords = (kind: 'file' | 'folder'): string => (kind === 'file' ? tr`file` : tr`folder`);
export const sideInWords = (side: 'input' | 'output'): string => (side === 'input' ? tr`input` : tr`output`);
/** What told something of a file. */
export const tellerInWords = (from: 'name' | 'metadata'): string => (from === 'name' ? tr`name` : tr`metadata`);
