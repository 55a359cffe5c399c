import { residualForms } from './residualForms';
import type { UnetConfig } from './configs';
import { pickValue, wishes, type ValueWish } from './graphValues';
import { matchOrder } from './matchOrder';
import type { PartName } from './modelPackage';
import type { GraphHeader, HeaderValue } from './onnx/graphHeader';
import { roleOfGraph, roleOfPart, roleWords } from './onnx/roleOfGraph';
import { partWords } from './partWords';
import { tr } from '../texts/texts';
import { sideInWords } from '../texts/words';

/** Why a network cannot be run, whatever the device. */
export interface NetworkProblem {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

/** What the runtime (1.30) reads: the format's own version, and those of ONNX's set of operators. */
const newestFormat = 13;
const newestOperators = 26;

/** What of a package decides what its networks must have. */
export interface NetworkGround {
  /** Completed; null leaves out what only configurations tell. */
  readonly unet: UnetConfig | null;
  /** Whether the UNet takes SDXL's pooled embedding, and so its text encoders' inner layers. */
  readonly isXl: boolean;
}

/** What is wrong with a network by its head alone, whatever lies beside it. @param graph its file, for sentences. */
export function networkProblems(part: PartName, graph: string, header: GraphHeader, ground: NetworkGround): readonly NetworkProblem[] {
  const role = roleOfGraph(header);
  if (role !== null && role !== roleOfPart(part) && !(role === 'ControlNet' && isFused(part, header)))
    return [
      {
        code: 'wrong-part',
        message: tr`“${graph}” is a ${roleWords[role]}, not the ${partWords(part)}: it takes ${names(header.inputs)}.`,
        hint: tr`The files were mixed up. Put each network in its own folder.`,
      },
    ];
  return [...versionProblems(part, header), ...valueProblems(part, header, ground), ...strangeInputs(part, header, ground)];
}

/** A UNet with a ControlNet within it takes a guide picture too, but answers as a UNet does. */
function isFused(part: PartName, { outputs }: GraphHeader): boolean {
  return part === 'unet' && outputs.length === 1;
}

function versionProblems(part: PartName, { irVersion, opsets }: GraphHeader): readonly NetworkProblem[] {
  const words = partWords(part);
  const operators = opsets.get('') ?? 0;
  const hint = tr`Export the model again for ONNX operators of version ${newestOperators} or older.`;
  const out: NetworkProblem[] = [];
  if (irVersion > newestFormat)
    out.push({
      code: 'format-version',
      message: tr`The ${words} is written in version ${irVersion} of the ONNX format; the runtime reads up to ${newestFormat}.`,
      hint,
    });
  if (operators > newestOperators)
    out.push({
      code: 'operator-version',
      message: tr`The ${words} uses version ${operators} of ONNX’s operators; the runtime knows them up to ${newestOperators}.`,
      hint,
    });
  return out;
}

/** Values that must be there, by name or as the only candidate. */
function valueProblems(part: PartName, { inputs, outputs }: GraphHeader, { isXl }: NetworkGround): readonly NetworkProblem[] {
  const { takes, gives } = wishesOf(part, isXl);
  return [
    ...takes.flatMap((wish) => wrongValue(part, 'input', wish, inputs)),
    ...gives.flatMap((wish) => wrongValue(part, 'output', wish, outputs)),
  ];
}

/** Of a text encoder of SDXL, inner layers and pooled embedding are asked for by themselves. */
export function wishesOf(part: PartName, isXl: boolean): { readonly takes: readonly ValueWish[]; readonly gives: readonly ValueWish[] } {
  switch (roleOfPart(part)) {
    case 'unet':
      return { takes: [wishes.unet.sample, wishes.unet.timestep, wishes.unet.text], gives: [wishes.unet.prediction] };
    case 'text-encoder':
      return { takes: [wishes.text.ids], gives: isXl ? [] : [wishes.text.hidden] };
    case 'picture-encoder':
      return { takes: [wishes.encoder.picture], gives: [wishes.encoder.latents] };
    case 'picture-decoder':
      return { takes: [wishes.decoder.latents], gives: [wishes.decoder.picture] };
    default:
      return { takes: [], gives: [] };
  }
}

/** What is not there, or has another number of dimensions than a value of its name has. */
function wrongValue(part: PartName, kind: 'input' | 'output', wish: ValueWish, values: readonly HeaderValue[]): readonly NetworkProblem[] {
  const found = pickValue(values, wish);
  if (!found) return [missing(part, kind, wish, values)];
  const { name, shape } = found;
  // Exporters that know nothing of a shape leave it empty.
  if (!shape || shape.length === 0 || wish.ranks.includes(shape.length)) return [];
  return [
    {
      code: 'wrong-dimensions',
      message: tr`The ${partWords(part)}’s ${sideInWords(kind)} “${name}” has ${shape.length} dimensions (${shape.join(' × ')}) where ${wish.ranks.filter((rank) => rank > 0).join(' or ')} are expected.`,
      hint: tr`It belongs to a kind of model that Sfumato does not know, one for video perhaps.`,
    },
  ];
}

function missing(part: PartName, kind: 'input' | 'output', { names }: ValueWish, values: readonly HeaderValue[]): NetworkProblem {
  const has = values.map(({ name }) => name).join(', ') || 'none';
  return {
    code: `unknown-${kind}s`,
    message: tr`The ${partWords(part)} has no ${sideInWords(kind)} “${names.join('” or “')}” (it has: ${has}), and none that could be meant.`,
    hint: tr`It was made by an exporter that Sfumato does not know.`,
  };
}

/** Inputs beside those that the studio can feed: adapters, a ControlNet fused in, residuals of another model. */
function strangeInputs(part: PartName, { inputs }: GraphHeader, { unet }: NetworkGround): readonly NetworkProblem[] {
  if (part === 'unet') return strangeToUnet(inputs, unet);
  if (part !== 'text_encoder' && part !== 'text_encoder_2') return [];
  const known = [pickValue(inputs, wishes.text.ids), ...inputs.filter(({ name }) => name === 'attention_mask')];
  return refused(
    part,
    inputs.filter((input) => !known.includes(input)),
  );
}

function strangeToUnet(inputs: readonly HeaderValue[], unet: UnetConfig | null): readonly NetworkProblem[] {
  const known = [wishes.unet.sample, wishes.unet.timestep, wishes.unet.text].map((wish) => pickValue(inputs, wish));
  const others = inputs.filter((input) => !known.includes(input) && !['text_embeds', 'time_ids', 'timestep_cond'].includes(input.name));
  const guides = others.filter(({ shape }) => shape?.length === 4);
  const strange = others.filter((input) => !guides.includes(input));
  const problems = refused('unet', strange);
  if (problems.length > 0 || guides.length === 0 || !unet) return problems;
  const forms = residualForms(unet);
  const order = matchOrder(
    guides.map(({ name, shape }) => ({ name, shape: shape ?? [] })),
    forms.map(({ channels }) => ['batch', channels, 'height', 'width']),
    true,
  );
  if (order) return [];
  const fused = guides.some(({ name }) => /cond|control/i.test(name)) && guides.length < 4;
  return [
    {
      code: 'strange-inputs',
      message: fused
        ? tr`The UNet has a ControlNet fused into it (inputs ${names(guides)}): it cannot be run without its guide.`
        : tr`The UNet has ${guides.length} inputs for guides (${names(guides)}) where its configuration calls for ${forms.length} of other shapes.`,
      hint: fused
        ? tr`Take the plain UNet of the same model, with the ControlNet beside it.`
        : tr`The configuration belongs to another model.`,
    },
  ];
}

function refused(part: PartName, strange: readonly HeaderValue[]): readonly NetworkProblem[] {
  if (strange.length === 0) return [];
  return [
    {
      code: 'strange-inputs',
      message: tr`The ${partWords(part)} wants inputs that this version cannot give: ${names(strange)}.`,
      hint: tr`It was exported with an adapter or another addition. Take the plain export of the same model.`,
    },
  ];
}

const names = (values: readonly HeaderValue[]): string =>
  values.length > 6
    ? tr`${values
        .slice(0, 6)
        .map(({ name }) => name)
        .join(', ')} and ${values.length - 6} more`
    : values.map(({ name }) => name).join(', ');
