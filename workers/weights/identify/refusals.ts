import { unsupportedFile } from '../checkpointFaults';
import type { Fault } from '../../protocol/faults';
import { tr } from '../../texts/texts';

interface Rule {
  /** A name that no file of another kind has. */
  readonly key: RegExp;
  /** Completes the sentence “NAME …”. */
  readonly what: string;
  readonly hint?: string;
}

export const takeKnown = tr`The studio edits with Stable Diffusion 1 and 2, SDXL and their relatives: take a model of these.`;
const takeControlNet = tr`Take a ControlNet for one condition (edges, depth, pose …) of the model’s family.`;
const another = (name: string) => tr`is a model of ${name}, which is of another architecture`;

/** Of another kind whatever else is in the file; the first that applies. */
const always: readonly Rule[] = [
  { key: /^lora_controlnet$/, what: tr`is a Control-LoRA, which works only together with its base weights`, hint: takeControlNet },
  {
    key: /^(?:.*\.)?(?:task_embedding|control_add_embedding\..*|transformer_layes\..*|spatial_ch_projs\..*)$/,
    what: tr`is a union ControlNet, which switches between several conditions`,
    hint: takeControlNet,
  },
  { key: /^(?:.*\.)?difference$/, what: tr`is a ControlNet stored as its difference from a base model`, hint: takeControlNet },
  { key: /time_stack|time_mix_blocks|time_mixer/, what: tr`is Stable Video Diffusion (SVD), which makes videos`, hint: takeKnown },
  {
    key: /motion_modules?\.|temporal_transformer\./,
    what: tr`is a motion module of AnimateDiff or a model with one, which makes videos`,
    hint: takeKnown,
  },
  { key: /^(?:.*\.)?cc_projection\./, what: tr`is Zero123, which turns objects in space`, hint: takeKnown },
  { key: /^lllite_/, what: tr`is a ControlLLLite`, hint: takeControlNet },
  {
    key: /^(?:.*\.)?(?:image_proj|ip_adapter)\./,
    what: tr`is an IP-Adapter, which the studio does not apply`,
    hint: tr`Lay the picture on the scene as an exemplar instead.`,
  },
  {
    key: /^(?:adapter\.)?body\.\d+\.(?:block1|in_conv|resnets|body\.)/,
    what: tr`is a T2I-Adapter, which the studio does not apply`,
    hint: takeControlNet,
  },
  { key: /joint_blocks[._]\d+[._](?:context|x)_block/, what: another(tr`Stable Diffusion 3 (SD3)`) },
  { key: /txt_in\.individual_token_refiner|token_refiner\.refiner_blocks/, what: another('HunyuanVideo') },
  { key: /distilled_guidance_layer[._]|nerf_blocks[._]/, what: another('Chroma') },
  { key: /double_stream_modulation_img/, what: another('Flux 2') },
  {
    key: /double_blocks[._]\d+[._]img_(?:attn|mlp|mod)|single_blocks[._]\d+[._]linear1|single_transformer_blocks[._]\d/,
    what: another('Flux'),
  },
  {
    key: /(?:^|[._])transformer_blocks[._]\d+[._]attn[._]add_[kqv]_proj/,
    what: another(tr`Stable Diffusion 3 (SD3), Qwen-Image or a relative`),
  },
  { key: /^(?:.*\.)?cap_embedder\.|^(?:.*\.)?layers\.0\.adaLN_modulation/, what: another(tr`Lumina 2 or Z-Image`) },
  {
    key: /^(?:.*\.)?(?:clip_txt_mapper|clip_txt_pooled_mapper|clip_mapper)\.|\.channelwise\.\d/,
    what: another(tr`Stable Cascade (Würstchen)`),
  },
  { key: /double_layers\.\d+\.attn\.w1q/, what: another('AuraFlow') },
  { key: /^(?:.*\.)?mlp_t5\.\d/, what: another('Hunyuan-DiT') },
  { key: /^(?:.*\.)?t_block\.1\./, what: another('PixArt') },
  { key: /^(?:.*\.)?txt_norm\.weight$/, what: another('Qwen-Image') },
  { key: /^(?:.*\.)?head\.modulation$/, what: another('Wan') },
  { key: /double_stream_blocks[._]\d/, what: another('HiDream') },
  { key: /^(?:.*\.)?adaln_single\./, what: another(tr`PixArt, LTX-Video or Sana`) },
  { key: /cross_attn\.q_linear/, what: another(tr`Sana or PixArt`) },
  {
    key: /^(?:.*\.)?encoder_hid_proj\./,
    what: tr`is Kolors or a relative, whose texts are encoded by another language model`,
    hint: takeKnown,
  },
  { key: /^(?:.*\.)?position_net\.|\.fuser\.linear/, what: tr`is a GLIGEN model, which is led by boxes`, hint: takeKnown },
  { key: /(?:^|\.)roberta\./, what: tr`is AltDiffusion, whose texts are encoded by another language model`, hint: takeKnown },
  {
    key: /\.absmax$|\.quant_map$|quant_state\.bitsandbytes/,
    what: tr`is quantised by bitsandbytes (nf4 or int8)`,
    hint: tr`Take the same model in half precision (fp16): the studio makes it smaller by itself.`,
  },
];

/** Told only where no network that the studio knows was found. */
const alone: readonly Rule[] = [
  {
    key: /^model_ema\./,
    what: tr`holds only averaged weights under flattened names`,
    hint: tr`Take the file that is called “pruned” or “ema-only”.`,
  },
  {
    key: /RDB\d|^conv_first\.|^(?:model\.)?sub\.\d|^model\.1\.sub/,
    what: tr`is an upscaler (ESRGAN or a relative), not a diffusion model`,
  },
  { key: /SelfAttention\.[qkv]\./, what: tr`is a T5 text encoder, which the studio’s models do not use` },
  { key: /^(?:.*\.)?(?:vision_model|visual)\./, what: tr`is an image encoder, not a diffusion model` },
  {
    key: /(?:^|\.)(?:lm_head|embed_tokens|wte)\.weight$|(?:^|\.)(?:layers|h|blk)\.\d+\.(?:self_attn|attn|attn_q)\b/,
    what: tr`is a language model, not a diffusion model`,
  },
  { key: /^transformer_blocks\.\d|^blocks\.\d+\.attn/, what: tr`is a diffusion transformer of a kind that the studio does not know` },
];

/** Why a file of these names is refused whatever else it holds, or null. */
export function refusalOf(file: string, names: readonly string[]): Fault | null {
  return firstRule(file, names, always);
}

/** Why a checkpoint without a UNet is refused, where only its averaged copy is there; or null. */
export function averagedAlone(file: string, names: readonly string[]): Fault | null {
  return firstRule(file, names, alone.slice(0, 1));
}

/** What a file is in which no known network was found; unknown weights are named by three of their names. */
export function unknownWeights(file: string, names: readonly string[]): Fault {
  const told = firstRule(file, names, alone);
  if (told) return told;
  const examples = names.slice(0, 3).map((name) => `“${name.slice(0, 80)}”`);
  const holds =
    names.length === 0 ? tr`holds no tensors` : tr`holds unknown weights (${names.length} tensors, such as ${examples.join(', ')})`;
  return unsupportedFile(file, tr`${holds}, not a model that the studio knows`, takeKnown);
}

function firstRule(file: string, names: readonly string[], rules: readonly Rule[]): Fault | null {
  const rule = rules.find(({ key }) => names.some((name) => key.test(name)));
  return rule ? unsupportedFile(file, rule.what, rule.hint ?? takeKnown) : null;
}
