export { createTokeniser } from './createTokeniser';
export type { Tokeniser, TokenWindow } from './tokeniser';
export { tokeniserOf } from './tokeniserOf';
