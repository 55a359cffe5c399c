import { describe, expect, it } from 'vitest';
import type { StoreProgress } from '../protocol/store';
import { ProgressMeter } from './progress';

function meterAt(): { meter: ProgressMeter; told: StoreProgress[]; wait: (milliseconds: number) => void } {
  let now = 0;
  const told: StoreProgress[] = [];
  return {
    meter: new ProgressMeter(
      'p',
      (progress) => told.push(progress),
      () => now,
    ),
    told,
    wait: (milliseconds) => void (now += milliseconds),
  };
}

describe('ProgressMeter', () => {
  it('tells the speed of the last seconds and the time that is left', () => {
    const { meter, told, wait } = meterAt();
    meter.enter('download', 1000, 101_000);
    expect(told).toEqual([
      { packageId: 'p', stage: 'download', doneBytes: 1000, totalBytes: 101_000, bytesPerSecond: null, secondsLeft: null },
    ]);
    for (let second = 0; second < 20; second += 1) {
      wait(1000);
      meter.add(1000);
    }
    // Then ten times faster: the old speed is forgotten within the window.
    for (let second = 0; second < 6; second += 1) {
      wait(1000);
      meter.add(10_000);
    }
    const last = told.at(-1)!;
    expect(last.doneBytes).toBe(81_000);
    expect(last.bytesPerSecond).toBeCloseTo(10_000, 0);
    expect(last.secondsLeft).toBeCloseTo(2, 1);
  });

  it('tells no more than ten times a second, and always the end', () => {
    const { meter, told, wait } = meterAt();
    meter.enter('verify', 0, 10_000);
    for (let index = 0; index < 1000; index += 1) {
      wait(1);
      meter.add(10);
    }
    expect(told.length).toBeLessThanOrEqual(12);
    expect(told.at(-1)!.doneBytes).toBe(10_000);
  });

  it('knows no negative speed when a download has to start again, and no time where the length is unknown', () => {
    const { meter, told, wait } = meterAt();
    meter.enter('download', 0, null);
    for (const bytes of [5000, 9000, 100, 600]) {
      wait(1000);
      meter.set(bytes);
    }
    for (const { bytesPerSecond, secondsLeft } of told) {
      expect(bytesPerSecond ?? 0).toBeGreaterThanOrEqual(0);
      expect(secondsLeft).toBeNull();
    }
  });
});
