import { Tensor, type InferenceSession } from 'onnxruntime-common';
import { describe, expect, it } from 'vitest';
import { createNodeRuntime } from '../../../e2e/node-runtime/nodeRuntime';
import { nodeRuntimeInstalled } from '../../../e2e/node-runtime/nodeSession';
import { Fault } from '../../protocol/faults';
import type { Runtime } from '../runtime';
import { deviceKernels, type FindingsStore } from './deviceKernels';
import { isFindings } from './findingsSchema';
import { findingsInWords, kernelsOf } from './kernelsOf';
import { longScoreBytes, type OperatorName } from './operators';
import { isWhole, tryOperators, type OperatorFindings, type WatchArrays } from './tryOperators';

const gibibyte = 2 ** 30;
const lean: WatchArrays = async (work) => ({ value: await work(), largestBytes: longScoreBytes / 2 });
const wasteful: WatchArrays = async (work) => ({ value: await work(), largestBytes: longScoreBytes });

/** However slow the machine, there is time for everything. */
const standing = (): number => 0;

/** What plays a runtime: every use answers the same numbers, but for one operator. */
function playing({ wrong, wrongInHalf, refuses }: { wrong?: OperatorName; wrongInHalf?: OperatorName; refuses?: string }): Runtime {
  return {
    provider: 'webgpu',
    failure: () => null,
    createSession: ({ graph }) => {
      const text = new TextDecoder('latin1').decode(graph);
      if (refuses && text.includes(refuses)) return Promise.reject(new Error(`no kernel for ${refuses}`));
      const half = text.includes('Cast_0');
      const run = (_: unknown, names: readonly string[]) =>
        Promise.resolve(
          Object.fromEntries(
            names.map((name) => {
              const operator = name.split(' ')[0];
              const factor = operator === wrong || (half && operator === wrongInHalf) ? -1 : 1;
              return [name, new Tensor('float32', Float32Array.of(factor, 2 * factor, 4), [3])];
            }),
          ),
        );
      return Promise.resolve({ run, release: () => Promise.resolve() } as unknown as InferenceSession);
    },
  };
}

const deviceThat = (faults: Parameters<typeof playing>[0], halfPrecision = false): Runtime => ({
  ...playing(faults),
  processor: playing({}),
  halfPrecision,
});

