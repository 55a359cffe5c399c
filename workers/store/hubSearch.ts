import { z } from 'zod';
import { Fault } from '../protocol/faults';
import type { FoundRepository, RepositorySearch } from '../protocol/store';
import type { Network } from './download/network';
import { listCapBytes, lookUp } from './download/lookUp';
import { hubBase, notUnderstood } from './hubAnswers';
import { tr } from '../texts/texts';

/** What is said of each is little; whatever else an answer has is not looked at. */
const foundSchema = z.array(
  z.object({
    id: z.string().regex(/^[\w.-]+(?:\/[\w.-]+)?$/),
    downloads: z.int().min(0).nullish(),
    gated: z.union([z.boolean(), z.string()]).nullish(),
    tags: z.array(z.string()).nullish(),
  }),
);

/** As many as a list shows at once. */
const limit = 20;

/**
 * The repositories of a hub whose names meet a text, those that are fetched most often first. Only such as are tagged with a library
 * or a form that the studio can take in: diffusers' repositories, packages of graphs, and add-ons.
 *
 * Throws Faults: `network`, `download-refused` (the hub does not answer strangers), `package-invalid` (an answer that is not understood).
 */
export async function searchRepositories(
  network: Network,
  { baseUrl, text }: RepositorySearch,
  signal: AbortSignal,
): Promise<readonly FoundRepository[]> {
  const wanted = text.trim();
  if (wanted === '' || wanted.length > 200)
    throw new Fault('download-refused', tr`There is nothing to look for.`, tr`Write a word or two of the model’s name.`);
  const url = new URL(`${hubBase(baseUrl)}/api/models`);
  // More than are shown, since what cannot be taken in is left out afterwards.
  url.search = new URLSearchParams({ search: wanted, sort: 'downloads', direction: '-1', limit: String(limit * 3) }).toString();
  const response = await lookUp(
    network,
    { url: url.href, named: tr`the search for “${wanted}”`, capBytes: listCapBytes, headers: { Accept: 'application/json' } },
    signal,
  );
  const parsed = foundSchema.safeParse(await response.json().catch(() => null));
  if (!parsed.success) throw notUnderstood(tr`the search for “${wanted}”`, parsed.error);
  return parsed.data
    .map(({ id, downloads, gated, tags }) => ({
      repository: id,
      downloads: downloads ?? null,
      gated: gated !== undefined && gated !== null && gated !== false,
      licence: tags?.find((tag) => tag.startsWith('license:'))?.slice('license:'.length) ?? null,
      kind: kindOf(tags ?? []),
    }))
    .filter((found): found is FoundRepository => found.kind !== null)
    .slice(0, limit);
}

/** By its tags; null for what is no picture model, or is one of another kind. */
function kindOf(tags: readonly string[]): FoundRepository['kind'] | null {
  const has = (...names: readonly string[]): boolean => names.some((name) => tags.includes(name));
  if (has('flux', 'stable-diffusion-3', 'diffusers:FluxPipeline', 'diffusers:StableDiffusion3Pipeline')) return null;
  if (has('lora')) return 'lora';
  if (has('controlnet')) return 'controlnet';
  if (has('textual_inversion')) return 'embedding';
  const isDiffusion = has('diffusers', 'stable-diffusion', 'stable-diffusion-xl', 'text-to-image', 'image-to-image');
  if (has('onnx') && isDiffusion) return 'graphs';
  return isDiffusion ? 'model' : null;
}
