import type { Lender } from '../packages/lender';
import type { Loan } from '../protocol/loans';
import type { OpenedPackage } from '../protocol/store';
import { blobSource } from './blobSource';

/** Opens a kept package by its id. */
export type OpenKept = (packageId: string) => Promise<OpenedPackage>;

/** The lenders of an opened package as sources. */
export function lendersOf({ lenders = [] }: Pick<OpenedPackage, 'lenders'>): readonly Lender[] {
  return lenders.map(({ parts, package: lender }) => ({ parts, source: blobSource(lender), checkpoint: lender.checkpoint }));
}

/** Those that loans name, as sources. Throws the Faults of opening them. */
export async function openLenders(loans: readonly Loan[], open: OpenKept): Promise<readonly Lender[]> {
  return lendersOf({ lenders: await Promise.all(loans.map(async (loan) => ({ ...loan, package: await open(loan.from) }))) });
}
