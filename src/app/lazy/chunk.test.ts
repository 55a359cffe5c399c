import { describe, expect, it, vi } from 'vitest';
import { createChunk, failedAddress, type Fetching } from './chunk';

const none: Fetching = {
  module: () => Promise.reject(new Error('not asked for')),
  style: () => Promise.reject(new Error('not asked for')),
};

describe('failedAddress', () => {
  it('reads the address off what browsers and the build tool say', () => {
    const address = 'http://localhost:4317/assets/MapPanel-BfQpYoui.js';
    expect(failedAddress(`Failed to fetch dynamically imported module: ${address}`)).toBe(address);
    expect(failedAddress(`error loading dynamically imported module: ${address}`)).toBe(address);
    expect(failedAddress('Unable to preload CSS for /assets/MapPanel-x.css')).toBe('/assets/MapPanel-x.css');
  });
  it('finds none where none is named', () => {
    expect(failedAddress('Importing a module script failed.')).toBeNull();
    expect(failedAddress('x is not a function')).toBeNull();
  });
});

describe('createChunk', () => {
  it('fetches once, however often it is asked', async () => {
    const load = vi.fn(() => Promise.resolve({ value: 1 }));
    const chunk = createChunk(load, none);
    await Promise.all([chunk.ask(), chunk.ask()]);
    await chunk.ask();
    expect(load).toHaveBeenCalledTimes(1);
    expect(chunk.state.getState()).toEqual({ module: { value: 1 }, failure: null, busy: false });
  });

  it('asks the server again under another address, since a browser remembers a failed module', async () => {
    const asked: string[] = [];
    const load = vi.fn(() => Promise.reject<{ value: number }>(new Error('Failed to fetch dynamically imported module: http://a/b-1.js')));
    const chunk = createChunk(load, {
      ...none,
      module: (address) => {
        asked.push(address);
        return asked.length === 1
          ? Promise.reject(new Error(`Failed to fetch dynamically imported module: ${address}`))
          : Promise.resolve({ value: 2 });
      },
    });
    await chunk.ask();
    expect(chunk.state.getState().failure?.message).toContain('b-1.js');
    await chunk.ask();
    expect(load, 'a failure stands until someone asks again').toHaveBeenCalledTimes(1);
    await chunk.askAgain();
    await chunk.askAgain();
    expect(chunk.state.getState().module).toEqual({ value: 2 });
    expect(asked.every((address) => address.startsWith('http://a/b-1.js?again='))).toBe(true);
    expect(new Set(asked).size).toBe(2);
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('fetches a missing style sheet again, then goes on as the build tool does', async () => {
    let broken = true;
    const load = vi.fn(() =>
      broken ? Promise.reject<{ value: number }>(new Error('Unable to preload CSS for /assets/a.css')) : Promise.resolve({ value: 3 }),
    );
    const styles: string[] = [];
    const chunk = createChunk(load, {
      ...none,
      style: (address) => {
        styles.push(address);
        broken = false;
        return Promise.resolve();
      },
    });
    await chunk.ask();
    await chunk.askAgain();
    expect(styles).toHaveLength(1);
    expect(chunk.state.getState().module).toEqual({ value: 3 });
  });

  it('loads as before where the failure names no address', async () => {
    let tries = 0;
    const chunk = createChunk(() => {
      tries += 1;
      return tries === 1 ? Promise.reject(new Error('Importing a module script failed.')) : Promise.resolve({ value: 4 });
    }, none);
    await chunk.ask();
    await chunk.askAgain();
    expect(chunk.state.getState().module).toEqual({ value: 4 });
  });
});
