import { Fault } from '../../protocol/faults';
import { fixedDimension } from '../fixedShape';
import { identityOf } from '../identity';
import type { Feed, Given, ModelSession, TensorSpec } from '../modelSession';
import type { EncodedPrompt } from '../text/encodedPrompt';
import type { NetworkInputs } from './unetInputs';
import { joinRows, type Row } from './row';
import { timestepFeed } from './timestepFeed';
import { tr } from '../../texts/texts';

/**
 * What UNet and ControlNet are fed alike: latents and timestep anew at every step, the prompt's tensors kept.
 * @param shape of the latents, the batch aside: (channel, height, width).
 * @throws Fault `bad-shape` where embeddings and file do not fit.
 */
export function sharedFeeds(
  session: ModelSession,
  inputs: NetworkInputs,
  rows: readonly Row[],
  shape: readonly number[],
  timestep: number,
): Map<TensorSpec, Given> {
  const key = rows.map((row) => identityOf(row.prompt)).join(' ');
  const feeds = new Map<TensorSpec, Given>([
    [inputs.sample, { values: joinRows(rows.map((row) => row.latents)), shape: [rows.length, ...shape] }],
    [inputs.timestep, timestepFeed(inputs.timestep, inputs.sample, timestep, rows.length)],
  ]);
  const prompts = rows.map((row) => row.prompt);
  const give = (
    spec: TensorSpec | null,
    valuesOf: (prompt: EncodedPrompt) => Float32Array | null,
    shapeOf: (prompt: EncodedPrompt) => readonly number[],
  ): void => {
    if (!spec) return;
    feeds.set(
      spec,
      session.keep(spec, key, () => batch(session, spec, prompts, valuesOf, shapeOf)),
    );
  };
  give(
    inputs.text,
    (prompt) => prompt.hidden.data,
    (prompt) => prompt.hidden.shape.slice(1),
  );
  give(
    inputs.pooled,
    (prompt) => prompt.pooled?.data ?? null,
    (prompt) => prompt.pooled?.shape.slice(1) ?? [],
  );
  give(
    inputs.timeIds,
    (prompt) => prompt.timeIds,
    (prompt) => [prompt.timeIds?.length ?? 0],
  );
  return feeds;
}

function batch(
  session: ModelSession,
  spec: TensorSpec,
  prompts: readonly EncodedPrompt[],
  valuesOf: (prompt: EncodedPrompt) => Float32Array | null,
  shapeOf: (prompt: EncodedPrompt) => readonly number[],
): Feed {
  const parts = prompts.map((prompt) => {
    const values = valuesOf(prompt);
    if (!values)
      throw new Fault(
        'bad-shape',
        tr`The ${session.stage} wants “${spec.name}”, which the package’s text encoders do not give.`,
        tr`Choose another package.`,
      );
    return values;
  });
  const shape = [prompts.length, ...(prompts[0] ? shapeOf(prompts[0]) : [])];
  const width = fixedDimension(spec, spec.shape.length - 1);
  const has = shape.at(-1);
  if (width !== null && width !== has) {
    throw new Fault(
      'bad-shape',
      tr`The ${session.stage} takes ${width} numbers a row of “${spec.name}”, but the text encoders give ${String(has)}.`,
      tr`The package’s text encoders belong to another model. Choose another package.`,
    );
  }
  return { values: joinRows(parts), shape };
}
