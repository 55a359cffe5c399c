import { z } from 'zod';

/** Families as far as add-ons tell them apart: the smaller relatives of one take what was made for it, where their modules are the same. */
export const addOnFamilies = ['sd1', 'sd2', 'sdxl', 'sdxl-refiner'] as const;
export type AddOnFamily = (typeof addOnFamilies)[number];

/** The strengths that an edit may give a LoRA; 1 is as it was trained, 0 leaves the model as it is. */
export const loraStrengths = { least: -10, most: 10 } as const;

const shortText = z.string().min(1).max(200);

/** What an add-on's file says about itself and what its keys tell, as it is kept beside it. */
export const addOnFactsSchema = z.object({
  /** A change to a model, a word for its prompts, or a net that leads it by a picture. */
  kind: z.enum(['lora', 'embedding', 'controlnet']),
  family: z.enum(addOnFamilies),
  /** What it is in one line: “LoRA of rank 16 for Stable Diffusion 1.x”. */
  words: z.string(),
  /** What a person should know beside that, in sentences. */
  notes: z.array(z.string()),
  /** Words that call a LoRA up, the likeliest first. */
  triggerWords: z.array(z.string()),
  /** The strength that a LoRA begins with: what its metadata say, else 1. */
  strength: z.number().min(loraStrengths.least).max(loraStrengths.most),
  /** An embedding's word in prompts; null for all else. */
  token: shortText.nullable(),
});
export type AddOnFacts = z.infer<typeof addOnFactsSchema>;

const digest = z.string().regex(/^[0-9a-f]{64}$/);

/** A LoRA in a recipe: its file by content, how it was called, and how strongly it changes the model. */
export const loraUseSchema = z.strictObject({
  sha256: digest,
  name: shortText,
  strength: z.number().min(loraStrengths.least).max(loraStrengths.most),
});
export type LoraUse = Readonly<z.infer<typeof loraUseSchema>>;

/** Most LoRAs of one edit. */
export const maximumLoras = 16;

/** What a recipe names beside its model, all by content: their files travel beside it. */
export const recipeAddOns = {
  loras: z.array(loraUseSchema).max(maximumLoras).default([]),
  /** Textual inversions whose words stand in the texts. */
  embeddings: z
    .array(z.strictObject({ sha256: digest, token: shortText }))
    .max(32)
    .default([]),
  /** ControlNets that do not come with the model, by the names that guides call them. */
  controlNets: z
    .array(z.strictObject({ sha256: digest, name: shortText }))
    .max(8)
    .default([]),
};

/** The files of the add-ons that a recipe names, by digest. */
export type AddOnFiles = Readonly<Record<string, Blob>>;
