// npm run fuzz [-- COUNT [SEED [READER]]]: changed inputs for every reader at a door; a finding is written where tests keep it.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readers } from './fuzz/readers';
import { fuzz } from './fuzz/runReader';

const [count = '20000', seed = String(Date.now() % 1e9), only] = process.argv.slice(2);
let found = 0;
console.log(`${count} inputs for each reader, from seed ${seed} on.`);
for (const reader of readers.filter(({ name }) => only === undefined || name === only)) {
  const since = performance.now();
  const finding = await fuzz(reader, Number(count), Number(seed));
  const seconds = ((performance.now() - since) / 1000).toFixed(1);
  console.log(`${finding ? '✗' : '✓'} ${reader.name.padEnd(12)} ${seconds.padStart(7)} s`);
  if (!finding) continue;
  found += 1;
  const path = fileURLToPath(new URL(`../e2e/fixtures/fuzz/${finding.reader}.${finding.seed}.bin`, import.meta.url));
  writeFileSync(path, finding.input);
  console.log(`  ${finding.why}; kept as ${path}`);
}
process.exit(found > 0 ? 1 : 0);
