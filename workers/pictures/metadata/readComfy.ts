import type { GenerationNotes } from '../../protocol/generationNotes';
import { firstMember, looseJson, member, notesOfFound, numberOrNull, textOrNull } from './foundNotes';
import { form, plural, tr } from '../../texts/texts';

interface Node {
  readonly kind: string;
  readonly inputs: unknown;
}
type Graph = ReadonlyMap<string, Node>;
/** From which output of which node an input comes. */
type Link = readonly [id: string, output: number];

/** Most samplers of a graph that are looked at, and most nodes that are followed from one input. */
const mostSamplers = 64;
const mostVisited = 2000;

function graphOf(text: string): Graph | null {
  const parsed = looseJson(text);
  if (typeof parsed !== 'object' || parsed === null) return null;
  const nodes = Object.entries(parsed).flatMap(([id, node]): [string, Node][] => {
    const kind = textOrNull(member(node, 'class_type'));
    return kind === null ? [] : [[id, { kind, inputs: member(node, 'inputs') }]];
  });
  return nodes.length > 0 ? new Map(nodes) : null;
}

function linkOf(value: unknown): Link | null {
  if (!Array.isArray(value) || value.length !== 2) return null;
  const [id, output] = value as unknown[];
  return (typeof id === 'string' || typeof id === 'number') && typeof output === 'number' ? [String(id), output] : null;
}

/** Nodes from one input backwards, the nearest first; `at` says which inputs of a node are followed on. */
function* upstream(graph: Graph, from: unknown, at: (node: Node, output: number) => readonly unknown[]): Generator<Node> {
  const queue: Link[] = [];
  const push = (value: unknown) => {
    const link = linkOf(value);
    if (link) queue.push(link);
  };
  push(from);
  const seen = new Set<string>();
  for (let next = queue.shift(); next && seen.size < mostVisited; next = queue.shift()) {
    const [id, output] = next;
    const node = graph.get(id);
    if (!node || seen.has(`${id}:${output}`)) continue;
    seen.add(`${id}:${output}`);
    yield node;
    at(node, output).forEach(push);
  }
}

const allInputs = ({ inputs }: Node): readonly unknown[] => (typeof inputs === 'object' && inputs !== null ? Object.values(inputs) : []);

/** Of a node that hands both texts through, the one that its output has. */
function conditionInputs(node: Node, output: number): readonly unknown[] {
  const [positive, negative] = [member(node.inputs, 'positive'), member(node.inputs, 'negative')];
  return linkOf(positive) && linkOf(negative) ? [output === 1 ? negative : positive] : allInputs(node);
}

const textKeys = ['text', 'text_g', 'text_l', 'prompt', 'string', 'value', 'string_a', 'wildcard_text'] as const;

/** A value that is there or comes from a node that holds nothing else: a primitive, a text box, a seed. */
function valueOf(graph: Graph, value: unknown, keys: readonly string[]): unknown {
  if (!linkOf(value)) return value;
  for (const node of upstream(graph, value, allInputs)) {
    const found = firstMember(node.inputs, ...keys);
    if (found !== undefined && !linkOf(found)) return found;
  }
  return undefined;
}

function promptOf(graph: Graph, from: unknown): string | null {
  for (const node of upstream(graph, from, conditionInputs)) {
    if (!/textencode|prompt/i.test(node.kind)) continue;
    const text = textOrNull(valueOf(graph, firstMember(node.inputs, ...textKeys), textKeys));
    if (text !== null) return text;
  }
  return null;
}

const isSampler = ({ inputs }: Node): boolean =>
  linkOf(member(inputs, 'latent_image')) !== null &&
  (firstMember(inputs, 'seed', 'noise_seed', 'noise') !== undefined || linkOf(member(inputs, 'guider')) !== null);

