import { ensurePackage } from '../generation/studioEngine';
import { Fault, reportFault } from '../../workers/protocol/faults';
import type { PackageSource } from '../../workers/protocol/engine';
import type { StoredPackage } from '../../workers/protocol/store';
import { readChosenModel, writeChosenModel } from './chosenModel';
import { keptSource } from './keptSource';
import { packageFromAddress, packageStore } from './packageStore';
import { studioStore } from './studioStore';

/** A package that did not come up in so many visits is no longer loaded by itself. */
const patience = 2;

const starter = (): PackageSource => packageFromAddress(new URL(document.baseURI));

/** Puts another package in use; its predecessor's loading, where it is under way, is of no interest any more. */
async function load(source: PackageSource): Promise<void> {
  packageStore.setState({ source, summary: null, fault: null });
  await ensurePackage();
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
    const source = keptSource(await studioStore().open(id));
    writeChosenModel({ id, title, unfinished: unfinished + 1 });
    await load(source);
    writeChosenModel({ id, title, unfinished: 0 });
  } catch (thrown) {
    const { code, message, hint } = reportFault(thrown);
    if (code === 'cancelled') return;
    writeChosenModel(null);
    load(starter()).catch(() => undefined);
    throw new Fault(code, `“${title}” could not be put in use, so the starter is: ${message}`, hint);
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
    throw new Fault('package-invalid', `“${chosen.title}” was being loaded when the page closed, ${patience} times now, so the starter is in use.`, 'It may need more memory than there is here. Under Models it can be chosen again.');
  }
  await chooseKept(chosen);
}

/** The package in use is about to be deleted: the starter takes its place, and need not be ready before that. */
export function forgetChosen(): void {
  chooseStarter().catch(() => undefined);
}
