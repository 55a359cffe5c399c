import type { Plugin } from 'vite';

/** The page begins to fetch the studio's scripts at once, though they are run only when the language is settled. */
export function studioPreloads(): Plugin {
  let base = '/';
  return {
    name: 'sfumato-preloads',
    configResolved: (config) => {
      base = config.base;
    },
    transformIndexHtml: {
      order: 'post',
      handler: (html, { bundle = {} }) => {
        const found = new Set<string>();
        const follow = (name: string): void => {
          const chunk = bundle[name];
          if (!chunk || chunk.type !== 'chunk' || found.has(name)) return;
          found.add(name);
          chunk.imports.forEach(follow);
        };
        for (const [name, chunk] of Object.entries(bundle))
          if (chunk.type === 'chunk' && chunk.moduleIds.some((id) => id.endsWith('/src/studio.tsx'))) follow(name);
        return [...found]
          .filter((name) => !html.includes(name))
          .map((name) => ({
            tag: 'link',
            attrs: { rel: 'modulepreload', crossorigin: true, href: `${base}${name}` },
            injectTo: 'head' as const,
          }));
      },
    },
  };
}