/** What a sampler is given, gathered from itself and from the nodes that newer graphs put it together from. */
function settingsOf(graph: Graph, sampler: Node): Record<'seed' | 'steps' | 'cfg' | 'sampler' | 'spacing' | 'denoise', unknown> {
  const own = (...keys: string[]) => firstMember(sampler.inputs, ...keys);
  const behind = (input: string, ...keys: string[]): unknown => {
    for (const node of upstream(graph, own(input), allInputs)) {
      const found = firstMember(node.inputs, ...keys);
      if (found !== undefined && !linkOf(found)) return found;
    }
    return undefined;
  };
  return {
    seed: valueOf(graph, own('seed', 'noise_seed'), ['seed', 'noise_seed', 'value', 'int']) ?? behind('noise', 'noise_seed'),
    steps: valueOf(graph, own('steps'), ['steps', 'value', 'int']) ?? behind('sigmas', 'steps'),
    cfg: valueOf(graph, own('cfg'), ['cfg', 'value', 'float']) ?? behind('guider', 'cfg'),
    sampler: own('sampler_name') ?? behind('sampler', 'sampler_name'),
    spacing: own('scheduler') ?? behind('sigmas', 'scheduler'),
    denoise: own('denoise') ?? behind('sigmas', 'denoise'),
  };
}

interface ModelChain {
  readonly model: unknown;
  readonly loras: GenerationNotes['loras'];
}

function modelOf(graph: Graph, from: unknown): ModelChain {
  const loras: { name: string; strength: number }[] = [];
  for (const { inputs } of upstream(graph, from, ({ inputs: own }) => [member(own, 'model')])) {
    const name = textOrNull(member(inputs, 'lora_name'));
    if (name !== null) loras.unshift({ name, strength: numberOrNull(firstMember(inputs, 'strength_model', 'strength')) ?? 1 });
    const model = firstMember(inputs, 'ckpt_name', 'unet_name');
    if (model !== undefined) return { model, loras };
  }
  return { model: undefined, loras };
}

/**
 * ComfyUI’s `prompt`: the graph that ran. Its base pass counts, the sampler that no other one stands before; what comes after it
 * is named as left out.
 */
export function notesOfComfy(text: string): GenerationNotes | null {
  const graph = graphOf(text);
  if (!graph) return null;
  const samplers = [...graph.values()].filter(isSampler).slice(0, mostSamplers);
  const before = (node: Node) => [...upstream(graph, member(node.inputs, 'latent_image'), allInputs)].some(isSampler);
  const sampler = samplers.find((one) => !before(one)) ?? samplers[0];
  if (!sampler) return notesOfFound({ tool: 'ComfyUI', left: [tr`its graph, which has no sampler that is known here`] });
  const { inputs } = sampler;
  const guider = linkOf(member(inputs, 'guider'));
  const conditions = guider ? graph.get(guider[0])?.inputs : inputs;
  const latent = [...upstream(graph, member(inputs, 'latent_image'), allInputs)].find(
    ({ inputs: own }) => numberOrNull(member(own, 'width')) !== null && numberOrNull(member(own, 'height')) !== null,
  )?.inputs;
  const { seed, steps, cfg, sampler: name, spacing, denoise } = settingsOf(graph, sampler);
  const nets = [...graph.values()].some(({ kind }) => /controlnetapply/i.test(kind));
  return notesOfFound({
    tool: 'ComfyUI',
    prompt: promptOf(graph, firstMember(conditions, 'positive', 'conditioning')),
    negativePrompt: promptOf(graph, member(conditions, 'negative')),
    ...{ seed, steps, spacing, strength: denoise, guidance: cfg, sampler: name },
    width: member(latent, 'width'),
    height: member(latent, 'height'),
    ...modelOf(graph, firstMember(conditions, 'model') ?? member(inputs, 'model')),
    left: [
      ...(samplers.length > 1
        ? [plural(samplers.length - 1, form`the other sampler of its graph`, form`the other ${samplers.length - 1} samplers of its graph`)]
        : []),
      ...(nets ? [tr`its ControlNets`] : []),
    ],
  });
}
