// Runs a recipe without a window: npm run edit -- recipe.json out.png [--package FOLDER] [--blobs FOLDER], or --init FOLDER [--sample ID]
import { editCommand } from './edit/editCommand';

const showStep = process.stderr.isTTY
  ? (step: number, steps: number) => void process.stderr.write(`\rstep ${step} of ${steps}${step === steps ? '\n' : ' '}`)
  : undefined;
const { exitCode, lines } = await editCommand(process.argv.slice(2), showStep);
for (const line of lines) (exitCode === 0 ? console.log : console.error)(line);
process.exit(exitCode);
