import { type Content, digestOf, gitDigestOf } from './content';
import type { Faults, FaultServer } from './faultServer';

export interface HubFile {
  readonly path: string;
  readonly content: Content;
  /** Whether it is kept as a large file: its digest is told, and its address leads to the other server. */
  readonly large: boolean;
}

export interface HubRepository {
  readonly repository: string;
  readonly revision: string;
  readonly commit: string;
  readonly license?: string;
  readonly gated?: boolean | string;
  /** Whoever does not bring it is not told that there is such a repository. */
  readonly token?: string;
  readonly files: readonly HubFile[];
}

/**
 * Imitates Hugging Face: its interface for revisions and trees in pages, addresses pinned to a commit, small files given
 * by itself and large ones by redirecting to `store`, a server of another origin that refuses HEAD.
 */
export function imitateHub(
  hub: FaultServer,
  store: FaultServer,
  { repository, revision, commit, license, gated = false, token, files }: HubRepository,
  pageSize = 100,
): void {
  const folders = new Set(
    files.flatMap(({ path }) =>
      path
        .split('/')
        .slice(0, -1)
        .map((_, index, all) => all.slice(0, index + 1).join('/')),
    ),
  );
  const tree = [
    ...[...folders].map((path) => ({ type: 'directory', oid: '0'.repeat(40), size: 0, path })),
    ...files.map(({ path, content, large }) => ({
      type: 'file',
      oid: large ? '1'.repeat(40) : gitDigestOf(content),
      size: content.sizeBytes,
      path,
      ...(large && { lfs: { oid: digestOf(content), size: content.sizeBytes, pointerSize: 134 }, xetHash: 'e'.repeat(64) }),
    })),
  ];
  hub.letsTokens = token !== undefined;
  hub.handle((url, response, { authorization }) => {
    if (token !== undefined && url.pathname.includes(repository) && authorization !== `Bearer ${token}`) {
      response.writeHead(401).end();
      return true;
    }
    const json = (body: unknown, headers: Record<string, string> = {}): true => {
      response.writeHead(200, { 'Content-Type': 'application/json', 'X-Repo-Commit': commit, ...headers }).end(JSON.stringify(body));
      return true;
    };
    const known = [revision, commit].map(encodeURIComponent);
    if (known.some((name) => url.pathname === `/api/models/${repository}/revision/${name}`)) {
      return json({
        id: repository,
        sha: commit,
        gated,
        cardData: license === undefined ? null : { license },
        siblings: files.map(({ path }) => ({ rfilename: path })),
      });
    }
    if (known.some((name) => url.pathname === `/api/models/${repository}/tree/${name}`) && url.searchParams.get('recursive') === 'true') {
      const from = Number(url.searchParams.get('cursor') ?? 0);
      const next = new URL(url);
      next.searchParams.set('cursor', String(from + pageSize));
      return json(tree.slice(from, from + pageSize), from + pageSize < tree.length ? { Link: `<${next.href}>; rel="next"` } : {});
    }
    const search = url.pathname === '/api/models' ? url.searchParams.get('search') : null;
    if (search !== null) {
      const others = ['painter/a-language-model', 'painter/flux-model'].map((id) => ({
        id,
        tags: id.includes('flux') ? ['diffusers', 'flux'] : [],
      }));
      const own = { id: repository, downloads: 1234, gated, tags: ['diffusers', 'stable-diffusion', `license:${license ?? 'other'}`] };
      return json([own, ...others].filter(({ id }) => id.toLowerCase().includes(search.toLowerCase())));
    }
    return false;
  });
  for (const { path, content, large } of files) {
    const etag = `"${large ? digestOf(content) : gitDigestOf(content)}"`;
    const faults: Faults = large ? { redirectTo: store.put(`/contents/${digestOf(content)}`, content, { etag }) } : { etag };
    hub.put(`/${repository}/resolve/${commit}/${path}`, content, faults);
  }
}
