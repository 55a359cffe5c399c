import { settleModel } from './modelSettings';
import { ensurePackage } from './studioEngine';
import { notify, offer, reportToUser } from '../ui/notices';
import { readCatalog } from './catalog';
import { Fault, reportFault } from '../../workers/protocol/faults';
import type { PackageSource, SamplingDefaults } from '../../workers/protocol/engine';
import type { StoredPackage } from '../../workers/protocol/store';
import { readChosenModel, writeChosenModel } from './chosenModel';
import { keptSource } from './keptSource';
import { allowReading } from './localFiles';
import { packageFromAddress, packageStore } from './packageStore';
import { studioStore } from './studioStore';
import { tr } from '../../workers/texts/texts';

/** A package that did not come up in so many visits is no longer loaded by itself. */
const patience = 2;

const starter = (): PackageSource => packageFromAddress(new URL(document.baseURI));

/**
 * Puts another package in use; its predecessor's loading, where it is under way, is of no interest any more. Steps, guidance and scheduler
 * become those of the model, where it is another than before.
 */
async function load(source: PackageSource): Promise<void> {
  packageStore.setState({ source, summary: null, fault: null });
  const summary = await ensurePackage();
  const { defaults, title, scheduler } = summary;
  const model = source.kept ? source.id : 'starter';
  const listed = source.kept ? await listedDefaults(source.id) : null;
  const sentence = defaults && settleModel(model, source.kept?.title ?? title, listed ?? defaults, scheduler);
  if (sentence) notify(sentence);
}

/** What the catalogue recommends for a repository, which goes before what is usual for its kind. */
async function listedDefaults(id: string): Promise<SamplingDefaults | null> {
  // Only repositories of a hub are listed; the catalogue is not asked for anything else.
  if (!id.startsWith('hub:')) return null;
  const { packages } = await readCatalog().catch(() => ({ packages: [] }));
  const defaults = packages.find((entry) => id.startsWith(`${entry.id}@`))?.defaults;
  return defaults ? { steps: defaults.steps, guidance: defaults.guidance } : null;
}

/** Goes back to the package that comes with the studio, and remembers that. */
export async function chooseStarter(): Promise<void> {
  writeChosenModel(null);
  await load(starter());
}

/**
 * Puts a kept package in use and remembers it. Where it cannot be loaded, the starter is put back in use.
 * @throws Fault why it could not be loaded
 */
export async function chooseKept({ id, title }: Pick<StoredPackage, 'id' | 'title'>): Promise<void> {
  const before = readChosenModel();
  const unfinished = before?.id === id ? before.unfinished : 0;
  try {
    await allowReading(studioStore(), id, title);
    const source = keptSource(await studioStore().open(id));
    writeChosenModel({ id, title, unfinished: unfinished + 1 });
    await load(source);
    writeChosenModel({ id, title, unfinished: 0 });
  } catch (thrown) {
    const { code, message, hint } = reportFault(thrown);
    if (code === 'cancelled') return;
    // It is still the one that was chosen: only the person has to be asked.
    if (code !== 'file-permission') writeChosenModel(null);
    load(starter()).catch(() => undefined);
    throw code === 'file-permission'
      ? thrown
      : new Fault(code, tr`“${title}” could not be put in use, so the starter is: ${message}`, hint);
  }
}

/**
 * Loads the package in use: the one of the address, the one chosen last, or the starter.
 * @throws Fault where the chosen one could not be loaded; the starter is then being loaded
 */
export async function loadModelInUse(): Promise<void> {
  const chosen = new URL(document.baseURI).searchParams.has('package') ? null : readChosenModel();
  if (!chosen) {
    await ensurePackage();
    return;
  }
  if (chosen.unfinished >= patience) {
    writeChosenModel(null);
    ensurePackage().catch(() => undefined);
    throw new Fault(
      'package-invalid',
      tr`“${chosen.title}” was being loaded when the page closed, ${patience} times now, so the starter is in use.`,
      tr`It may need more memory than there is here. Under Models it can be chosen again.`,
    );
  }
  await chooseKept(chosen).catch((thrown: unknown) => {
    if (reportFault(thrown).code !== 'file-permission') throw thrown;
    // The browser asks only in answer to a click.
    offer(tr`“${chosen.title}” stays in a file of this computer. The browser asks once more before it is read.`, tr`Open it`, () => {
      chooseKept(chosen).catch(reportToUser);
    });
  });
}

/** The package in use is about to be deleted: the starter takes its place, and need not be ready before that. */
export function forgetChosen(): void {
  chooseStarter().catch(() => undefined);
}
