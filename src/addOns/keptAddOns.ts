import type { AddOnFacts, AddOnFamily } from '../../workers/protocol/addOns';
import type { StoredPackage } from '../../workers/protocol/store';
import { tr } from '../../workers/texts/texts';

/** An add-on that is kept whole. */
export interface KeptAddOn {
  /** As the store knows it. */
  readonly id: string;
  readonly title: string;
  /** Of its file's content. */
  readonly sha256: string;
  readonly facts: AddOnFacts;
}

/** The complete add-ons among the packages that are kept; of one file that is kept twice the first. */
export function keptAddOns(packages: readonly StoredPackage[] | null): readonly KeptAddOn[] {
  const all = (packages ?? []).flatMap(({ id, title, state, files, addOn }) => {
    const sha256 = files[0]?.sha256;
    return addOn && state === 'ready' && sha256 ? [{ id, title, sha256, facts: addOn }] : [];
  });
  return all.filter(({ sha256 }, i) => all.findIndex((one) => one.sha256 === sha256) === i);
}

const families: Readonly<Record<AddOnFamily, string>> = {
  sd1: 'Stable Diffusion 1',
  sd2: 'Stable Diffusion 2',
  sdxl: 'SDXL',
  'sdxl-refiner': tr`SDXL’s refiner`,
};

/** The model that add-ons are to go with: its title, and whose add-ons it takes; null where its graphs are fixed. */
export interface TakingModel {
  readonly title: string;
  readonly addOnFamily?: AddOnFamily | null;
}

/** Why a model takes no add-ons at all, in a sentence; null where it does. */
export function refusesAddOns({ title, addOnFamily }: TakingModel): string | null {
  return addOnFamily
    ? null
    : tr`${title} is a package of finished graphs and takes no LoRAs, embeddings or ControlNets. Models from safetensors do.`;
}

/** Why an add-on does not go with a model, in a sentence; null where it does. */
export function misfit({ family }: AddOnFacts, model: TakingModel): string | null {
  if (!model.addOnFamily) return refusesAddOns(model);
  return family === model.addOnFamily ? null : tr`Made for ${families[family]}; ${model.title} is of ${families[model.addOnFamily]}.`;
}

/** Those of a kind that go with a model. */
export function fitting(all: readonly KeptAddOn[], kind: AddOnFacts['kind'], model: TakingModel | null): readonly KeptAddOn[] {
  return model === null ? [] : all.filter(({ facts }) => facts.kind === kind && misfit(facts, model) === null);
}
