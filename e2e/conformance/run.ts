import { runFolder } from './runFolder';

/** `npm run --silent conformance -- FOLDER`: one line a case, a count, and exit status 0 only where nothing failed. */
async function main(folder: string | undefined): Promise<number> {
  if (!folder) {
    console.error('Name the folder of the cases: npm run --silent conformance -- FOLDER');
    return 2;
  }
  const results = await runFolder(folder);
  const width = Math.max(0, ...results.map(({ name }) => name.length));
  for (const { name, passed, report } of results) console.log(`${passed ? 'ok  ' : 'FAIL'}  ${name.padEnd(width)}  ${report}`);
  const failed = results.filter(({ passed }) => !passed).length;
  console.log(`${results.length - failed} passed, ${failed} failed`);
  return failed === 0 && results.length > 0 ? 0 : 1;
}

main(process.argv[2]).then(
  (status) => {
    process.exitCode = status;
  },
  (thrown: unknown) => {
    console.error(thrown instanceof Error ? thrown.message : thrown);
    process.exitCode = 1;
  },
);
