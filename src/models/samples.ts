import { z } from 'zod';
import { Fault } from '../../workers/protocol/faults';
import { methodNames } from '../../workers/protocol/recipe';

const sampleSchema = z.object({
  id: z.string().min(1),
  title: z.string().min(1).max(80),
  picture: z.string().regex(/^[\w.-]+\.png$/),
  map: z.string().regex(/^[\w.-]+\.png$/),
  prompt: z.string().max(400),
  negativePrompt: z.string().max(400),
  method: z.enum(methodNames),
  strength: z.number().min(0).max(1),
  steps: z.int().min(1).max(200),
  guidance: z.number().min(0).max(50),
  seed: z.int().min(0).max(0xffff_ffff),
  hint: z.string().max(200),
});

export type Sample = z.infer<typeof sampleSchema>;

const folder = () => new URL('samples/', document.baseURI);

const incomplete = (what: string) => new Fault('bad-picture', `The samples cannot be shown: ${what}.`, 'Reload the page; if they stay away, this copy of Sfumato is incomplete. Your own pictures open all the same.');

async function fetchOwn(path: string): Promise<Response> {
  const response = await fetch(new URL(path, folder()));
  if (!response.ok) throw incomplete(`${path} is missing (status ${response.status})`);
  return response;
}

/** The samples that come with the studio. */
export async function listSamples(): Promise<readonly Sample[]> {
  const response = await fetchOwn('index.json');
  const list = z.object({ samples: z.array(sampleSchema) }).safeParse(await response.json().catch(() => null));
  if (!list.success) throw incomplete('index.json cannot be read');
  return list.data.samples;
}

/** Where a sample's picture is shown from. */
export function samplePictureUrl(sample: Sample): string {
  return new URL(sample.picture, folder()).href;
}

/** The bytes of a sample's picture and change map, both PNG. */
export async function fetchSample(sample: Sample): Promise<{ picture: Blob; map: Blob }> {
  const [picture, map] = await Promise.all([fetchOwn(sample.picture), fetchOwn(sample.map)]);
  return { picture: await picture.blob(), map: await map.blob() };
}
