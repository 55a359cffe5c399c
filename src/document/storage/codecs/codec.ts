import { z } from 'zod';
import { Fault } from '../../../../workers/protocol/faults';
import { maximumNameLength } from '../../limits';
import { tr } from '../../../../workers/texts/texts';

/** Keeps an array and gives the digests of its pieces, in order. */
export type Keep = (bytes: Uint8Array) => Promise<string[]>;

/**
 * The array of these pieces, in bytes of its own.
 * @param sizeBytes what it must have; null where that is not known
 * @throws Fault `missing-blob` where a piece is gone, altered or of the wrong length
 */
export type Take = (digests: readonly string[], sizeBytes: number | null) => Uint8Array;

/** How one entity is kept: what its JSON part looks like, how it becomes that, and how it comes back. */
export interface Codec<Value, Saved> {
  readonly schema: z.ZodType<Saved>;
  freeze(value: Value, keep: Keep): Promise<Saved>;
  /** @throws Fault `missing-blob` */
  thaw(saved: Saved, take: Take): Value;
}

export const missingPiece = (): Fault => new Fault('missing-blob', tr`A part of the saved project is gone or damaged.`);

/** Parts of schemas that several entities share. */
export const digest = z.string().regex(/^[0-9a-f]{64}$/);
/** An array, as the digests of its pieces in order. */
export const pieces = z.array(digest).max(1000);
export const name = z.string().max(maximumNameLength);
export const id = z.string().max(200);

/** A name as it is kept. */
export const shortName = (text: string): string => text.slice(0, maximumNameLength);

/** What is kept as it is. */
export const plain = <T>(schema: z.ZodType<T>): Codec<T, T> => ({
  schema,
  freeze: (value) => Promise.resolve(value),
  thaw: (saved) => saved,
});

/** An entity, or none. */
export const optional = <Value, Saved>({ schema, freeze, thaw }: Codec<Value, Saved>): Codec<Value | null, Saved | null> => ({
  schema: schema.nullable(),
  freeze: async (value, keep) => value && (await freeze(value, keep)),
  thaw: (saved, take) => saved && thaw(saved, take),
});

/** A list of `most` at most. Frozen one after the other: what is digested at once is held at once. */
export const listOf = <Value, Saved>(codec: Codec<Value, Saved>, most: number): Codec<readonly Value[], Saved[]> => ({
  schema: z.array(codec.schema).max(most),
  async freeze(values, keep) {
    const saved: Saved[] = [];
    for (const value of values) saved.push(await codec.freeze(value, keep));
    return saved;
  },
  thaw: (saved, take) => saved.map((each) => codec.thaw(each, take)),
});

/** The codecs of an object's members. */
type Members = Readonly<Record<string, Codec<unknown, unknown>>>;
export type ValuesOf<M> = { readonly [K in keyof M]: M[K] extends { thaw(saved: never, take: Take): infer Value } ? Value : never };
export type SavedOf<M> = { [K in keyof M]: M[K] extends { readonly schema: z.ZodType<infer Saved> } ? Saved : never };
export type SchemasOf<M> = { [K in keyof M]: M[K] extends { readonly schema: infer Schema } ? Schema : never };

type Maybe<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** The schemas of an object's members. */
export const schemasOf = <M extends Members>(members: M): SchemasOf<M> =>
  Object.fromEntries(Object.entries(members).map(([key, { schema }]) => [key, schema])) as SchemasOf<M>;

/** Freezes those members of an object that are there. */
export async function freezeMembers<M extends Members>(members: M, values: Partial<ValuesOf<M>>, keep: Keep): Promise<Partial<SavedOf<M>>> {
  const saved: Record<string, unknown> = {};
  for (const [key, codec] of Object.entries(members)) if (values[key] !== undefined) saved[key] = await codec.freeze(values[key], keep);
  return saved as Partial<SavedOf<M>>;
}

/** Brings those members of an object back that were kept. @throws Fault `missing-blob` */
export function thawMembers<M extends Members>(members: M, saved: Maybe<SavedOf<M>>, take: Take): Partial<ValuesOf<M>> {
  const values = Object.entries(members).flatMap(([key, codec]) =>
    saved[key] === undefined ? [] : [[key, codec.thaw(saved[key], take)] as const],
  );
  return Object.fromEntries(values) as Partial<ValuesOf<M>>;
}
