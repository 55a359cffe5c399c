import { expect, it } from 'vitest';
import { readHeader } from '../header/readHeader';
import { fittingVectors } from '../identify/embeddingFor';
import { madeFile } from '../testing/madeFile';
import { bundledEmbeddings } from './bundledEmbeddings';

it('finds the words inside a LoRA’s file, of both encoders of SDXL and in the old form, as far as their widths fit', async () => {
  const { tensors } = await readHeader(
    madeFile('night.safetensors', {
      'lora_unet_mid_block_attentions_0_proj_in.alpha': { shape: [] },
      'bundle_emb.nightfall.clip_l': { shape: [2, 768] },
      'bundle_emb.nightfall.clip_g': { shape: [2, 1280] },
      'bundle_emb.dusk.string_to_param.*': { shape: [3, 768] },
      'bundle_emb.endless.emb_params': { shape: [5000, 768] },
      'bundle_emb.': { shape: [2, 768] },
    }),
  );
  const found = bundledEmbeddings(tensors);
  expect([...found.keys()]).toEqual(['nightfall', 'dusk', 'endless']);
  const vectors = (word: string, widths: Parameters<typeof fittingVectors>[1]) => {
    const fitted = fittingVectors(found.get(word) ?? new Map(), widths);
    return [fitted.text_encoder?.shape, fitted.text_encoder_2?.shape];
  };
  const sdxl = { text_encoder: 768, text_encoder_2: 1280 };
  expect(vectors('nightfall', sdxl)).toEqual([
    [2, 768],
    [2, 1280],
  ]);
  expect(vectors('nightfall', { text_encoder: 1024 })).toEqual([undefined, undefined]);
  expect(vectors('dusk', { text_encoder: 768 })).toEqual([[3, 768], undefined]);
  expect(vectors('endless', sdxl)).toEqual([undefined, undefined]);
});
