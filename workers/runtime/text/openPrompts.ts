import { pickValue, wishes } from '../../packages/graphValues';
import type { ModelPackage, TextPart, TextPartName } from '../../packages/modelPackage';
import { Fault } from '../../protocol/faults';
import { fixedDimension } from '../fixedShape';
import type { ModelSession, TensorSpec } from '../modelSession';
import { tokeniserOf } from '../../packages/tokeniser';
import { numberTokens } from '../../packages/tokeniser/addedTokens';
import { hiddenOutput } from './hiddenOutput';
import { PromptEncoder } from './promptEncoder';
import { TextEncoder } from './textEncoder';
import { tr } from '../../texts/texts';

/**
 * The package's texts to prompts for its UNet: what the UNet takes decides which layer and which outputs are needed.
 * @throws Fault `package-unsupported` where a text encoder lacks an output, `package-invalid` for a broken tokeniser.
 */
export function openPrompts(
  modelPackage: ModelPackage,
  unet: ModelSession,
  sessionOf: (part: TextPartName) => ModelSession,
): PromptEncoder {
  const { family, texts } = modelPackage;
  const pooledInput = unet.findInput('text_embeds');
  const idsInput = unet.findInput('time_ids');
  // SDXL's whole kin, distilled and refined, is told apart by these inputs whatever its configurations call it.
  const layer = pooledInput ? 'penultimate' : 'last';
  const encoders = texts.map((text, i) => {
    const session = sessionOf(text.part);
    const pooled = pooledInput && i === texts.length - 1 ? pooledOutput(session) : null;
    const tokeniser = tokeniserOf(text, family).withTokens(numberTokens(text.words ?? [], vocabularyOf(text)));
    return new TextEncoder(session, tokeniser, {
      hidden: hiddenOutput(session, layer, layersOf(text), text.config.hidden_size ?? null),
      pooled,
    });
  });
  return new PromptEncoder(encoders, {
    timeIds: idsInput ? (fixedDimension(idsInput, 1) ?? (family === 'sdxl-refiner' ? 5 : 6)) : 0,
    maximumTokens: fixedDimension(unet.inputFor(wishes.unet.text), 1),
    zeroEmptyNegative: modelPackage.zeroEmptyNegative ?? family === 'sdxl',
  });
}

function pooledOutput(session: ModelSession): TensorSpec {
  const output = pickValue(session.outputs, wishes.text.pooled);
  if (output) return output;
  throw new Fault(
    'package-unsupported',
    tr`The ${session.stage} was exported without its pooled embedding (“text_embeds”), which this model is conditioned on.`,
    tr`Export it as a text model with projection, as for SDXL, or choose another package.`,
  );
}

/** Where the ids of added words begin. Packages of graphs, which may not say it, have no added words. */
function vocabularyOf({ config }: TextPart): number {
  const size = config['vocab_size'];
  return typeof size === 'number' ? size : 0;
}

function layersOf({ config }: TextPart): number | null {
  const layers = config['num_hidden_layers'];
  return typeof layers === 'number' ? layers : null;
}
