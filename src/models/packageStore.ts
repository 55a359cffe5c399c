import { createStore } from 'zustand/vanilla';
import type { CapabilityReport, Phase, PackageSource, PackageSummary } from '../../workers/protocol/engine';
import type { FaultReport } from '../../workers/protocol/faults';

export interface LoadingStage {
  readonly phase: Phase;
  /** The network that it is about. */
  readonly part: string | null;
  readonly loadedBytes: number;
  readonly totalBytes: number | null;
}

interface PackageState {
  readonly source: PackageSource;
  readonly summary: PackageSummary | null;
  readonly capabilities: CapabilityReport | null;
  readonly fault: FaultReport | null;
  /** The stage and the bytes read so far while the package loads; null while it does not. */
  readonly loading: LoadingStage | null;
}

/**
 * The package to start with: the starter, or a folder of the own origin named by `?package=`.
 * Another origin, and what is no address, is refused: packages from elsewhere are imported, not linked.
 */
export function packageFromAddress(address: URL): PackageSource {
  const wanted = address.searchParams.get('package');
  const starter = 'models/starter/';
  const path = wanted ? `${wanted.replace(/\/+$/, '')}/` : starter;
  const base = new URL(URL.canParse(path, address) ? path : starter, address);
  if (base.origin !== address.origin) return { id: 'starter', baseUrl: new URL(starter, address).href };
  return { id: base.pathname.split('/').filter(Boolean).at(-1) ?? 'starter', baseUrl: base.href };
}

/** Which package is in use and how far its loading is. */
export const packageStore = createStore<PackageState>(() => ({
  source: typeof document === 'undefined' ? { id: 'starter', baseUrl: '' } : packageFromAddress(new URL(document.baseURI)),
  summary: null,
  capabilities: null,
  fault: null,
  loading: null,
}));
