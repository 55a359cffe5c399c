import type { AddOnFacts } from '../../protocol/addOns';
import type { ByteFile } from '../../protocol/byteFile';
import type { ImportReport } from '../../protocol/importReport';
import { tr } from '../../texts/texts';

/** The report on an add-on. @param label how its file, folder or repository is called. */
export function addOnReport(facts: AddOnFacts, label: string, files: readonly ByteFile[]): ImportReport {
  const totalBytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return {
    title: label.slice(label.lastIndexOf('/') + 1).replace(/\.safetensors$/i, ''),
    layout: 'weights',
    layoutWords: tr`an add-on to models`,
    family: facts.family,
    variant: 'base',
    familyWords: facts.words,
    isInpainting: false,
    scheduler: '',
    nativeSize: { width: 0, height: 0 },
    parts: [],
    findings: facts.notes.map((message) => ({ severity: 'note', code: 'add-on', part: null, message, hint: '' })),
    features: [],
    estimatedMemoryBytes: totalBytes,
    lending: { gives: [], lacks: [], latents: null, isPart: false },
    totalBytes,
    addOn: facts,
  };
}
