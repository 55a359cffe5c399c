/** Names of tensors that no network needs and that are known: tables of the schedule, leftovers of training, other branches. */
const ignorable: readonly RegExp[] = [
  /(?:^|\.)position_ids$/,
  /(?:^|\.)(?:alphas_cumprod(?:_prev)?|betas|logvar|log_one_minus_alphas_cumprod|sqrt_\w+|posterior_\w+)$/,
  /(?:^|\.)denoiser\.(?:log_)?sigmas$/,
  /(?:^|\.)logit_scale$/,
  /(?:^|\.)attn_mask$/,
  /(?:^|\.)text_projection(?:\.weight)?$/,
  /(?:^|\.)transformer\.resblocks\.\d+\./,
  /(?:^|\.)(?:visual|vision_model|visual_projection)(?:\.|$)/,
  /(?:^|\.)loss\./,
  /^(?:state_dict\.)?(?:model_ema|depth_model|embedder|optimizer|optimizer_states|lr_schedulers|callbacks|loops)(?:\.|$)/,
  /^(?:global_step|epoch|iteration|step)$/,
  /\.(?:scale_input|input_scale)$/,
  /(?:^|\.)(?:vae_scale|vae_shift)$/,
];

/** Marks that tell of a file and count as read: prediction, schedule, scaled 8-bit floats. */
const marks = /(?:^|\.)(?:v_pred|ztsnr|edm_mean|edm_std|edm_vpred\.sigma_max|edm_vpred\.sigma_min|scaled_fp8|comfy_quant)$/;

/** Whether a name that no part takes is known to be of no use. */
export function isIgnorable(name: string): boolean {
  return ignorable.some((pattern) => pattern.test(name));
}

/** Whether a name is a mark, which is read although it holds no weight. */
export function isMark(name: string): boolean {
  return marks.test(name);
}
