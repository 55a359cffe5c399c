import type { ImportReport, ReportFinding, ReportPart } from '../../protocol/importReport';
import { Fault } from '../../protocol/faults';
import { completeConfigs } from '../family/completeConfigs';
import { familyWords, recogniseFamily } from '../family/recogniseFamily';
import type { FileSource } from '../fileSource';
import type { GraphWishes } from '../layout/chooseGraphs';
import type { LayoutKind } from '../layout/recogniseLayout';
import type { PartName } from '../modelPackage';
import type { GraphHeader } from '../onnx/graphHeader';
import { gatherFacts, type PackageFacts } from '../packageFacts';
import { packageGeometry } from '../packageGeometry';
import { packageProblems } from '../packageProblems';
import { evidenceOf } from '../understandPackage';
import { estimateMemory } from './estimateMemory';
import { features } from './features';
import { fileFindings } from './fileFindings';
import { finding, groundOf, inspectPart, type Capabilities, type Inspected, type InspectedPart } from './inspected';
import { operatorFindings } from './operatorFindings';
import { packageFindings } from './packageFindings';
import { packageLending } from './packageLending';
import { precisionFindings } from './precisionFindings';
import { fixedBatch, fixedSize, shapeFindings } from './shapeFindings';
import { tr } from '../../texts/texts';

const layouts: Readonly<Record<LayoutKind, string>> = {
  diffusers: tr`a folder for each part, as diffusers and Optimum write it`,
  flat: tr`all graphs in one folder, with a suffix for each precision`,
  named: tr`named files, as WebNN’s examples have them`,
};

const order: Readonly<Record<ReportFinding['severity'], number>> = { blocks: 0, limits: 1, note: 2 };

/**
 * Says what a package is and what can be done with it on a device, from its small files and the heads of its graphs: no
 * weights are read. What is wrong with single files becomes findings; thrown are Faults of what is no package at all
 * (`package-unsupported`), of configurations that cannot be read (`package-invalid`) and of the source.
 */
export async function inspectPackage(
  source: FileSource,
  device: Capabilities,
  wishes: GraphWishes = {},
  lent: readonly PartName[] = [],
): Promise<ImportReport> {
  const facts = await gatherFacts(source, device, wishes);
  const { headers, broken } = await readHeaders(facts);
  const unetHeader = headers.get('unet') ?? null;
  const recognised = recogniseFamily({ ...(await evidenceOf(facts, [source.label], false)), header: unetHeader });
  const completed = completeConfigs({ ...facts, unetHeader, decoderHeader: headers.get('vae_decoder') ?? null }, recognised);
  const geometry = packageGeometry(completed.unet, completed.vae);
  const parts = await Promise.all([...headers].map(([part, header]) => inspectPart(facts, part, header)));
  const inspected: Inspected = { facts, recognised, completed, parts, device, lent };
  const problems = packageProblems(parts, groundOf(inspected));
  const isMistaken = (part: PartName): boolean => problems.some((problem) => problem.part === part && problem.code === 'wrong-part');
  const memory = estimateMemory(parts, completed.vae, geometry);
  const findings = [
    ...broken,
    ...packageFindings(inspected, memory),
    ...problems.map(({ code, part, message, hint }) => finding('blocks', code, part, message, hint)),
    ...shapeFindings(inspected, geometry.scaleFactor),
    ...parts.flatMap((part) => [
      ...fileFindings(part, inspected).filter(({ code }) => code !== 'foreign-names' || !isMistaken(part.part)),
      ...operatorFindings(part, inspected),
      ...precisionFindings(part, inspected),
    ]),
  ]
    .map(asOptional)
    .toSorted((a, b) => order[a.severity] - order[b.severity]);
  const files = [...new Map(parts.flatMap((part) => part.files).map((file) => [file.path, file.sizeBytes])).values()];
  return {
    title:
      facts.index?._name_or_path?.split('/').at(-1) ??
      source.label
        .split('/')
        .filter((word) => word !== '')
        .at(-1) ??
      '',
    layout: facts.layout.kind,
    layoutWords: layouts[facts.layout.kind],
    family: recognised.family,
    variant: recognised.variant,
    familyWords: familyWords(recognised),
    isInpainting: recognised.isInpainting,
    scheduler: completed.scheduler._class_name,
    nativeSize: geometry.nativeSize,
    parts: parts.map((part) => describePart(part, geometry.scaleFactor)),
    findings,
    features: [...features(inspected, findings)],
    estimatedMemoryBytes: memory,
    lending: packageLending(inspected),
    totalBytes: sumOrNull(files),
  };
}

/** What is wrong with a ControlNet costs its guidance, never the edit: a run need not have it. */
function asOptional(found: ReportFinding): ReportFinding {
  return found.severity === 'blocks' && found.part?.startsWith('controlnet/') ? { ...found, severity: 'limits' } : found;
}

/** The heads of all graphs; what is no graph is a finding. */
async function readHeaders(
  facts: PackageFacts,
): Promise<{ headers: ReadonlyMap<PartName, GraphHeader>; broken: readonly ReportFinding[] }> {
  const headers = new Map<PartName, GraphHeader>();
  const broken: ReportFinding[] = [];
  for (const part of facts.chosen.keys()) {
    try {
      const header = await facts.header(part);
      if (header) headers.set(part, header);
    } catch (thrown) {
      if (!(thrown instanceof Fault) || thrown.code === 'network') throw thrown;
      broken.push(finding('blocks', 'unreadable', part, thrown.message, thrown.hint));
    }
  }
  return { headers, broken };
}

function describePart(part: InspectedPart, cellPx: number): ReportPart {
  const { header, facts } = part;
  const value = ({ name, type, shape }: GraphHeader['inputs'][number]): ReportPart['inputs'][number] => ({
    name,
    type,
    shape: shape ? [...shape] : null,
  });
  return {
    part: part.part,
    words: part.words,
    graph: part.graph,
    files: part.files.map((file) => ({ ...file })),
    sizeBytes: sumOrNull(part.files.map((file) => file.sizeBytes)),
    precision: facts.precision,
    weights: facts.weights.map((weight) => ({ ...weight })),
    opset: header.opsets.get('') ?? null,
    inputs: header.inputs.map(value),
    outputs: header.outputs.map(value),
    fixedBatch: fixedBatch(part),
    fixedSize: fixedSize(part, cellPx),
    choices: part.choices.map(({ graph, named }) => ({ graph, named })),
  };
}

function sumOrNull(sizes: readonly (number | null)[]): number | null {
  return sizes.every((size) => size !== null) ? sizes.reduce((sum, size) => sum + size, 0) : null;
}
