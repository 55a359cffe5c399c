import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decode } from 'fast-png';
import { z } from 'zod';

/** A picture drawn by `training/`, with the caption it obeys and where its objects are. */
export interface Scene {
  readonly id: string;
  readonly caption: string;
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
  readonly objects: readonly SceneObject[];
}

export interface SceneObject {
  readonly kind: string;
  readonly colour: string;
  /** One byte a pixel: how much of it the object covers. */
  readonly mask: Uint8Array;
}

const indexSchema = z.object({
  scenes: z
    .array(
      z.object({
        id: z.string(),
        picture: z.string(),
        caption: z.string(),
        objects: z.array(z.object({ kind: z.string(), colour: z.string(), mask: z.string() })),
      }),
    )
    .min(1),
});

/** Reads `index.json` and the PNGs that it names from a folder. */
export async function readScenes(folder: string): Promise<Scene[]> {
  const index = indexSchema.parse(JSON.parse(await readFile(join(folder, 'index.json'), 'utf8')));
  return Promise.all(
    index.scenes.map(async ({ id, picture, caption, objects }) => {
      const drawn = await readRgba(join(folder, picture));
      const masks = objects.map(async ({ kind, colour, mask }) => {
        const png = await readPng(join(folder, mask));
        return { kind, colour, mask: Uint8Array.from({ length: png.width * png.height }, (_, i) => png.data[i * png.channels] ?? 0) };
      });
      return { id, caption, ...drawn, objects: await Promise.all(masks) };
    }),
  );
}

/** A PNG of 8 bits a channel as RGBA. */
export async function readRgba(path: string): Promise<{ width: number; height: number; rgba: Uint8Array }> {
  const { width, height, data, channels } = await readPng(path);
  return { width, height, rgba: toRgba(data, channels, width * height) };
}

async function readPng(path: string): Promise<{ width: number; height: number; data: Uint8Array; channels: number }> {
  const { width, height, data, channels, depth } = decode(await readFile(path));
  if (depth !== 8) throw new Error(`${path} has ${depth} bits a channel instead of 8.`);
  return { width, height, data: Uint8Array.from(data), channels };
}

function toRgba(data: Uint8Array, channels: number, pixels: number): Uint8Array {
  const rgba = new Uint8Array(pixels * 4).fill(255);
  for (let i = 0; i < pixels; i++) {
    for (let c = 0; c < Math.min(channels, 4); c++) rgba[i * 4 + c] = data[i * channels + c] ?? 0;
    if (channels < 3) rgba.fill(data[i * channels] ?? 0, i * 4, i * 4 + 3);
  }
  return rgba;
}
