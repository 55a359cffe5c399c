import { describe, expect, it } from 'vitest';
import { madeFile } from '../testing/madeFile';
import { isIgnorable, isMark } from './ignorable';
import { openWeights } from './openWeights';

describe('files of other kinds are refused by name, with a way on', () => {
  it.each([
    ['model.diffusion_model.joint_blocks.0.context_block.attn.qkv.weight', /Stable Diffusion 3/],
    ['double_blocks.0.img_attn.norm.key_norm.scale', /Flux/],
    ['double_stream_modulation_img.lin.weight', /Flux 2/],
    ['distilled_guidance_layer.in_proj.weight', /Chroma/],
    ['txt_in.individual_token_refiner.blocks.0.norm1.weight', /HunyuanVideo/],
    ['mlp_t5.0.weight', /Hunyuan-DiT/],
    ['cap_embedder.1.weight', /Lumina 2/],
    ['layers.0.adaLN_modulation.0.weight', /Z-Image/],
    ['clip_mapper.weight', /Cascade/],
    ['double_layers.0.attn.w1q.weight', /AuraFlow/],
    ['t_block.1.weight', /PixArt/],
    ['adaln_single.emb.timestep_embedder.linear_1.weight', /LTX/],
    ['blocks.0.cross_attn.q_linear.weight', /Sana/],
    ['txt_norm.weight', /Qwen-Image/],
    ['head.modulation', /Wan/],
    ['double_stream_blocks.0.block.adaLN.weight', /HiDream/],
    ['model.diffusion_model.input_blocks.1.0.time_stack.in_layers.2.weight', /SVD/],
    ['down_blocks.0.motion_modules.0.temporal_transformer.norm.weight', /AnimateDiff/],
    ['cc_projection.weight', /Zero123/],
    ['encoder_hid_proj.weight', /Kolors/],
    ['position_net.linears.0.weight', /GLIGEN/],
    ['cond_stage_model.roberta.embeddings.word_embeddings.weight', /AltDiffusion/],
    ['lora_controlnet', /Control-LoRA/],
    ['task_embedding', /union/],
    ['difference', /difference from a base/],
    ['lllite_unet_input_blocks_4_1.down.weight', /ControlLLLite/],
    ['image_proj.proj.weight', /IP-Adapter/],
    ['adapter.body.0.resnets.0.block1.weight', /T2I-Adapter/],
    ['model.diffusion_model.out.2.weight.quant_state.bitsandbytes__nf4', /bitsandbytes/],
    ['encoder.block.0.layer.0.SelfAttention.q.weight', /T5/],
    ['vision_model.embeddings.class_embedding', /image encoder/],
    ['model.1.sub.0.RDB1.conv1.0.weight', /upscaler/],
    ['model.layers.0.self_attn.q_proj.weight', /language model/],
    ['some.other.weight', /unknown weights \(1 tensors, such as “some.other.weight”\)/],
  ])('%s', async (name, words) => {
    const refused = openWeights([madeFile('x.safetensors', { [name]: { shape: [2, 2] } })]);
    await expect(refused).rejects.toThrow(words);
    await expect(refused).rejects.toMatchObject({ code: 'checkpoint-unsupported', hint: expect.stringMatching(/\w/) });
  });

  it('a file without tensors', async () => {
    await expect(openWeights([madeFile('x.safetensors', {})])).rejects.toThrow(/holds no tensors/);
  });

  it('unknown weights in unknown types', async () => {
    const file = madeFile('x.safetensors', { weight: { shape: [8], dtype: 'F3' } });
    await expect(openWeights([file])).rejects.toMatchObject({ code: 'checkpoint-invalid' });
  });
});

describe('names beside the networks', () => {
  it.each([
    'alphas_cumprod_prev',
    'cond_stage_model.transformer.text_model.embeddings.position_ids',
    'model_ema.decay',
    'global_step',
    'sqrt_alphas_cumprod',
  ])('%s is known to be of no use', (name) => expect(isIgnorable(name)).toBe(true));
  it.each(['state', 'model.diffusion_model.extra.weight', 'my_betas'])('%s is not known', (name) => expect(isIgnorable(name)).toBe(false));
  it.each(['v_pred', 'edm_vpred.sigma_max', 'model.diffusion_model.scaled_fp8'])('%s is a mark', (name) => expect(isMark(name)).toBe(true));
});
