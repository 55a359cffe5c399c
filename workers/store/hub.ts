import { z } from 'zod';
import { Fault } from '../protocol/faults';
import type { RepositoryListing, RepositoryRequest, WantedFile } from '../protocol/store';
import type { Network } from './download/network';
import { withPatience } from './download/patience';
import { refusedStatus } from './download/transferFault';
import { unreachable } from './download/unreachable';

const oid = (length: number) => z.string().regex(new RegExp(`^[0-9a-f]{${length}}$`));

const revisionSchema = z.object({
  sha: oid(40),
  gated: z.union([z.boolean(), z.string()]).optional(),
  cardData: z.object({ license: z.union([z.string(), z.array(z.string())]).optional() }).nullish(),
});

/** Lists say more (folders, submodules, states of a scan); only files are looked at. */
const treeSchema = z.array(
  z.object({
    type: z.string(),
    path: z.string().min(1),
    oid: z.string().optional(),
    size: z.int().min(0).optional(),
    lfs: z.object({ oid: oid(64), size: z.int().min(0) }).nullish(),
  }),
);

/** A repository with more is no model. */
const maximumPages = 50;

/**
 * Lists the files of a repository at a revision, as Hugging Face's interface and those that imitate it tell them: the
 * commit first, so that listing and files are of one state whatever is pushed meanwhile, then the tree, page by page.
 * Large files come with their SHA-256, small ones with Git's digest.
 *
 * Throws Faults: `network`, `download-missing` (no such repository or revision), `download-refused` (private, or with
 * terms that were not accepted), `package-invalid` (an answer that is not understood).
 */
export async function listRepository(network: Network, request: RepositoryRequest, signal: AbortSignal): Promise<RepositoryListing> {
  const base = hubBase(request.baseUrl);
  const repository = repositoryPath(request.repository);
  const revision = await ask(network, `${base}/api/models/${repository}/revision/${encodeURIComponent(request.revision)}`, revisionSchema, request, signal);
  const { sha: commit, gated, cardData } = revision.body;
  const files: WantedFile[] = [];
  let page: string | null = `${base}/api/models/${repository}/tree/${commit}?recursive=true`;
  for (let count = 0; page !== null; count += 1) {
    if (count >= maximumPages) throw new Fault('package-invalid', `“${request.repository}” has too many files to be a model.`, 'Check the name of the repository.');
    const { body, next }: Answer<z.infer<typeof treeSchema>> = await ask(network, page, treeSchema, request, signal);
    for (const entry of body) if (entry.type === 'file') files.push(wanted(entry, `${base}/${repository}/resolve/${commit}`));
    page = next;
  }
  const license = cardData?.license;
  return { ...request, baseUrl: base, commit, licence: (Array.isArray(license) ? license.join(', ') : license) ?? null, gated: gated !== undefined && gated !== false, files };
}

function wanted({ path, oid: gitOid, size, lfs }: z.infer<typeof treeSchema>[number], resolve: string): WantedFile {
  const isGitDigest = !lfs && gitOid !== undefined && /^[0-9a-f]{40}$/.test(gitOid);
  return {
    path,
    url: `${resolve}/${path.split('/').map(encodeURIComponent).join('/')}`,
    sizeBytes: lfs?.size ?? size ?? null,
    sha256: lfs?.oid ?? null,
    gitSha1: isGitDigest ? gitOid : null,
  };
}

interface Answer<T> {
  readonly body: T;
  readonly next: string | null;
}

async function ask<T>(network: Network, url: string, schema: z.ZodType<T>, { repository, revision }: RepositoryRequest, signal: AbortSignal): Promise<Answer<T>> {
  const named = `${repository} (${revision})`;
  return withPatience(network, signal, async () => {
    const response = await fetchAnswer(network, url, named, signal);
    if (response.status === 404) throw new Fault('download-missing', `The hub has no repository “${repository}” with the revision “${revision}”, or does not show it to everybody.`, 'Check the spelling; the revision is a branch such as main, a tag or a commit.');
    if (!response.ok) throw refusedStatus(named, response);
    const parsed = schema.safeParse(await response.json().catch(() => null));
    if (!parsed.success) throw new Fault('package-invalid', `The hub’s answer about “${repository}” is not understood.`, 'Check the hub’s address; if it is right, its interface may have changed: download the files yourself and import the folder.', { cause: parsed.error });
    return { body: parsed.data, next: nextPage(response, url) };
  });
}

async function fetchAnswer(network: Network, url: string, named: string, signal: AbortSignal): Promise<Response> {
  try {
    return await network.fetch(url, { credentials: 'omit', headers: { Accept: 'application/json' }, signal });
  } catch (thrown) {
    signal.throwIfAborted();
    throw await unreachable(network, url, named, thrown);
  }
}

/** The next page by the `Link` header (RFC 8288); only at the same server. */
function nextPage(response: Response, url: string): string | null {
  const link = /<([^>]+)>\s*;[^,]*\brel="?next"?/i.exec(response.headers.get('link') ?? '')?.[1];
  if (link === undefined || !URL.canParse(link, url)) return null;
  const next = new URL(link, url);
  // A proxy in front of a hub may name the address behind it; the path is what counts.
  const here = new URL(url);
  return new URL(next.pathname + next.search, here.origin).href;
}

function hubBase(baseUrl: string): string {
  if (!URL.canParse(baseUrl) || !/^https?:$/.test(new URL(baseUrl).protocol)) throw new Fault('download-refused', `“${baseUrl}” is no address of a hub.`, 'Use one like https://huggingface.co.');
  const { origin, pathname } = new URL(baseUrl);
  return origin + pathname.replace(/\/+$/, '');
}

/** `owner/name`, or a name alone as the oldest repositories have. */
function repositoryPath(repository: string): string {
  if (!/^[\w.-]+(?:\/[\w.-]+)?$/.test(repository) || repository.includes('..')) throw new Fault('download-missing', `“${repository}” is no name of a repository.`, 'Write it as owner/name, as it stands in the address of its page.');
  return repository;
}
