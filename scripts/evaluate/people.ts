import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Size } from '../../workers/protocol/geometry';
import type { Person } from '../../workers/maps/pose/skeleton';
import { readRgba } from './scenes';

/** A place in fractions of the picture's side. */
export type Point = readonly [x: number, y: number];

const keypoints = z.array(z.tuple([z.number(), z.number()])).length(18);
/** What people.json holds; places are in fractions of the picture's side. */
export const peopleSchema = z.object({
  people: z
    .array(
      z.object({
        picture: z.string(),
        caption: z.string(),
        raisedCaption: z.string(),
        height: z.number().gt(0),
        keypoints,
        raised: keypoints,
      }),
    )
    .min(1),
});

/** A drawn person, their 18 keypoints, and those of the same one with an arm raised. */
export interface DrawnPerson extends Size {
  readonly rgba: Uint8Array;
  readonly caption: string;
  readonly raisedCaption: string;
  /** In fractions of the picture's side, as keypoints are. */
  readonly personHeight: number;
  readonly keypoints: readonly Point[];
  readonly raised: readonly Point[];
}

/** Reads people.json and the pictures that it names (`training/make_scenes.py`). */
export async function readPeople(folder: string): Promise<DrawnPerson[]> {
  const { people } = peopleSchema.parse(JSON.parse(await readFile(join(folder, 'people.json'), 'utf8')));
  return Promise.all(
    people.map(async ({ picture, height: personHeight, ...told }) => ({
      ...told,
      personHeight,
      ...(await readRgba(join(folder, picture))),
    })),
  );
}

/** The same keypoints as a person of a picture of that size. */
export const personAt = (points: readonly Point[], { width, height }: Size): Person =>
  points.map(([x, y]) => ({ x: x * width, y: y * height, shown: true }));
