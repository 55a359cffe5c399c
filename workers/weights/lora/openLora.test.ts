import { describe, expect, it } from 'vitest';
import { unetParameters } from '../configurations/unetParameters';
import { families, familyNetwork } from '../identify/families';
import type { FamilyFacts } from '../identify/families';
import { openWeights } from '../identify/openWeights';
import { ldmBlocks, ldmModuleNames } from '../names/ldmBlocks';
import { madeFile } from '../testing/madeFile';
import type { MadeTensor } from '../testing/madeFile';

const rank = 4;
const open = (tensors: Record<string, MadeTensor>, name = 'style.safetensors', metadata?: Record<string, string>) =>
  openWeights([madeFile(name, tensors, metadata)]);

/** A LoRA of every linear layer of a family’s attention. */
function wholeLora(family: FamilyFacts, name: (module: string) => string): Record<string, MadeTensor> {
  const linear = [...unetParameters(familyNetwork(family))].filter(([parameter]) => /\.to_(?:q|k|v|out\.0)\.weight$/.test(parameter));
  return Object.fromEntries(
    linear.flatMap(([parameter, [outputs = 0, inputs = 0]]) => {
      const head = name(parameter.replace(/\.weight$/, ''));
      return [
        [`${head}.lora_down.weight`, { shape: [rank, inputs] }],
        [`${head}.lora_up.weight`, { shape: [outputs, rank] }],
        [`${head}.alpha`, { shape: [] }],
      ];
    }),
  );
}

describe('a LoRA without a model', () => {
  it.each(families.map((family) => [family.name, family] as const))('of %s is told, in both spellings', async (name, family) => {
    const blocks = ldmBlocks(familyNetwork(family));
    const spellings = [(module: string) => module, (module: string) => ldmModuleNames(blocks, module)[0] ?? module];
    for (const spelling of spellings) {
      const opened = await open(wholeLora(family, (module) => `lora_unet_${spelling(module).replaceAll('.', '_')}`));
      expect(opened).toMatchObject({ kind: 'lora', family: name, network: 'lora', parts: ['unet'], unmatched: [] });
    }
  });

  const flat = 'lora_unet_down_blocks_1_attentions_0_transformer_blocks_0_attn1_to_q';
  const pair = { [`${flat}.lora_down.weight`]: { shape: [4, 640] }, [`${flat}.lora_up.weight`]: { shape: [640, 4] } };

  it('tells what else is in it, and lists what matches nothing', async () => {
    const opened = await open({
      ...pair,
      'lora_unet_nowhere.alpha': { shape: [] },
      'bundle_emb.word.emb_params': { shape: [2, 768] },
      'bundle_emb.old.string_to_param.*': { shape: [1, 768] },
      'bundle_emb.strange.emb_params': { shape: [2, 4096] },
    });
    const unmatched = ['lora_unet_nowhere.alpha', 'bundle_emb.strange.emb_params'];
    expect(opened).toMatchObject({ family: 'sd1', words: ['word', 'old'], unmatched });
  });

  it('of text encoders alone is told by their widths', async () => {
    const text = (head: string, width: number) => ({
      [`${head}_text_model_encoder_layers_3_self_attn_q_proj.lora_down.weight`]: { shape: [4, width] },
      [`${head}_text_model_encoder_layers_3_self_attn_q_proj.lora_up.weight`]: { shape: [width, 4] },
    });
    expect(await open(text('lora_te', 768))).toMatchObject({ family: 'sd1', parts: ['text_encoder'] });
    expect(await open(text('lora_te', 1024))).toMatchObject({ family: 'sd2', parts: ['text_encoder'] });
    expect(await open({ ...text('lora_te1', 768), ...text('lora_te2', 1280) })).toMatchObject({
      family: 'sdxl',
      parts: ['text_encoder', 'text_encoder_2'],
    });
  });

  it('suggests few steps by its name', async () => {
    expect(await open(pair, 'sdxl_lightning_4step_lora.safetensors')).toMatchObject({ guess: { fewStep: 'lightning', from: 'name' } });
  });

  it.each([
    ['DoRA', { ...pair, [`${flat}.dora_scale`]: { shape: [640, 1] } }, 'dora'],
    ['LoKr', { [`${flat}.lokr_w1`]: { shape: [8, 8] }, [`${flat}.lokr_w2`]: { shape: [80, 80] } }, 'lokr'],
    ['whole differences', { [`${flat}.diff`]: { shape: [640, 640] } }, 'difference'],
  ])('%s', async (_, tensors, network) => {
    expect(await open(tensors)).toMatchObject({ network, unmatched: [] });
  });

  it.each([
    ['OFT', { [`${flat}.oft_blocks`]: { shape: [4, 160, 160] } }, /OFT/],
    ['GLoRA', { [`${flat}.a1.weight`]: { shape: [4, 640] } }, /GLoRA/],
    ['(IA)³', { [`${flat}.weight`]: { shape: [640] }, [`${flat}.on_input`]: { shape: [] } }, /\(IA\)³/],
    ['Flux', { 'transformer.single_transformer_blocks.0.attn.to_q.lora_A.weight': { shape: [4, 3072] } }, /Flux/],
    ['SD 3', { 'lora_unet_joint_blocks_0_context_block_attn_qkv.lora_down.weight': { shape: [4, 1536] } }, /SD3/],
    ['a transformer', { 'transformer.transformer_blocks.0.attn.to_q.lora_A.weight': { shape: [4, 1536] } }, /another architecture/],
    ['unknown names', { 'lora_unet_a_b.lora_down.weight': { shape: [4, 5] } }, /none of the families/],
  ])('%s is refused with words', async (_, tensors, words) => {
    await expect(open(tensors)).rejects.toThrow(words);
  });
});
