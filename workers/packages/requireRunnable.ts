import { operatorFindings } from './inspect/operatorFindings';
import type { DeviceNeeds } from './layout/chooseGraphs';
import { graphFacts } from './onnx/graphFacts';
import { roleOfGraph, roleOfPart } from './onnx/roleOfGraph';
import type { PackageFacts } from './packageFacts';
import { unsupportedPackage } from './packageFaults';
import { partWords } from './partWords';

/**
 * Throws a Fault `package-unsupported` where a network is not what its place says, or holds operators that the device's
 * runtime cannot run: before any weights are read. ControlNets are judged when the report is made; a run need not have them.
 */
export async function requireRunnable(facts: PackageFacts, device: DeviceNeeds): Promise<void> {
  for (const [part, { graph }] of facts.chosen) {
    const header = part.startsWith('controlnet/') ? null : await facts.header(part);
    if (!header) continue;
    const role = roleOfGraph(header);
    if (role !== null && role !== roleOfPart(part)) throw unsupportedPackage(`“${graph}” is a ${role}, not the ${partWords(part)}.`, 'The files were mixed up. Put each network in its own folder.');
    const judged = { part, words: partWords(part), graph, facts: graphFacts(header), choices: facts.layout.parts.get(part) ?? [] };
    const blocking = operatorFindings(judged, { device }).find((found) => found.severity === 'blocks');
    if (blocking) throw unsupportedPackage(blocking.message, blocking.hint);
  }
}
