export { createTokeniser } from './createTokeniser';
export type { Tokeniser, TokenWindow } from './tokeniser';
