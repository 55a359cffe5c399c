import type { ReportFinding } from '../../protocol/importReport';
import { strippedTokeniser } from '../checkClipTokeniser';
import { latentScales } from '../family/recogniseFamily';
import type { PartName } from '../modelPackage';
import { partWords } from '../partWords';
import { missingTokeniserFile } from '../readTokeniserFiles';
import { textPartsOf, wantedTexts } from '../understandPackage';
import { finding, type Inspected } from './inspected';

/** The heap of WebAssembly ends at 4 GB, and the runtime needs some for itself. */
const wasmHeapBytes = 3.5e9;

/** What a package as a whole lacks, and what was assumed about it. */
export function packageFindings(inspected: Inspected, memoryBytes: number): readonly ReportFinding[] {
  return [...missingFindings(inspected), ...tokeniserFindings(inspected), ...guideFindings(inspected), ...familyFindings(inspected), ...memoryFindings(inspected, memoryBytes)];
}

function missingFindings({ facts, recognised, completed }: Inspected): readonly ReportFinding[] {
  const { chosen, layout, listing } = facts;
  const needed: readonly PartName[] = ['unet', 'vae_decoder', ...textPartsOf(recognised.family)];
  const isMissing = (part: PartName): boolean => !chosen.has(part) || (listing !== null && !listing.includes(chosen.get(part)?.graph ?? ''));
  const out = needed.filter(isMissing).map((part) => finding('blocks', 'missing-part', part, `There is no ${partWords(part)} (for example “${layout.root}${part}/model.onnx”).`, 'Load the package with all of its folders, or export that part too.'));
  if (isMissing('vae_encoder')) {
    const scale = completed.vae.scaling_factor;
    const lenders = scale === latentScales.sd ? 'Stable Diffusion 1 or 2' : scale === latentScales.sdxl ? 'SDXL' : 'the same latent space';
    out.push(finding('blocks', 'missing-part', 'vae_encoder', 'There is no picture encoder: it cannot edit pictures.', `Borrow one from another package of ${lenders}, whose latents are scaled alike (${scale}).`));
  }
  return out;
}

function tokeniserFindings(inspected: Inspected): readonly ReportFinding[] {
  const { facts, recognised } = inspected;
  return wantedTexts(facts, recognised.family).flatMap(({ part, config, tokeniser, folder }): ReportFinding[] => {
    const missing = missingTokeniserFile(tokeniser);
    if (missing) return [finding('blocks', 'missing-tokeniser', part, `The ${partWords(part)} has no tokeniser: there is neither “tokenizer.json” nor “vocab.json” with “merges.txt” in “${folder}”.`, `“${folder}${missing}” of the original model serves.`)];
    const wrong = recognised.family === 'other' ? null : strippedTokeniser(tokeniser, config?.vocab_size ?? null);
    if (!wrong) return [];
    if (tokeniser.vocabulary && tokeniser.merges !== null) return [finding('note', 'stripped-tokeniser', part, `“${folder}tokenizer.json” is not CLIP’s: ${wrong}. “vocab.json” and “merges.txt” are used in its place.`)];
    return [finding('blocks', 'stripped-tokeniser', part, `“${folder}tokenizer.json” is not CLIP’s: ${wrong}. Words would be given wrong numbers.`, 'Add “vocab.json” and “merges.txt” of the original model.')];
  });
}

function guideFindings({ parts, recognised, facts }: Inspected): readonly ReportFinding[] {
  const nets = [...facts.chosen.keys()].filter((part) => part.startsWith('controlnet/'));
  if (!parts.some(({ part }) => part === 'unet')) return [];
  if (nets.length > 0 && !recognised.takesGuides) return [finding('limits', 'no-guide-inputs', 'unet', 'There are ControlNets, but the UNet was exported without inputs for them, so that none can take part.', 'Export UNet and ControlNet together, with the residuals as inputs.')];
  if (recognised.takesGuides) return nets.length > 0 ? [] : [finding('note', 'no-controlnet', null, 'The UNet takes guides, but there is no ControlNet in the package.', 'Put one into a folder “controlnet/NAME”.')];
  return [finding('note', 'no-guide-inputs', 'unet', 'The UNet was exported without inputs for ControlNets: guides cannot be used.', 'Export it with its residuals as inputs, if guides are wanted.')];
}

function familyFindings({ parts, recognised, completed }: Inspected): readonly ReportFinding[] {
  const out: ReportFinding[] = [];
  if (completed.assumed.length > 0) out.push(finding('note', 'assumed', null, `Assumed, since no configuration says so: ${completed.assumed.join('; ')}.`, 'If pictures come out wrong, add the original model’s configurations.'));
  if (recognised.isGuess) out.push(finding('note', 'family-guessed', null, 'The family was told by names or by the tokeniser alone.', 'If pictures come out wrong, add the original model’s “model_index.json” and configurations.'));
  const encoder = parts.find(({ part }) => part === 'vae_encoder');
  const draws = encoder?.facts.operators.has('RandomNormalLike') || encoder?.facts.operators.has('RandomNormal');
  if (draws) out.push(finding('limits', 'encoder-draws', 'vae_encoder', 'The picture encoder draws noise of its own (an older export): the same seed gives slightly different pictures each time.', 'Export it with “latent_parameters”, or borrow another package’s.'));
  return out;
}

function memoryFindings({ device }: Inspected, memoryBytes: number): readonly ReportFinding[] {
  if (device.provider !== 'wasm' || memoryBytes < wasmHeapBytes) return [];
  return [finding('limits', 'memory', null, `About ${(memoryBytes / 1e9).toFixed(1)} GB are needed at once; without WebGPU there are 4 GB at most.`, 'Take the q4 files, a smaller model, or a browser with WebGPU.')];
}
