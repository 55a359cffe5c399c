import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  /** A tool that something shipped could use too, as its types. */
  readonly devOptional?: boolean;
}

/** Tools whose own code goes into the built studio: what keeps it for use without a network, and what loads its parts. */
const shippedTools = ['vite', 'vite-plugin-pwa', 'rolldown'];
const isShippedTool = (name: string): boolean => shippedTools.includes(name) || /^workbox-(?!build$)/.test(name);

const textFile = /^(licen[cs]e|notice|third-?party-?notices?)([.-].*)?$/i;

/** Who holds the rights in packages that are published without their licence's text. */
const holders: Readonly<Record<string, string>> = {
  'onnxruntime-common': 'Microsoft Corporation',
  'onnxruntime-web': 'Microsoft Corporation',
};

const mit = (holder: string): string => `MIT License

Copyright (c) ${holder}

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.`;

/** What is built in and is no package. */
const others = [
  `CLIP’s vocabulary (MIT)\n\n${mit('2021 OpenAI')}`,
  'ONNX Runtime’s WebAssembly files hold the work of others too; their notices stand in ThirdPartyNotices.txt of its releases: ' +
    'https://github.com/microsoft/onnxruntime',
];

/** The texts beside an installed package; the usual one of its licence where it brings none. */
function textsOf(folder: string, name: string, license: string): string[] {
  const texts = readdirSync(folder)
    .filter((file) => textFile.test(file))
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8').trim());
  if (texts.length > 0 || license !== 'MIT') return texts;
  const { author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { author?: string | { name?: string } };
  const named = typeof author === 'string' ? author : author?.name;
  return [mit(holders[name] ?? named ?? `the authors of ${name}`)];
}

/**
 * Everything that lies in the built studio of others' work: name, version, licence and its texts, from the lock and the installed
 * packages.
 */
export function thirdPartyNotices(root: string): string {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, LockedPackage> };
  const sections = Object.entries(lock.packages).flatMap(([path, { version = '', license = 'see below', dev, devOptional }]) => {
    const name = path.split('node_modules/').at(-1) ?? '';
    const folder = join(root, path);
    // Types are nothing that is shipped.
    if (
      name === '' ||
      name.startsWith('@types/') ||
      ((dev === true || devOptional === true) && !isShippedTool(name)) ||
      !existsSync(folder)
    )
      return [];
    return [[`${name} ${version} (${license})`, ...textsOf(folder, name, license)].join('\n\n')];
  });
  const rule = `\n\n${'='.repeat(80)}\n\n`;
  const introduction = 'Sfumato is built with the following packages; each is under the licence that stands with it.';
  return `${[introduction, ...sections, ...others].join(rule)}\n`;
}
