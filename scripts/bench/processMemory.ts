import { readdirSync, readFileSync } from 'node:fs';

/**
 * Resident private bytes of a browser's largest page process: objects, array buffers and wasm memories, without the graphics
 * process. Null where the system has no /proc. @param profile the folder that the browser was started with.
 */
export function pageProcessBytes(profile: string): number | null {
  let processes: { pid: number; parent: number; words: string; bytes: number }[];
  try {
    processes = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => read(Number(name)));
  } catch {
    return null;
  }
  const parents = new Map(processes.map(({ pid, parent }) => [pid, parent]));
  const browser = processes.find(({ words }) => words.includes(profile) && !words.includes('--type='))?.pid;
  const isBelow = (pid: number): boolean => pid === browser || (pid > 1 && isBelow(parents.get(pid) ?? 0));
  return Math.max(0, ...processes.filter(({ pid, words }) => words.includes('--type=renderer') && isBelow(pid)).map(({ bytes }) => bytes));
}

function read(pid: number): { pid: number; parent: number; words: string; bytes: number }[] {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const field = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
    return [{ pid, parent: field('PPid'), words: readFileSync(`/proc/${pid}/cmdline`, 'utf8'), bytes: field('RssAnon') * 1024 }];
  } catch {
    // It ended while it was looked at.
    return [];
  }
}
