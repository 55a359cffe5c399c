import { Fault } from '../../protocol/faults';
import type { ReportFinding } from '../../protocol/importReport';
import { readScheduler } from '../../protocol/scheduler/readScheduler';
import { latentScales } from '../family/recogniseFamily';
import type { PartName } from '../modelPackage';
import { partWords } from '../partWords';
import { missingTokeniserFile } from '../readTokeniserFiles';
import { takesShippedVocabulary } from '../shippedVocabulary';
import { textPart } from '../textPart';
import { textPartsOf, wantedTexts } from '../understandPackage';
import { finding, type Inspected } from './inspected';
import { tr } from '../../texts/texts';

/** The heap of WebAssembly ends at 4 GB, and the runtime needs some for itself. */
const wasmHeapBytes = 3.5e9;

/** What a package as a whole lacks, and what was assumed about it. */
export function packageFindings(inspected: Inspected, memoryBytes: number): readonly ReportFinding[] {
  return [
    ...missingFindings(inspected),
    ...tokeniserFindings(inspected),
    ...guideFindings(inspected),
    ...familyFindings(inspected),
    ...schedulerFindings(inspected),
    ...memoryFindings(inspected, memoryBytes),
  ];
}

function missingFindings({ facts, recognised, completed, lent }: Inspected): readonly ReportFinding[] {
  const { chosen, layout, listing } = facts;
  const needed: readonly PartName[] = ['unet', 'vae_decoder', ...textPartsOf(recognised.family)];
  const isMissing = (part: PartName): boolean =>
    !lent.includes(part) && (!chosen.has(part) || (listing !== null && !listing.includes(chosen.get(part)?.graph ?? '')));
  const out = needed
    .filter(isMissing)
    .map((part) =>
      finding(
        'blocks',
        'missing-part',
        part,
        tr`There is no ${partWords(part)} (for example “${layout.root}${part}/model.onnx”).`,
        part === 'vae_decoder'
          ? tr`Borrow the VAE below, or load the package with all of its folders.`
          : tr`Load the package with all of its folders, or export that part too.`,
      ),
    );
  if (isMissing('vae_encoder')) {
    const scale = completed.vae.scaling_factor;
    const lenders =
      scale === latentScales.sd ? tr`Stable Diffusion 1 or 2` : scale === latentScales.sdxl ? 'SDXL' : tr`the same latent space`;
    out.push(
      finding(
        'blocks',
        'missing-part',
        'vae_encoder',
        tr`There is no picture encoder: it cannot edit pictures.`,
        tr`Borrow one below from another model of ${lenders}, whose latents are scaled alike (${scale}).`,
      ),
    );
  }
  return out;
}

function tokeniserFindings(inspected: Inspected): readonly ReportFinding[] {
  const { facts, recognised, parts } = inspected;
  return wantedTexts(facts, recognised.family).flatMap((found): ReportFinding[] => {
    const { part, config, tokeniser, folder } = found;
    const missing = missingTokeniserFile(tokeniser);
    if (missing && takesShippedVocabulary(recognised.family, config))
      return [
        finding('note', 'shipped-tokeniser', part, tr`The ${partWords(part)} has no tokeniser: CLIP’s, which ships with Sfumato, is used.`),
      ];
    if (missing)
      return [
        finding(
          'blocks',
          'missing-tokeniser',
          part,
          tr`The ${partWords(part)} has no tokeniser: there is neither “tokenizer.json” nor “vocab.json” with “merges.txt” in “${folder}”.`,
          tr`“${folder}${missing}” of the original model serves.`,
        ),
      ];
    const header = parts.find((one) => one.part === part)?.header ?? null;
    const { fault, passedOver } = textPart(found, recognised.family, header);
    if (fault) return [finding('blocks', 'broken-tokeniser', part, fault.message, fault.hint)];
    if (passedOver === null) return [];
    const said = tr`“${folder}tokenizer.json” is not CLIP’s: ${passedOver}. “vocab.json” and “merges.txt” are used in its place.`;
    return [finding('note', 'stripped-tokeniser', part, said)];
  });
}

function guideFindings({ parts, recognised, facts }: Inspected): readonly ReportFinding[] {
  const nets = [...facts.chosen.keys()].filter((part) => part.startsWith('controlnet/'));
  if (!parts.some(({ part }) => part === 'unet')) return [];
  if (nets.length > 0 && !recognised.takesGuides)
    return [
      finding(
        'limits',
        'no-guide-inputs',
        'unet',
        tr`There are ControlNets, but the UNet was exported without inputs for them, so that none can take part.`,
        tr`Export UNet and ControlNet together, with the residuals as inputs.`,
      ),
    ];
  if (recognised.takesGuides)
    return nets.length > 0
      ? []
      : [
          finding(
            'note',
            'no-controlnet',
            null,
            tr`The UNet takes guides, but there is no ControlNet in the package.`,
            tr`Put one into a folder “controlnet/NAME”.`,
          ),
        ];
  return [
    finding(
      'note',
      'no-guide-inputs',
      'unet',
      tr`The UNet was exported without inputs for ControlNets: guides cannot be used.`,
      tr`Export it with its residuals as inputs, if guides are wanted.`,
    ),
  ];
}

function familyFindings({ parts, recognised, completed }: Inspected): readonly ReportFinding[] {
  const out: ReportFinding[] = [];
  if (completed.assumed.length > 0)
    out.push(
      finding(
        'note',
        'assumed',
        null,
        tr`Assumed, since no configuration says so: ${completed.assumed.join('; ')}.`,
        tr`If pictures come out wrong, add the original model’s configurations.`,
      ),
    );
  if (recognised.isGuess)
    out.push(
      finding(
        'note',
        'family-guessed',
        null,
        tr`The family was told by names or by the tokeniser alone.`,
        tr`If pictures come out wrong, add the original model’s “model_index.json” and configurations.`,
      ),
    );
  const encoder = parts.find(({ part }) => part === 'vae_encoder');
  const draws = encoder?.facts.operators.has('RandomNormalLike') || encoder?.facts.operators.has('RandomNormal');
  if (draws)
    out.push(
      finding(
        'limits',
        'encoder-draws',
        'vae_encoder',
        tr`The picture encoder draws noise of its own (an older export): the same seed gives slightly different pictures each time.`,
        tr`Export it with “latent_parameters”, or borrow another package’s.`,
      ),
    );
  return out;
}

/** What of its scheduler cannot be run, and what runs otherwise than the configuration says: the same that the loader will say. */
function schedulerFindings({ completed }: Inspected): readonly ReportFinding[] {
  try {
    return readScheduler(completed.scheduler).notes.map((note) => finding('note', 'scheduler', null, note));
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown;
    return [finding('blocks', 'scheduler', null, thrown.message, thrown.hint)];
  }
}

function memoryFindings({ device }: Inspected, memoryBytes: number): readonly ReportFinding[] {
  if (device.provider !== 'wasm' || memoryBytes < wasmHeapBytes) return [];
  return [
    finding(
      'limits',
      'memory',
      null,
      tr`About ${(memoryBytes / 1e9).toFixed(1)} GB are needed at once; without WebGPU there are 4 GB at most.`,
      tr`Take the q4 files, a smaller model, or a browser with WebGPU.`,
    ),
  ];
}
