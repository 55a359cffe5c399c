import { operatorFindings } from './inspect/operatorFindings';
import type { DeviceNeeds } from './layout/chooseGraphs';
import { graphFacts } from './onnx/graphFacts';
import type { PackageFacts } from './packageFacts';
import { unsupportedPackage } from './packageFaults';
import { packageProblems, type HeadedNetwork, type PackageGround } from './packageProblems';
import { partWords } from './partWords';

/**
 * Throws a Fault `package-unsupported` where the package cannot be run, or holds operators that the device's runtime cannot run: before
 * any weights are read. ControlNets are judged when the report is made; a run need not have them.
 * @param headed whether its graphs are near enough to look into them; else the configurations alone are asked
 */
export async function requireRunnable(facts: PackageFacts, device: DeviceNeeds, ground: PackageGround, headed: boolean): Promise<void> {
  const networks: HeadedNetwork[] = [];
  for (const [part, { graph }] of headed ? facts.chosen : []) {
    const header = part.startsWith('controlnet/') || ground.lent.includes(part) ? null : await facts.header(part);
    if (header) networks.push({ part, graph, header });
  }
  const [problem] = packageProblems(networks, ground);
  if (problem) throw unsupportedPackage(problem.message, problem.hint);
  for (const { part, graph, header } of networks) {
    const judged = { part, words: partWords(part), graph, facts: graphFacts(header), choices: facts.layout.parts.get(part) ?? [] };
    const blocking = operatorFindings(judged, { device }).find((found) => found.severity === 'blocks');
    if (blocking) throw unsupportedPackage(blocking.message, blocking.hint);
  }
}
