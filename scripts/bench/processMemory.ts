import { readdirSync, readFileSync } from 'node:fs';

/**
 * Resident bytes of a browser's page processes (Linux only): its JavaScript and wasm heaps and array buffers, without
 * the graphics process. The largest one counts, which is the page's own.
 */
export function rendererBytes(browserPid: number): number {
  const parents = new Map<number, number>();
  const renderers: { pid: number; bytes: number }[] = [];
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    try {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      parents.set(pid, Number(/^PPid:\s+(\d+)/m.exec(status)?.[1] ?? 0));
      if (readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--type=renderer')) renderers.push({ pid, bytes: Number(/^RssAnon:\s+(\d+)/m.exec(status)?.[1] ?? 0) * 1024 });
    } catch {
      // It ended while it was looked at.
    }
  }
  const below = (pid: number): boolean => pid === browserPid || (parents.has(pid) && pid > 1 && below(parents.get(pid) ?? 0));
  return Math.max(0, ...renderers.filter(({ pid }) => below(pid)).map(({ bytes }) => bytes));
}
