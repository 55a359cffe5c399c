/** The names that a pattern stands for: `a.{0..2,5}.{x,y}` is a.0.x, a.0.y, a.1.x … a.5.y. Braces do not nest; several multiply. */
export function expandPattern(pattern: string): string[] {
  const open = pattern.indexOf('{');
  const close = pattern.indexOf('}', open);
  if (open < 0 || close < 0) return [pattern];
  const before = pattern.slice(0, open);
  const rest = expandPattern(pattern.slice(close + 1));
  const items = pattern
    .slice(open + 1, close)
    .split(',')
    .flatMap(expandItem);
  return items.flatMap((item) => rest.map((tail) => before + item + tail));
}

/** Every name that a list of patterns stands for, in its order. */
export function expandPatterns(patterns: readonly string[]): string[] {
  return patterns.flatMap(expandPattern);
}

/** The same values under every name that the keys of `entries` stand for. */
export function expandKeys<T>(entries: Readonly<Record<string, T>>): Map<string, T> {
  return new Map(Object.entries(entries).flatMap(([pattern, value]) => expandPattern(pattern).map((name): [string, T] => [name, value])));
}

function expandItem(item: string): string[] {
  const range = /^(\d+)\.\.(\d+)$/.exec(item);
  if (!range) return [item];
  const [first, last] = [Number(range[1]), Number(range[2])];
  return Array.from({ length: last - first + 1 }, (_, i) => String(first + i));
}
