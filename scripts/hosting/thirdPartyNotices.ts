import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
}

const textFile = /^(licen[cs]e|notice|third-?party-?notices?)([.-].*)?$/i;

/**
 * Everything that lies in the built studio of others' work: name, version, licence and its texts, from the lock and the installed
 * packages.
 */
export function thirdPartyNotices(root: string): string {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, LockedPackage> };
  const sections = Object.entries(lock.packages)
    .filter(([path, { dev }]) => path !== '' && dev !== true && existsSync(join(root, path)))
    .map(([path, { version = '', license = 'see below' }]) => {
      const folder = join(root, path);
      const texts = readdirSync(folder)
        .filter((name) => textFile.test(name))
        .sort()
        .map((name) => readFileSync(join(folder, name), 'utf8').trim());
      return [`${path.split('node_modules/').at(-1)} ${version} (${license})`, ...texts].join('\n\n');
    });
  const rule = `\n\n${'='.repeat(80)}\n\n`;
  return `Sfumato is built with the following packages; each is under the licence that stands with it.${rule}${sections.join(rule)}\n`;
}
