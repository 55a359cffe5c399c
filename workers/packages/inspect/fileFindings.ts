import type { ReportFinding } from '../../protocol/importReport';
import { pickValue, type ValueWish } from '../graphValues';
import { wishesOf } from '../networkProblems';
import { takesPooled } from '../packageProblems';
import { externalFault } from '../partReader';
import { finding, type Inspected, type InspectedPart } from './inspected';
import { tr } from '../../texts/texts';

/** ONNX files are protobuf messages, which end at 2 GB; so do the arrays of browsers, about. */
const twoGigabytes = 2 ** 31;

/** What is wrong with a network's files: their size, the weights beside them, and whether it is the network it should be. */
export function fileFindings(part: InspectedPart, inspected: Inspected): readonly ReportFinding[] {
  const { device, facts } = inspected;
  const out: ReportFinding[] = [];
  const { header, graph, external } = part;
  if (header.sizeBytes >= twoGigabytes)
    out.push(
      finding(
        'blocks',
        'graph-too-large',
        part.part,
        tr`“${graph}” has ${(header.sizeBytes / 1e9).toFixed(1)} GB; a graph ends at 2 GB.`,
        tr`Save the model with its weights in files of their own (external data).`,
      ),
    );
  out.push(...foreignNames(part, takesPooled(inspected.parts)));
  for (const problem of external.problems) {
    const { message, hint } = externalFault(problem, graph);
    out.push(finding('blocks', problem.kind === 'outside' ? 'weights-outside' : 'weights-missing', part.part, message, hint));
  }
  external.files.forEach((file, i) => {
    const size = part.files[i + 1]?.sizeBytes ?? null;
    if (size !== null && size < file.endBytes)
      out.push(
        finding(
          'blocks',
          'weights-cut',
          part.part,
          tr`“${file.path}” was cut short: it has ${size} bytes where “${graph}” reads up to ${file.endBytes}.`,
          tr`Load the package again.`,
        ),
      );
    if (file.isRespelt)
      out.push(
        finding(
          'note',
          'weights-respelt',
          part.part,
          tr`“${graph}” calls its weights “${file.location}”; taken is “${file.path}”, which differs in the case of letters.`,
        ),
      );
    if (size !== null && size >= twoGigabytes && (!device.jspi || facts.files.open === undefined))
      out.push(
        finding(
          'limits',
          'weights-too-large',
          part.part,
          tr`“${file.path}” has ${(size / 1e9).toFixed(1)} GB, which this browser has to hold in one piece; it may refuse.`,
          tr`Use a browser with JSPI (Chrome 137 or later), or save the weights in shards below 2 GB.`,
        ),
      );
  });
  return out;
}

/** What of a network goes by a foreign name. */
function foreignNames({ part, words, header }: InspectedPart, isXl: boolean): readonly ReportFinding[] {
  const { takes, gives } = wishesOf(part, isXl);
  const foreign = [
    ...takes.flatMap((wish) => foreignName(pickValue(header.inputs, wish)?.name, wish)),
    ...gives.flatMap((wish) => foreignName(pickValue(header.outputs, wish)?.name, wish)),
  ];
  if (foreign.length === 0) return [];
  const said = tr`The ${words} calls by other names what exporters usually call ${foreign.join(', ')}: the only candidate is taken.`;
  return [finding('note', 'foreign-names', part, said)];
}

function foreignName(found: string | undefined, { names }: ValueWish): readonly string[] {
  return found === undefined || names.includes(found) ? [] : [tr`“${names[0] ?? ''}” (here “${found}”)`];
}
