import type { ModelFamily, ModelPackage, TextPart, TextPartName } from '../../packages/modelPackage';
import { Fault } from '../../protocol/faults';
import { fixedDimension } from '../fixedShape';
import type { ModelSession, TensorSpec } from '../modelSession';
import { createTokeniser, type Padding } from '../tokeniser';
import { hiddenOutput } from './hiddenOutput';
import { PromptEncoder } from './promptEncoder';
import { TextEncoder } from './textEncoder';

/** Which token fills a text up to the encoder's length: families differ, and exported tokeniser files are often wrong about it. */
export function paddingOf(family: ModelFamily, part: TextPartName): Padding {
  switch (family) {
    case 'sd1':
      return 'end';
    case 'sd2':
    case 'sdxl-refiner':
      return 'zero';
    case 'sdxl':
      return part === 'text_encoder' ? 'end' : 'zero';
    case 'other':
      return 'files';
  }
}

/**
 * The package's texts to prompts for its UNet: what the UNet takes decides which layer and which outputs are needed.
 * @throws Fault `package-unsupported` where a text encoder lacks an output, `package-invalid` for a broken tokeniser.
 */
export function openPrompts(modelPackage: ModelPackage, unet: ModelSession, sessionOf: (part: TextPartName) => ModelSession): PromptEncoder {
  const { family, texts } = modelPackage;
  const pooledInput = unet.findInput('text_embeds');
  const idsInput = unet.findInput('time_ids');
  // SDXL's whole kin, distilled and refined, is told apart by these inputs whatever its configurations call it.
  const layer = pooledInput ? 'penultimate' : 'last';
  const encoders = texts.map((text, i) => {
    const session = sessionOf(text.part);
    const pooled = pooledInput && i === texts.length - 1 ? pooledOutput(session) : null;
    const tokeniser = createTokeniser(text.tokeniser, text.config.max_position_embeddings, paddingOf(family, text.part));
    return new TextEncoder(session, tokeniser, { hidden: hiddenOutput(session, layer, layersOf(text)), pooled });
  });
  return new PromptEncoder(encoders, {
    timeIds: idsInput ? (fixedDimension(idsInput, 1) ?? (family === 'sdxl-refiner' ? 5 : 6)) : 0,
    maximumTokens: fixedDimension(unet.input('encoder_hidden_states'), 1),
    zeroEmptyNegative: modelPackage.zeroEmptyNegative ?? family === 'sdxl',
  });
}

function pooledOutput(session: ModelSession): TensorSpec {
  const output = session.findOutput('text_embeds', 'pooled_text_embeds');
  if (output) return output;
  throw new Fault('package-unsupported', `The ${session.stage} was exported without its pooled embedding (“text_embeds”), which this model is conditioned on.`, 'Export it as a text model with projection, as for SDXL, or choose another package.');
}

function layersOf({ config }: TextPart): number | null {
  const layers = config['num_hidden_layers'];
  return typeof layers === 'number' ? layers : null;
}