describe('the operator trial', () => {
  it('finds nothing wrong where nothing is, and fuses attention where it never holds the scores whole', async () => {
    const findings = await tryOperators(deviceThat({}, true), lean, undefined, standing);
    expect(findings.verdicts.every(({ right, apart }) => right && apart === 0)).toBe(true);
    expect(kernelsOf(findings, gibibyte)).toMatchObject({
      fusedAttention: true,
      halfPrecision: true,
      wrong: { always: null, q8: null, q4: null },
      maximumArrayBytes: gibibyte,
    });
    const greedy = { ...findings, holdsScores: true };
    expect(kernelsOf(greedy, gibibyte).fusedAttention).toBe(false);
    expect(findingsInWords(greedy, kernelsOf(greedy, gibibyte)).join(' ')).toContain('holds all scores at once');
    expect((await tryOperators(deviceThat({}), wasteful, undefined, standing)).holdsScores).toBe(true);
  });

  it('finds a wrong fused attention, says so, and has it computed in slices', async () => {
    const findings = await tryOperators(deviceThat({ wrong: 'fused-attention' }), lean, undefined, standing);
    expect(findings.verdicts.filter(({ right }) => !right)).toMatchObject([{ operator: 'fused-attention', half: false }]);
    const kernels = kernelsOf(findings, gibibyte);
    expect(kernels).toMatchObject({ fusedAttention: false, wrong: { always: null, q8: null, q4: null } });
    expect(findingsInWords(findings, kernels).join(' ')).toMatch(
      /Fused attention: wrong \(\d+ % apart\)\. Attention is computed in slices\./,
    );
  });

  it('tries each operator alone where the device refuses one, which alone counts as wrong', async () => {
    const { verdicts } = await tryOperators(deviceThat({ refuses: 'MatMulNBits' }), lean, undefined, standing);
    expect(verdicts.filter(({ right }) => !right).map(({ operator, apart }) => [operator, apart])).toEqual([
      ['linear-8', null],
      ['linear-4', null],
    ]);
    const { wrong } = kernelsOf({ verdicts, holdsScores: false, normMs: {}, milliseconds: 1, steps: 1 }, gibibyte);
    expect(wrong.always).toBeNull();
    expect(wrong.q8).toBe('products with weights in 8 bits');
    expect(wrong.q4).toBe('products with weights in 8 bits, products with weights in 4 bits');
  });

  it('computes in single precision where convolutions are wrong in half precision alone', async () => {
    const findings = await tryOperators(deviceThat({ wrongInHalf: 'convolution' }, true), lean, undefined, standing);
    const kernels = kernelsOf(findings, gibibyte);
    expect(kernels).toMatchObject({ halfPrecision: false, fusedAttention: true, wrong: { always: null } });
    expect(findingsInWords(findings, kernels).join(' ')).toMatch(
      /Convolutions in half precision: wrong .* Networks compute in single precision\./,
    );
  });

  it('takes the quicker form of group norm, and the other one where that is wrong', async () => {
    const { verdicts } = await tryOperators(deviceThat({ wrong: 'instance-norm' }), lean, undefined, standing);
    const findings: OperatorFindings = { verdicts, holdsScores: false, normMs: { moments: 9 }, milliseconds: 1, steps: 1 };
    expect(kernelsOf(findings, gibibyte)).toMatchObject({ groupNorm: 'moments', wrong: { always: null } });
    expect(kernelsOf({ ...findings, normMs: { instance: 3, moments: 9 } }, gibibyte).groupNorm).toBe('instance');
    expect(kernelsOf({ ...findings, normMs: { instance: 9, moments: 3 } }, gibibyte).groupNorm).toBe('moments');
  });

  it('ends within two seconds: what decides most was tried by then, and the rest is not called wrong', async () => {
    let clock = 0;
    const quick = deviceThat({}, true);
    // Each stage compiles for 0.45 s.
    const slow: Runtime = { ...quick, createSession: (model) => ((clock += 450), quick.createSession(model)) };
    const findings = await tryOperators(slow, lean, undefined, () => clock);
    expect(findings.milliseconds).toBe(1800);
    expect(new Set(findings.verdicts.map(({ operator }) => operator))).toContain('fused-attention');
    expect(findings.verdicts.some(({ half }) => half)).toBe(false);
    const kernels = kernelsOf(findings, gibibyte);
    expect(kernels).toMatchObject({ fusedAttention: false, groupNorm: 'instance', halfPrecision: true, wrong: { always: null, q4: null } });
    expect(findingsInWords(findings, kernels).join(' ')).toContain('There was no time for');
    expect(isWhole(findings, slow)).toBe(false);

    // Later sessions go on behind it, two seconds each at most, and find what one of any length finds.
    let later = findings;
    for (let session = 0; session < 20 && !isWhole(later, slow); session++) {
      const began = clock;
      later = await tryOperators(slow, lean, later, () => clock);
      expect(clock - began).toBeLessThanOrEqual(2000);
    }
    const { verdicts, holdsScores } = await tryOperators(quick, lean, undefined, standing);
    expect(later).toMatchObject({ verdicts, holdsScores });
    expect(kernelsOf(later, gibibyte).fusedAttention).toBe(true);
  });

  it('passes a lost device on instead of calling everything wrong', async () => {
    const lost = new Fault('device-lost', 'The graphics device stopped working.');
    const device = { ...deviceThat({ refuses: 'Conv' }), failure: () => lost };
    await expect(tryOperators(device, lean, undefined, standing)).rejects.toBe(lost);
  });

  it('is made once a device and runtime, and again where either changes', async () => {
    const kept = new Map<string, OperatorFindings>();
    const store: FindingsStore = {
      readOperators: (key) => Promise.resolve(kept.get(key) ?? null),
      writeOperators: (key, findings) => Promise.resolve(void kept.set(key, findings)),
    };
    let trials = 0;
    const ask = (key: string) =>
      deviceKernels(deviceThat({}), { watch: lean, maximumArrayBytes: gibibyte }, key, store, () => (trials += 1));
    const first = await ask('card 1.30');
    expect(await ask('card 1.30')).toEqual(first);
    expect(trials).toBe(1);
    await ask('card 1.31');
    await ask('other card 1.30');
    expect([trials, kept.size]).toEqual([3, 3]);
    expect([...kept.values()].every(isFindings)).toBe(true);
    expect([null, {}, { ...[...kept.values()][0], verdicts: [{ operator: 'unheard of' }] }].some(isFindings)).toBe(false);
  });
});

it.skipIf(!nodeRuntimeInstalled)('every operator really runs, and a processor agrees with itself', { timeout: 60_000 }, async () => {
  const processor = createNodeRuntime();
  const { verdicts, normMs } = await tryOperators({ ...processor, processor }, lean, undefined, standing);
  expect(verdicts.filter(({ right }) => !right)).toEqual([]);
  expect(Object.keys(normMs)).toEqual(['instance', 'moments']);
});
