import type { ReportFinding } from '../../protocol/importReport';
import { dynamicIntegers } from '../onnx/graphFacts';
import { finding, the, type Capabilities, type InspectedPart } from './inspected';
import { tr } from '../../texts/texts';

/** Of the runtime's own set, without a kernel in its browser builds (1.30), neither for graphics nor for the processor. */
const nowhere: ReadonlySet<string> = new Set(
  [
    'NhwcConv',
    'NhwcFusedConv',
    'GroupNorm',
    'SkipGroupNorm',
    'GemmFastGelu',
    'PackedAttention',
    'PackedMultiHeadAttention',
    'DecoderMaskedSelfAttention',
    'RemovePadding',
    'RestorePadding',
    'GemmFloat8',
    'RelativePositionBias',
    'GatedRelativePositionBias',
    'LongformerAttention',
    'QOrderedAttention',
    'QOrderedMatMul',
    'QOrderedLayerNormalization',
    'QOrderedGelu',
    'QOrderedLongformerAttention',
    'EPContext',
    'Rfft',
    'Irfft',
  ].map((op) => `com.microsoft:${op}`),
);
/** Those that graphics has and the processor has not. */
const onlyGraphics: ReadonlySet<string> = new Set(['BiasAdd', 'BiasSplitGelu'].map((op) => `com.microsoft:${op}`));
const knownDomains: ReadonlySet<string> = new Set(['', 'ai.onnx.ml', 'com.microsoft', 'com.microsoft.nchwc']);

/** What operators are judged by. */
export type JudgedPart = Pick<InspectedPart, 'part' | 'words' | 'graph' | 'facts' | 'choices'>;

/** Operators that the runtime cannot run, or not here. */
export function operatorFindings(
  part: JudgedPart,
  { device }: { readonly device: Pick<Capabilities, 'provider'> },
): readonly ReportFinding[] {
  const operators = [...part.facts.operators.keys()];
  const foreign = operators.filter((operator) => operator.includes(':') && !knownDomains.has(operator.slice(0, operator.lastIndexOf(':'))));
  const lacking = operators.filter((operator) => nowhere.has(operator) || (device.provider !== 'webgpu' && onlyGraphics.has(operator)));
  const out: ReportFinding[] = [];
  if (foreign.length > 0)
    out.push(
      finding(
        'blocks',
        'foreign-operators',
        part.part,
        tr`${the(part)} uses operators of another runtime: ${plain(foreign)}.`,
        tr`It was made for one maker’s hardware. Take the plain ONNX export of the same model.`,
      ),
    );
  if (lacking.length > 0) out.push(lackingFinding(part, lacking, device.provider));
  out.push(...integerFindings(part, device.provider), ...doubleFindings(part, device.provider));
  return out;
}

function lackingFinding(part: JudgedPart, lacking: readonly string[], provider: string): ReportFinding {
  const isCuda = /cuda/i.test(part.graph) || lacking.some((operator) => operator.endsWith('NhwcConv'));
  const why = isCuda
    ? tr`it was fused for CUDA and runs nowhere else`
    : lacking.every((operator) => onlyGraphics.has(operator))
      ? provider === 'wasm'
        ? tr`without WebGPU nothing here can compute them`
        : tr`nothing here can compute them`
      : tr`no browser runtime can compute them`;
  return finding(
    'blocks',
    'missing-operators',
    part.part,
    tr`${the(part)} uses operators that the runtime lacks (${plain(lacking)}): ${why}.`,
    tr`Take the plain export of the same model, not one optimised for CUDA or DirectML.`,
  );
}

function integerFindings(part: JudgedPart, provider: string): readonly ReportFinding[] {
  const dynamic = dynamicIntegers(part.facts);
  if (dynamic.length === 0) return [];
  const message = tr`${the(part)} computes in whole numbers (dynamic int8: ${plain(dynamic)}), for which graphics has no kernel`;
  if (provider === 'webgpu')
    return [
      finding(
        'blocks',
        'dynamic-int8',
        part.part,
        `${message}.`,
        other(part, ['int8']) ?? tr`Take the q4, fp16 or fp32 file of the same model, or run it without WebGPU.`,
      ),
    ];
  return [finding('note', 'dynamic-int8', part.part, tr`${message}; here it runs on the processor.`)];
}

function doubleFindings(part: JudgedPart, provider: string): readonly ReportFinding[] {
  const { doubleOperators } = part.facts;
  if (doubleOperators.size === 0 || provider !== 'webgpu') return [];
  return [
    finding(
      'limits',
      'float64',
      part.part,
      tr`${the(part)} computes in double precision (${plain([...doubleOperators])}), which graphics does not have: that part may have to run on the processor, slowly.`,
      tr`Old half-precision exports have this; export the model again with operator set 17 or later.`,
    ),
  ];
}

/** Names an alternative file of the same part, if there is one. */
export function other(part: JudgedPart, except: readonly string[]): string | null {
  const rest = part.choices.filter((choice) => choice.graph !== part.graph && !except.includes(choice.named ?? 'fp32'));
  return rest.length > 0 ? tr`Choose another of its files: ${rest.map((choice) => choice.graph.split('/').at(-1)).join(', ')}.` : null;
}

function plain(operators: readonly string[]): string {
  return operators.map((operator) => operator.replace('com.microsoft:', '')).join(', ');
}
