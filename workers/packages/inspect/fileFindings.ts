import type { ReportFinding } from '../../protocol/importReport';
import { roleOfGraph, roleOfPart } from '../onnx/roleOfGraph';
import { externalFault } from '../partReader';
import { finding, the, type Inspected, type InspectedPart } from './inspected';

/** ONNX files are protobuf messages, which end at 2 GB; so do the arrays of browsers, about. */
const twoGigabytes = 2 ** 31;

/** What is wrong with a network's files: their size, the weights beside them, and whether it is the network it should be. */
export function fileFindings(part: InspectedPart, { device, facts }: Inspected): readonly ReportFinding[] {
  const out: ReportFinding[] = [];
  const { header, graph, external } = part;
  if (header.sizeBytes >= twoGigabytes) out.push(finding('blocks', 'graph-too-large', part.part, `“${graph}” has ${(header.sizeBytes / 1e9).toFixed(1)} GB; a graph ends at 2 GB.`, 'Save the model with its weights in files of their own (external data).'));
  const [role, should] = [roleOfGraph(header), roleOfPart(part.part)];
  if (role !== null && role !== should) out.push(finding('blocks', 'wrong-part', part.part, `“${graph}” is a ${role}, not the ${part.words}: it takes ${header.inputs.map((input) => input.name).join(', ')}.`, 'The files were mixed up. Put each network in its own folder.'));
  else out.push(...nameFindings(part));
  for (const problem of external.problems) {
    const { message, hint } = externalFault(problem, graph);
    out.push(finding('blocks', problem.kind === 'outside' ? 'weights-outside' : 'weights-missing', part.part, message, hint));
  }
  external.files.forEach((file, i) => {
    const size = part.files[i + 1]?.sizeBytes ?? null;
    if (size !== null && size < file.endBytes) out.push(finding('blocks', 'weights-cut', part.part, `“${file.path}” was cut short: it has ${size} bytes where “${graph}” reads up to ${file.endBytes}.`, 'Load the package again.'));
    if (file.isRespelt) out.push(finding('note', 'weights-respelt', part.part, `“${graph}” calls its weights “${file.location}”; taken is “${file.path}”, which differs in the case of letters.`));
    if (size !== null && size >= twoGigabytes && (!device.jspi || facts.files.open === undefined)) out.push(finding('limits', 'weights-too-large', part.part, `“${file.path}” has ${(size / 1e9).toFixed(1)} GB, which this browser has to hold in one piece; it may refuse.`, 'Use a browser with JSPI (Chrome 137 or later), or save the weights in shards below 2 GB.'));
  });
  return out;
}

const inputsOf: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'unet': [['sample', 'latent_model_input'], ['timestep', 't'], ['encoder_hidden_states']],
  'text encoder': [['input_ids', 'tokens']],
};

/** Inputs without which a network cannot be fed. */
function nameFindings(part: InspectedPart): readonly ReportFinding[] {
  const has = part.header.inputs.map((input) => input.name);
  const missing = (inputsOf[roleOfPart(part.part)] ?? []).filter((names) => !names.some((name) => has.includes(name)));
  if (missing.length === 0) return [];
  return [finding('blocks', 'unknown-inputs', part.part, `${the(part)} has no input ${missing.map((names) => `“${names.join('” or “')}”`).join(', ')} (it has: ${has.join(', ') || 'none'}).`, 'It was made by an exporter that Sfumato does not know.')];
}
