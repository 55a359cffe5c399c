import type { FileSource } from './fileSource';
import type { Lender } from './lender';

const folder = 'lent/';

/** Under which path a file of lender `index` appears among the borrower's. */
export const lentPath = (index: number, path: string): string => `${folder}${index}/${path}`;

export const isLent = (path: string): boolean => path.startsWith(folder);

/** A source with the files of its lenders in folders of their own. */
export function composedSource(own: FileSource, lenders: readonly Pick<Lender, 'source'>[]): FileSource {
  const at = (path: string): readonly [FileSource, string] => {
    const [, index, rest] = /^lent\/(\d+)\/(.*)$/.exec(path) ?? [];
    const lender = index === undefined ? undefined : lenders[Number(index)];
    return lender && rest !== undefined ? [lender.source, rest] : [own, path];
  };
  const openable = own.open && lenders.every(({ source }) => source.open);
  return {
    label: own.label,
    async list() {
      const listings = await Promise.all(
        lenders.map(async ({ source }, index) => ((await source.list()) ?? []).map((path) => lentPath(index, path))),
      );
      return [...((await own.list()) ?? []), ...listings.flat()];
    },
    sizeOf: (path) => {
      const [source, rest] = at(path);
      return source.sizeOf?.(rest) ?? null;
    },
    read: (path, onProgress) => {
      const [source, rest] = at(path);
      return source.read(rest, onProgress);
    },
    ...(openable && {
      open: (path: string) => {
        const [source, rest] = at(path);
        return source.open ? source.open(rest) : Promise.reject(new RangeError(`“${rest}” cannot be opened.`));
      },
    }),
  };
}
