import { z } from 'zod';
import { Fault } from '../../workers/protocol/faults';
import { methodNames } from '../../workers/protocol/recipe';
import { fetchOwnFile, parsed } from './fetchOwnFile';
import { sampleWords } from './sampleWords';
import { tr } from '../../workers/texts/texts';

const pngName = z.string().regex(/^[\w.-]+\.png$/);
/** Scene pixels. */
const length = z.number().min(-8192).max(8192);

const sampleSchema = z.object({
  id: z.string().min(1),
  title: z.string().min(1).max(80),
  picture: pngName,
  map: pngName,
  /** What the starter made of it with these settings. */
  after: z.string().regex(/^[\w.-]+\.webp$/),
  prompt: z.string().max(400),
  negativePrompt: z.string().max(400),
  method: z.enum(methodNames),
  strength: z.number().min(0).max(1),
  steps: z.int().min(1).max(200),
  guidance: z.number().min(0).max(50),
  seed: z.int().min(0).max(0xffff_ffff),
  hint: z.string().max(200),
  /** Cut out, with their centres on the scene; from bottom to top. */
  exemplars: z
    .array(z.object({ picture: pngName, name: z.string().min(1).max(80), x: length, y: length, scale: z.number().gt(0).max(16) }))
    .max(8)
    .default([]),
  /** A drawing in white on black over the whole scene. */
  scribble: pngName.nullable().default(null),
  /** People in OpenPose's JSON, as they shall stand. */
  pose: z
    .string()
    .regex(/^[\w.-]+\.json$/)
    .nullable()
    .default(null),
});

export type Sample = z.infer<typeof sampleSchema>;

const folder = () => new URL('samples/', document.baseURI);

const incomplete = (what: string) =>
  new Fault(
    'bad-picture',
    tr`The samples cannot be shown: ${what}.`,
    tr`Reload the page; if they stay away, this copy of Sfumato is incomplete. Your own pictures open all the same.`,
  );

/** A sample's picture of 8192² that hardly packs has less. */
const capBytes = 256 * 2 ** 20;

const fetchOwn = (path: string): Promise<Blob> =>
  fetchOwnFile(new URL(path, folder()), capBytes).catch(() => Promise.reject(incomplete(tr`${path} is missing or cannot be read`)));

/** The samples that come with the studio. */
export async function listSamples(): Promise<readonly Sample[]> {
  const list = z.object({ samples: z.array(sampleSchema) }).safeParse(parsed(await (await fetchOwn('index.json')).text()));
  if (!list.success) throw incomplete(tr`index.json cannot be read`);
  return list.data.samples.map((sample) => ({ ...sample, ...sampleWords[sample.id] }));
}

/** Where a sample's picture is shown from. */
export function samplePictureUrl(sample: Sample): string {
  return new URL(sample.picture, folder()).href;
}

/** Where what was made of a sample is shown from. */
export function sampleAfterUrl(sample: Sample): string {
  return new URL(sample.after, folder()).href;
}

/** A sample's files; exemplars in their order. */
export interface SampleFiles {
  readonly picture: Blob;
  readonly map: Blob;
  readonly exemplars: readonly Blob[];
  readonly scribble: Blob | null;
  readonly pose: Blob | null;
}

/** The bytes of a sample. Throws a Fault `bad-picture` where one of its files is missing. */
export async function fetchSample(sample: Sample): Promise<SampleFiles> {
  const [picture, map, exemplars, scribble, pose] = await Promise.all([
    fetchOwn(sample.picture),
    fetchOwn(sample.map),
    Promise.all(sample.exemplars.map((exemplar) => fetchOwn(exemplar.picture))),
    sample.scribble === null ? null : fetchOwn(sample.scribble),
    sample.pose === null ? null : fetchOwn(sample.pose),
  ]);
  return { picture, map, exemplars, scribble, pose };
}
