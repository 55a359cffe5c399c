import type { ReportFinding } from '../../protocol/importReport';
import { finding, the, type Inspected, type InspectedPart } from './inspected';
import { other } from './operatorFindings';
import { tr } from '../../texts/texts';

/** The first operator set with LayerNormalization. */
const wholeLayerNorm = 17;

/** What half precision costs on this device. */
export function precisionFindings(part: InspectedPart, { device, recognised }: Inspected): readonly ReportFinding[] {
  const { header, facts } = part;
  if (facts.halfOperators.size === 0 || device.provider !== 'webgpu') return [];
  if (!device.shaderF16) {
    return [
      finding(
        'limits',
        'no-half-precision',
        part.part,
        tr`${the(part)} computes in half precision, which this device’s graphics does not have: it will run on the processor, which is much slower.`,
        other(part, ['fp16', 'q4f16']) ?? tr`Take the fp32 or q4 file of the same model, or another browser or graphics card.`,
      ),
    ];
  }
  const out: ReportFinding[] = [];
  const opset = header.opsets.get('') ?? 0;
  if (
    part.part.startsWith('text_encoder') &&
    opset < wholeLayerNorm &&
    facts.operators.has('Pow') &&
    !facts.operators.has('LayerNormalization')
  ) {
    out.push(
      finding(
        'limits',
        'layer-norm-in-pieces',
        part.part,
        tr`${the(part)} is in half precision with its layer norms in pieces (operator set ${opset}): squares may overflow and give wrong numbers without an error. The self-test decides whether it may run on graphics.`,
        tr`Export it with operator set 17 or later, or in fp32.`,
      ),
    );
  }
  if (part.part === 'text_encoder_2')
    out.push(
      finding(
        'note',
        'half-big-encoder',
        part.part,
        tr`The second text encoder is in half precision, in which its kind is known to overflow on graphics; if the self-test finds that, it runs on the processor.`,
        other(part, ['fp16', 'q4f16']) ?? '',
      ),
    );
  if (part.part.startsWith('vae') && recognised.family.startsWith('sdxl'))
    out.push(
      finding(
        'note',
        'half-vae',
        part.part,
        tr`${the(part)} is in half precision. SDXL’s own gives black pictures then, unless it is the repaired one (“fp16-fix”); the self-test and every picture are checked for that.`,
        other(part, ['fp16', 'q4f16']) ?? '',
      ),
    );
  return out;
}
