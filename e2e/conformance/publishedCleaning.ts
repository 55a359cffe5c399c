/** Names of the characters U+00A0 … U+00FF, in their order; HTML reads these without a semicolon too. */
const latin1Names =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro ' +
  'para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil ' +
  'Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave ' +
  'Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml ' +
  'igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute ' +
  'thorn yuml';

const withoutSemicolon = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ...latin1Names.split(' ').map((name, i) => [name, String.fromCodePoint(0xa0 + i)] as const),
]);

const withSemicolon = new Map([
  ...withoutSemicolon,
  ...Object.entries({
    apos: "'",
    ndash: '–',
    mdash: '—',
    lsquo: '‘',
    rsquo: '’',
    sbquo: '‚',
    ldquo: '“',
    rdquo: '”',
    bdquo: '„',
    hellip: '…',
    bull: '•',
    dagger: '†',
    Dagger: '‡',
    prime: '′',
    Prime: '″',
    lsaquo: '‹',
    rsaquo: '›',
    euro: '€',
    trade: '™',
    larr: '←',
    uarr: '↑',
    rarr: '→',
    darr: '↓',
    harr: '↔',
    minus: '−',
    infin: '∞',
    asymp: '≈',
    ne: '≠',
    le: '≤',
    ge: '≥',
    sum: '∑',
    radic: '√',
    hearts: '♥',
    star: '☆',
    starf: '★',
    ensp: '\u2002',
    emsp: '\u2003',
    thinsp: '\u2009',
    OElig: 'Œ',
    oelig: 'œ',
    Scaron: 'Š',
    scaron: 'š',
    alpha: 'α',
    beta: 'β',
    gamma: 'γ',
    delta: 'δ',
    pi: 'π',
    sigma: 'σ',
    tau: 'τ',
    phi: 'φ',
    omega: 'ω',
    Delta: 'Δ',
    Omega: 'Ω',
    Sigma: 'Σ',
    num: '#',
    lpar: '(',
    rpar: ')',
    comma: ',',
    period: '.',
    colon: ':',
    excl: '!',
    quest: '?',
    percnt: '%',
    dollar: '$',
    lowbar: '_',
    sol: '/',
    bsol: '\\',
    ast: '*',
    plus: '+',
    equals: '=',
    commat: '@',
    lbrack: '[',
    rbrack: ']',
    lbrace: '{',
    rbrace: '}',
    Tab: '\t',
    NewLine: '\n',
  }),
]);

const ligatures: Readonly<Record<string, string>> = { ﬀ: 'ff', ﬁ: 'fi', ﬂ: 'fl', ﬃ: 'ffi', ﬄ: 'ffl', ﬅ: 'ſt', ﬆ: 'st', ĳ: 'ij', Ĳ: 'IJ' };

/**
 * Prepares text as the published CLIP repository did before its tokeniser, which the cases of `tokenize` were made with: typographic
 * quotes, ligatures and full-width letters become plain ones, control characters go, and HTML's character references are read, twice.
 * The studio itself does none of this: there the package's tokeniser alone decides, as in current transformers.
 */
export function cleanText(text: string): string {
  const plain = text
    .replaceAll(/[‘’‛]/g, "'")
    .replaceAll(/[“”‟]/g, '"')
    .replaceAll(/[ﬀ-ﬆĲĳ]/g, (letter) => ligatures[letter] ?? letter)
    .replaceAll(/[\u3000\uff01-\uffef]/g, (letter) => letter.normalize('NFKC'))
    .normalize('NFC')
    .replaceAll(/[\u0000-\u0008\u000b\u000e-\u001f\u007f\ufeff]/g, '');
  return readReferences(readReferences(plain));
}

function readReferences(text: string): string {
  return text.replaceAll(
    /&(?:#(\d{1,8})|#[xX]([0-9a-fA-F]{1,8})|([A-Za-z][A-Za-z0-9]{1,31}))(;?)/g,
    (whole, decimal?: string, hexadecimal?: string, name?: string, semicolon?: string) => {
      if (name !== undefined) return named(name, semicolon === ';') ?? whole;
      return characterOf(decimal !== undefined ? Number(decimal) : Number.parseInt(hexadecimal ?? '', 16));
    },
  );
}

function named(name: string, closed: boolean): string | null {
  const exact = closed ? withSemicolon.get(name) : undefined;
  if (exact !== undefined) return exact;
  // Without a semicolon the longest known beginning counts, the rest is text.
  for (let length = name.length; length >= 2; length--) {
    const begin = withoutSemicolon.get(name.slice(0, length));
    if (begin !== undefined) return begin + name.slice(length) + (closed ? ';' : '');
  }
  return null;
}

function characterOf(code: number): string {
  if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return '\ufffd';
  return String.fromCodePoint(code);
}
