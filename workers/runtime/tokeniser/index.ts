export { createTokeniser } from './createTokeniser';
export type { Padding } from './createTokeniser';
export type { Tokeniser, TokenWindow } from './tokeniser';
