import type { StoreClient } from '../engine/storeClient';
import type { ImportReport, ReportFinding } from '../../workers/protocol/importReport';
import type { LendablePart, Loan } from '../../workers/protocol/loans';
import { lookIntoRepository, theOnly } from './candidate';
import type { CatalogPart } from './catalog';
import { deviceHere } from './deviceHere';
import { tr } from '../../workers/texts/texts';

/** A part that is borrowed as a whole: the autoencoder, or its encoder alone where a package of graphs lacks no more, or a text encoder. */
export interface Need {
  readonly parts: readonly LendablePart[];
  readonly words: string;
  /** Whether there is none yet; else another one may be taken in its place. */
  readonly isLacking: boolean;
}

/** Where a part can come from: a kept model, or a small download. */
export type Offer =
  | { readonly kind: 'kept'; readonly id: string; readonly title: string; readonly about: string | null }
  | { readonly kind: 'download'; readonly id: string; readonly title: string; readonly part: CatalogPart };

/** What was chosen for each need, by its words; null or absent: its own. */
export type Borrowed = Readonly<Record<string, Offer | null>>;

const named: Readonly<Record<LendablePart, string>> = {
  vae_encoder: 'VAE',
  vae_decoder: 'VAE',
  text_encoder: tr`text encoder`,
  text_encoder_2: tr`second text encoder`,
};

const isVae = (part: LendablePart): boolean => part.startsWith('vae');

/** What a model lacks, and the autoencoder, in whose place a lighter one may be wanted. */
export function needsOf({ lending, parts, layout, addOn }: ImportReport): readonly Need[] {
  if (lending.isPart || addOn) return [];
  const { lacks } = lending;
  const vae = lacks.filter(isVae);
  const texts = lacks.filter((part) => !isVae(part)).map((part): Need => ({ parts: [part], words: named[part], isLacking: true }));
  if (vae.length > 0)
    return [
      { parts: vae, words: vae.length === 1 && vae[0] === 'vae_encoder' ? tr`picture encoder` : named.vae_encoder, isLacking: true },
      ...texts,
    ];
  const isFixed = layout !== 'checkpoint' && layout !== 'weights' && !parts.some(({ part }) => part === 'vae_encoder');
  return isFixed ? texts : [...texts, { parts: ['vae_encoder', 'vae_decoder'], words: named.vae_encoder, isLacking: false }];
}

/** Everything that serves a need, kept models first. */
export async function offersFor(
  need: Need,
  { family, layout }: ImportReport,
  borrower: string | null,
  store: StoreClient,
  downloads: readonly CatalogPart[],
): Promise<readonly Offer[]> {
  const form = layout === 'checkpoint' || layout === 'weights' ? 'weights' : 'graphs';
  const kept = await store.lenders({ parts: need.parts, family, borrower, form, device: await deviceHere() });
  const whole = kept.filter(({ parts }) => need.parts.every((part) => parts.includes(part)));
  const isHere = (part: CatalogPart): boolean => kept.some(({ id }) => id === part.id);
  return [
    ...whole.map((lender): Offer => ({
      ...{ kind: 'kept', id: lender.id, title: lender.title },
      about: lender.isGuess ? tr`nothing tells whose latents it makes` : null,
    })),
    ...downloads
      .filter((part) => part.families.some((one) => one === family) && need.parts.every((one) => part.parts.includes(one)) && !isHere(part))
      .map((part): Offer => ({ kind: 'download', id: part.id, title: part.title, part })),
  ];
}

/** The first that serves what is lacking; nothing in the place of what is there. */
export const proposedOffer = (need: Need, offers: readonly Offer[]): Offer | null => (need.isLacking ? (offers[0] ?? null) : null);

/** Whether nothing stands in the way but parts for which something was chosen. */
export function isComplete({ findings }: ImportReport, needs: readonly Need[], borrowed: Borrowed): boolean {
  const isServed = (part: LendablePart): boolean => needs.some((need) => need.parts.includes(part) && borrowed[need.words]);
  const lacks = needs.filter(({ isLacking }) => isLacking).flatMap(({ parts }) => parts);
  const isMet = ({ code, part }: ReportFinding): boolean =>
    code === 'missing-part' &&
    lacks.length > 0 &&
    (part === null ? lacks.every(isServed) : lacks.some((one) => one === part && isServed(one)));
  return findings.every((finding) => finding.severity !== 'blocks' || isMet(finding));
}

/** Bytes that have to be fetched for what was chosen. */
export const borrowedBytes = (borrowed: Borrowed): number =>
  Object.values(borrowed).reduce((sum, offer) => sum + (offer?.kind === 'download' ? offer.part.sizeBytes : 0), 0);

/** What was chosen as the store keeps it. */
export function loansOf(needs: readonly Need[], borrowed: Borrowed): readonly Loan[] {
  return needs.flatMap(({ parts, words }) => {
    const offer = borrowed[words];
    return offer ? [{ from: offer.id, parts: [...parts] }] : [];
  });
}

/** A part's download, looked into at its hub: the files that it takes there, under the name that loans know it by. */
export async function partRequest(store: StoreClient, part: CatalogPart, signal?: AbortSignal) {
  const { source, title, id } = part;
  const found = theOnly(await lookIntoRepository(store, await deviceHere(), { ...source, revision: 'main' }, title, signal));
  if (found.request.kind !== 'download') throw new TypeError('A repository is downloaded.');
  return { ...found.request.value, id, isPart: true };
}
