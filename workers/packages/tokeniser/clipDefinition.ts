/** What CLIP splits text into: contractions, letters, single digits, everything else. */
const clipPattern = String.raw`'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+`;

/**
 * The `tokenizer.json` of a CLIP tokeniser that is given as `vocab.json` and `merges.txt`: normal form C, white space
 * collapsed, lower case; byte-level pairs whose words end in `</w>`.
 * @param specialTokens recognised as such within text.
 */
export function clipDefinition(
  vocabulary: Readonly<Record<string, number>>,
  merges: string,
  unknownToken: string,
  specialTokens: readonly string[],
): object {
  const added = [...new Set(specialTokens)].map((content) => ({
    id: vocabulary[content],
    content,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
    special: true,
  }));
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: added,
    normalizer: {
      type: 'Sequence',
      normalizers: [{ type: 'NFC' }, { type: 'Replace', pattern: { Regex: String.raw`\s+` }, content: ' ' }, { type: 'Lowercase' }],
    },
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [
        { type: 'Split', pattern: { Regex: clipPattern }, behavior: 'Removed', invert: true },
        { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true },
      ],
    },
    post_processor: null,
    decoder: { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true },
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: unknownToken,
      continuing_subword_prefix: '',
      end_of_word_suffix: '</w>',
      fuse_unk: false,
      vocab: vocabulary,
      merges: mergeRules(merges),
    },
  };
}

/** The rules of `merges.txt`, without its header and empty lines. */
export function mergeRules(merges: string): string[] {
  return merges.split(/\r?\n/).filter((line, i) => line.trim() !== '' && !(i === 0 && line.startsWith('#version')));
}
