import { z } from 'zod';
import { addressPath } from '../packages/addressPath';
import { Fault } from '../protocol/faults';
import type { RepositoryListing, RepositoryRequest, WantedFile } from '../protocol/store';
import type { Network } from './download/network';
import { listCapBytes, lookUp } from './download/lookUp';
import { hubBase, notUnderstood } from './hubAnswers';
import { tr } from '../texts/texts';

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
  const revision = await ask(
    network,
    `${base}/api/models/${repository}/revision/${addressPath(request.revision).replaceAll('/', '%2F')}`,
    revisionSchema,
    request,
    signal,
  );
  const { sha: commit, gated, cardData } = revision.body;
  const files: WantedFile[] = [];
  let page: string | null = `${base}/api/models/${repository}/tree/${commit}?recursive=true`;
  for (let count = 0; page !== null; count += 1) {
    if (count >= maximumPages)
      throw new Fault(
        'package-invalid',
        tr`“${request.repository}” has too many files to be a model.`,
        tr`Check the name of the repository.`,
      );
    const { body, next }: Answer<unknown> = await ask(network, page, z.unknown(), request, signal);
    files.push(...filesOfTree(body, request.repository, `${base}/${repository}/resolve/${commit}`));
    page = next;
  }
  const license = cardData?.license;
  return {
    ...request,
    baseUrl: base,
    commit,
    licence: (Array.isArray(license) ? license.join(', ') : license) ?? null,
    gated: gated !== undefined && gated !== false,
    files,
  };
}

/**
 * The files in one page of a hub's answer. @param resolve the address below which they lie
 * @throws Fault `package-invalid`
 */
export function filesOfTree(answer: unknown, repository: string, resolve: string): readonly WantedFile[] {
  const parsed = treeSchema.safeParse(answer);
  if (!parsed.success) throw notUnderstood(`“${repository}”`, parsed.error);
  return parsed.data.filter(({ type }) => type === 'file').map((entry) => wanted(entry, resolve));
}

function wanted({ path, oid: gitOid, size, lfs }: z.infer<typeof treeSchema>[number], resolve: string): WantedFile {
  const isGitDigest = !lfs && gitOid !== undefined && /^[0-9a-f]{40}$/.test(gitOid);
  return {
    path,
    url: `${resolve}/${addressPath(path)}`,
    sizeBytes: lfs?.size ?? size ?? null,
    sha256: lfs?.oid ?? null,
    gitSha1: isGitDigest ? gitOid : null,
  };
}

interface Answer<T> {
  readonly body: T;
  readonly next: string | null;
}

async function ask<T>(
  network: Network,
  url: string,
  schema: z.ZodType<T>,
  { repository, revision }: RepositoryRequest,
  signal: AbortSignal,
): Promise<Answer<T>> {
  const named = `${repository} (${revision})`;
  const response = await lookUp(
    network,
    { url, named, capBytes: listCapBytes, headers: { Accept: 'application/json' }, toCaller: [401, 403, 404, 410] },
    signal,
  );
  if (response.status === 401 || response.status === 403) throw notPublic(repository, response.status);
  if (!response.ok)
    throw new Fault(
      'download-missing',
      tr`The hub has no repository “${repository}” with the revision “${revision}”, or does not show it to everybody.`,
      tr`Check the spelling; the revision is a branch such as main, a tag or a commit.`,
    );
  const parsed = schema.safeParse(await response.json().catch(() => null));
  if (!parsed.success) throw notUnderstood(`“${repository}”`, parsed.error);
  return { body: parsed.data, next: nextPage(response, url) };
}

/** Hubs answer 401 also for repositories that do not exist: they do not tell strangers which ones do. */
function notPublic(repository: string, status: number): Fault {
  return new Fault(
    'download-refused',
    tr`The hub does not show “${repository}” to everybody (status ${status}): it does not exist, is private, or has terms to be accepted.`,
    tr`Check the spelling. For a model with terms, accept them on its page and give your access token of that hub here.`,
  );
}

/** The next page by the `Link` header (RFC 8288); only at the same server. */
function nextPage(response: Response, url: string): string | null {
  const link = /<([^>]+)>\s*;[^,]*\brel="?next"?/i.exec(response.headers.get('link') ?? '')?.[1];
  if (link === undefined || !URL.canParse(link, url)) return null;
  const next = new URL(link, url);
  // A proxy in front of a hub may name the address behind it; the path is what counts.
  const here = new URL(new URL(url).origin);
  here.pathname = next.pathname;
  here.search = next.search;
  return here.href;
}

/** `owner/name`, or a name alone as the oldest repositories have. */
function repositoryPath(repository: string): string {
  if (!/^[\w.-]+(?:\/[\w.-]+)?$/.test(repository) || repository.includes('..'))
    throw new Fault(
      'download-missing',
      tr`“${repository}” is no name of a repository.`,
      tr`Write it as owner/name, as it stands in the address of its page.`,
    );
  return repository;
}
