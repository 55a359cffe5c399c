import type { CapabilityReport } from '../../protocol/engine';
import type { ReportFinding, Severity } from '../../protocol/importReport';
import { externalFiles, type ExternalFile, type ExternalProblem } from '../externalFiles';
import type { Completed } from '../family/completeConfigs';
import type { Recognised } from '../family/recogniseFamily';
import type { GraphChoice } from '../layout/recogniseLayout';
import type { PartName } from '../modelPackage';
import type { GraphHeader } from '../onnx/graphHeader';
import { graphFacts, type GraphFacts } from '../onnx/graphFacts';
import type { PackageFacts } from '../packageFacts';
import type { PackageGround } from '../packageProblems';
import { fileSize } from '../partReader';
import { partWords } from '../partWords';
import { wantedTexts } from '../understandPackage';
import { tr } from '../../texts/texts';

/** What of a device decides what it can run. */
export type Capabilities = Pick<CapabilityReport, 'provider' | 'shaderF16' | 'jspi'>;

/** A network whose head was read. */
export interface InspectedPart {
  readonly part: PartName;
  readonly words: string;
  readonly graph: string;
  readonly header: GraphHeader;
  readonly facts: GraphFacts;
  readonly external: { readonly files: readonly ExternalFile[]; readonly problems: readonly ExternalProblem[] };
  readonly files: readonly { readonly path: string; readonly sizeBytes: number | null }[];
  readonly choices: readonly GraphChoice[];
}

/** Everything that findings are drawn from. */
export interface Inspected {
  readonly facts: PackageFacts;
  readonly recognised: Recognised;
  readonly completed: Completed;
  readonly parts: readonly InspectedPart[];
  readonly device: Capabilities;
  /** What is taken from other models. */
  readonly lent: readonly PartName[];
}

export async function inspectPart(facts: PackageFacts, part: PartName, header: GraphHeader): Promise<InspectedPart> {
  const graph = facts.chosen.get(part)?.graph ?? '';
  const external = externalFiles(header, graph, facts.listing);
  const beside = await Promise.all(external.files.map(async ({ path }) => ({ path, sizeBytes: await fileSize(facts, path) })));
  return {
    ...{ part, graph, header, external },
    words: partWords(part),
    facts: graphFacts(header),
    files: [{ path: graph, sizeBytes: header.sizeBytes }, ...beside],
    choices: facts.layout.parts.get(part) ?? [],
  };
}

/** What the networks of a package are judged by, here as in the loader. */
export function groundOf({ facts, recognised, completed, lent }: Inspected): PackageGround {
  return { unet: completed.unet, vae: completed.vae, texts: wantedTexts(facts, recognised.family), lent };
}

export function finding(severity: Severity, code: string, part: PartName | null, message: string, hint = ''): ReportFinding {
  return { severity, code, part, message, hint };
}

/** “The UNet”, at the start of a sentence. */
export function the({ words }: Pick<InspectedPart, 'words'>): string {
  return tr`The ${words}`;
}
