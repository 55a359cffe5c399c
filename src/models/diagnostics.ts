import type { CapabilityReport, PackageSummary } from '../../workers/protocol/engine';
import type { FaultReport } from '../../workers/protocol/faults';
import type { StoreUsage } from '../../workers/protocol/store';
import { bytesInWords } from './words';
import { form, plural, tr } from '../../workers/texts/texts';

/** What the graphics adapter offers, as the browser tells the window. */
export interface AdapterFacts {
  readonly features: readonly string[];
  readonly limits: readonly (readonly [string, number])[];
}

interface Known {
  readonly summary: PackageSummary | null;
  readonly capabilities: CapabilityReport | null;
  readonly fault: FaultReport | null;
  readonly adapter: AdapterFacts | null;
  readonly usage: StoreUsage | null;
  readonly faults: readonly (FaultReport & { readonly at: Date })[];
  readonly browser: string;
}

export type DiagnosticRow = readonly [name: string, value: string];

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Everything that helps to find out why a model does not run here: names and values, for the screen and for a report. */
export function diagnosticRows({ summary, capabilities, fault, adapter, usage, faults, browser }: Known): readonly DiagnosticRow[] {
  const threads = capabilities?.wasmThreads ?? 0;
  return [
    [
      tr`Model`,
      summary
        ? `${summary.title} · ${summary.nativeSize.width} × ${summary.nativeSize.height} · ${summary.scheduler}`
        : fault
          ? fault.message
          : tr`not loaded yet`,
    ],
    [
      tr`Runs on`,
      capabilities
        ? capabilities.provider === 'webgpu'
          ? tr`the graphics card (WebGPU)`
          : plural(threads, form`the processor (WebAssembly, ${threads} thread)`, form`the processor (WebAssembly, ${threads} threads)`)
        : tr`not known yet`,
    ],
    ...(capabilities?.webgpuRefusal ? [[tr`Why not WebGPU`, capabilities.webgpuRefusal] as const] : []),
    [tr`Graphics adapter`, capabilities?.adapter ?? tr`none`],
    [tr`Half precision`, capabilities?.shaderF16 ? tr`yes` : tr`no`],
    [
      tr`Runtime`,
      capabilities
        ? capabilities.jspi
          ? tr`ONNX Runtime ${capabilities.runtimeVersion} with JSPI`
          : `ONNX Runtime ${capabilities.runtimeVersion}`
        : tr`not started`,
    ],
    ...(summary?.operators ? [[tr`Operators`, summary.operators.join(' ')] as const] : []),
    ...(summary?.parts ?? []).map(({ part, verdict }) => [capitalised(part), verdict] as const),
    ...(adapter
      ? ([
          [tr`Adapter limits`, adapter.limits.map(([name, value]) => `${name} ${value >= 1e6 ? bytesInWords(value) : value}`).join(', ')],
          [tr`Adapter features`, adapter.features.join(', ') || tr`none`],
        ] as const)
      : []),
    ...(usage
      ? [
          [
            tr`Models are kept`,
            usage.kind === 'disk'
              ? usage.persisted
                ? tr`on disk, ${bytesInWords(usage.packagesBytes)}, safe from being cleared`
                : tr`on disk, ${bytesInWords(usage.packagesBytes)}`
              : tr`in memory only: ${usage.reason ?? ''}`,
          ] as const,
        ]
      : []),
    [tr`Browser`, browser],
    ...faults.map(({ at, code, message }) => [tr`Error at ${at.toTimeString().slice(0, 8)}`, `${message} (${code})`] as const),
  ];
}

const limitNames = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
] as const;

/** Asks the browser for its graphics adapter; null where it has none to offer. */
export async function readAdapter(): Promise<AdapterFacts | null> {
  const gpu = (
    navigator as { gpu?: { requestAdapter(): Promise<{ features: Iterable<string>; limits: Partial<Record<string, number>> } | null> } }
  ).gpu;
  const adapter = await gpu?.requestAdapter().catch(() => null);
  if (!adapter) return null;
  return { features: [...adapter.features].sort(), limits: limitNames.map((name) => [name, adapter.limits[name] ?? 0] as const) };
}
