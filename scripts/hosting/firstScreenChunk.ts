interface ModuleInfo {
  readonly importedIds: readonly string[];
}

type GetModuleInfo = (id: string) => ModuleInfo | null;

/** Everything that the modules whose address ends so import, and what that imports in turn; not what is fetched later. */
function closureOf(id: string, getModuleInfo: GetModuleInfo): Set<string> {
  const found = new Set<string>();
  const follow = (at: string): void => {
    if (found.has(at)) return;
    found.add(at);
    getModuleInfo(at)?.importedIds.forEach(follow);
  };
  follow(id);
  return found;
}

interface Group {
  readonly name: (id: string, context: { readonly getModuleInfo: GetModuleInfo }) => string | null;
  readonly priority: number;
}

/**
 * One script for all that the first screen runs. `main` fetches it when the language is settled, so it is no entry, and the bundler would
 * cut it into pieces with whatever later parts share. What `main` itself runs stands in another one, which must not bring the screen.
 */
export function firstScreenGroups(): Group[] {
  let closures: { readonly screen: ReadonlySet<string>; readonly before: ReadonlySet<string>; readonly main: string } | null = null;
  const find = (id: string, getModuleInfo: GetModuleInfo): typeof closures => {
    const root = /^(.*)\/(src|workers|node_modules)\//.exec(id)?.[1];
    if (closures || root === undefined) return closures;
    const main = `${root}/src/main.ts`;
    return (closures = { screen: closureOf(`${root}/src/studio.tsx`, getModuleInfo), before: closureOf(main, getModuleInfo), main });
  };
  const group = (name: string, priority: number, holds: (id: string, all: NonNullable<typeof closures>) => boolean): Group => ({
    priority,
    name: (id, context) => {
      const all = find(id, (at) => context.getModuleInfo(at));
      return all && !id.endsWith('.css') && id !== all.main && holds(id, all) ? name : null;
    },
  });
  return [group('texts', 2, (id, { before }) => before.has(id)), group('studio', 1, (id, { screen }) => screen.has(id))];
}
