import { smallNumber, splitHead } from './mapped';

/** Where a block of the original code stands in diffusers': the name's beginning by the beginning of the original name. */
type BlockNames = ReadonlyMap<string, string>;

const fixed: ReadonlyMap<string, string> = new Map([
  ['time_embed.0', 'time_embedding.linear_1'],
  ['time_embed.2', 'time_embedding.linear_2'],
  ['label_emb.0.0', 'add_embedding.linear_1'],
  ['label_emb.0.2', 'add_embedding.linear_2'],
  ['input_blocks.0.0', 'conv_in'],
  ['out.0', 'conv_norm_out'],
  ['out.2', 'conv_out'],
  ['middle_block_out.0', 'controlnet_mid_block'],
  ['input_hint_block.0', 'controlnet_cond_embedding.conv_in'],
  ['input_hint_block.14', 'controlnet_cond_embedding.conv_out'],
  // diffusers writes LCM's guidance embedding under its own name among LDM's.
  ['time_embedding.cond_proj', 'time_embedding.cond_proj'],
]);

const resnetNames: ReadonlyMap<string, string> = new Map([
  ['in_layers.0', 'norm1'],
  ['in_layers.2', 'conv1'],
  ['emb_layers.1', 'time_emb_proj'],
  ['out_layers.0', 'norm2'],
  ['out_layers.3', 'conv2'],
  ['skip_connection', 'conv_shortcut'],
]);

const attentionParts = new Set(['norm', 'proj_in', 'proj_out', 'transformer_blocks']);

/**
 * Makes the translation of LDM's names of a UNet or ControlNet (without their prefix) into diffusers'. Levels are not told by counting
 * blocks of three, as networks with one residual block a level come in two numberings: the ids are walked upwards, and an id that holds a
 * stride-2 convolution closes a level on the way down, one that holds an upsampling one on the way up.
 * The translation answers null for names that no UNet has.
 */
export function ldmUnetNames(keys: Iterable<string>): (key: string) => string | null {
  const blocks = blockNames(collectChildren(keys));
  return (key) => {
    for (const [depth, head] of heads(key)) {
      const direct = fixed.get(head);
      if (direct) return `${direct}.${depth}`;
      const block = blocks.get(head);
      if (block) return withinBlock(block, depth);
      const numbered = numberedNames(head);
      if (numbered) return `${numbered}.${depth}`;
    }
    return null;
  };
}

/** Splits a name behind its first, second and third dot, [rest, head] each. */
function* heads(key: string): Generator<readonly [rest: string, head: string]> {
  let dot = -1;
  for (let i = 0; i < 3; i++) {
    dot = key.indexOf('.', dot + 1);
    if (dot < 0) return;
    yield [key.slice(dot + 1), key.slice(0, dot)];
  }
}

function withinBlock(block: string, rest: string): string | null {
  if (block.includes('.resnets.')) {
    for (const [end, head] of heads(rest)) {
      const name = resnetNames.get(head);
      if (name) return `${block}.${name}.${end}`;
    }
    return null;
  }
  const [head, tail] = splitHead(rest);
  if (block.includes('.attentions.')) return attentionParts.has(head) ? `${block}.${rest}` : null;
  // Samplers: `op.weight`, `conv.weight`.
  return head === 'op' || head === 'conv' ? `${block}.${tail}` : null;
}

function numberedNames(head: string): string | null {
  const zero = /^zero_convs\.(\d{1,3})\.0$/.exec(head);
  if (zero) return `controlnet_down_blocks.${zero[1]}`;
  const hint = /^input_hint_block\.(\d{1,3})$/.exec(head);
  const place = Number(hint?.[1]);
  return hint && place % 2 === 0 && place >= 2 && place <= 12 ? `controlnet_cond_embedding.blocks.${place / 2 - 1}` : null;
}

/** For each id of a kind of block the numbered children and what each of them holds. */
type Children = ReadonlyMap<string, ReadonlyMap<number, ReadonlyMap<number, ReadonlySet<string>>>>;

function collectChildren(keys: Iterable<string>): Children {
  const children = new Map<string, Map<number, Map<number, Set<string>>>>();
  for (const key of keys) {
    const [kind, ...path] = key.split('.', 4);
    if (kind !== 'input_blocks' && kind !== 'output_blocks' && kind !== 'middle_block') continue;
    if (kind === 'middle_block') path.unshift('0');
    const [id, child] = [smallNumber(path[0] ?? ''), smallNumber(path[1] ?? '', 16)];
    if (id === null || child === null) continue;
    const held = at(
      at(
        at(children, kind, () => new Map()),
        id,
        () => new Map(),
      ),
      child,
      () => new Set<string>(),
    );
    held.add(kind === 'middle_block' ? (key.split('.', 3)[2] ?? '') : (path[2] ?? ''));
  }
  return children;
}

function at<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}

function blockNames(children: Children): BlockNames {
  const names = new Map<string, string>();
  let [level, block, attention] = [0, 0, 0];
  for (const [id, parts] of inOrder(children.get('input_blocks')))
    for (const [child, held] of inOrder(parts)) {
      const from = `input_blocks.${id}.${child}`;
      if (id === 0) continue;
      if (held.has('op')) {
        names.set(from, `down_blocks.${level++}.downsamplers.0.conv`);
        block = 0;
      } else if (held.has('in_layers')) names.set(from, `down_blocks.${level}.resnets.${block++}`);
      else names.set(from, `down_blocks.${level}.attentions.${block - 1}`);
    }
  block = 0;
  for (const [, parts] of inOrder(children.get('middle_block')))
    for (const [child, held] of inOrder(parts)) {
      const kind = held.has('in_layers') ? `resnets.${block++}` : `attentions.${attention++}`;
      names.set(`middle_block.${child}`, `mid_block.${kind}`);
    }
  [level, block] = [0, 0];
  for (const [id, parts] of inOrder(children.get('output_blocks')))
    for (const [child, held] of inOrder(parts)) {
      const from = `output_blocks.${id}.${child}`;
      if (held.has('conv')) {
        names.set(from, `up_blocks.${level++}.upsamplers.0.conv`);
        block = 0;
      } else if (held.has('in_layers')) names.set(from, `up_blocks.${level}.resnets.${block++}`);
      else names.set(from, `up_blocks.${level}.attentions.${block - 1}`);
    }
  return names;
}

function inOrder<V>(map: ReadonlyMap<number, V> | undefined): [number, V][] {
  return [...(map ?? [])].sort(([a], [b]) => a - b);
}
