import type { Evidence } from './family/recogniseFamily';
import type { ModelFamily, TextPartName } from './modelPackage';
import type { PackageFacts, TextFacts } from './packageFacts';

/** What a package says about its family. @param headed whether to look into its UNet for it. */
export async function evidenceOf(facts: PackageFacts, names: readonly string[], headed: boolean): Promise<Evidence> {
  const { index, unet, scheduler, vae, texts, chosen } = facts;
  return {
    ...{ index, unet, scheduler },
    header: headed ? await facts.header('unet') : null,
    scalingFactor: vae?.scaling_factor ?? null,
    textParts: texts.map((text) => text.part),
    padToken: padToken(texts[0]),
    names: [
      ...names.map(
        (name) =>
          name
            .split('/')
            .filter((word) => word !== '')
            .at(-1) ?? '',
      ),
      chosen.get('unet')?.graph ?? '',
    ],
  };
}

/** The text encoders that a family is conditioned on. */
export function textPartsOf(family: ModelFamily): readonly TextPartName[] {
  return family === 'sdxl' ? ['text_encoder', 'text_encoder_2'] : family === 'sdxl-refiner' ? ['text_encoder_2'] : ['text_encoder'];
}

/** Those of them that a package has. */
export function wantedTexts({ texts }: PackageFacts, family: ModelFamily): readonly TextFacts[] {
  return texts.filter((text) => textPartsOf(family).includes(text.part));
}

function padToken(text: TextFacts | undefined): string | null {
  for (const map of [text?.tokeniser.specialTokens, text?.tokeniser.tokenizerConfig]) {
    const token: unknown = (map as Record<string, unknown> | null | undefined)?.['pad_token'];
    if (typeof token === 'string') return token;
    const content = (token as { content?: unknown } | null | undefined)?.content;
    if (typeof content === 'string') return content;
  }
  return null;
}
