import { formatSeconds } from '../ui/formatSeconds';
import type { StoredPackage, StoreProgress, StoreStage, VerifyReport } from '../../workers/protocol/store';
import { form, plural, tr } from '../../workers/texts/texts';

/** Bytes as people read them: `340 kB`, `3.4 MB`, `1.72 GB`. */
export function bytesInWords(sizeBytes: number): string {
  if (sizeBytes < 1e6) return `${Math.ceil(sizeBytes / 1e3)} kB`;
  if (sizeBytes < 1e9) return `${(sizeBytes / 1e6).toFixed(sizeBytes < 1e7 ? 1 : 0)} MB`;
  return `${(sizeBytes / 1e9).toFixed(2)} GB`;
}

function timeInWords(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  if (whole < 3600) return formatSeconds(whole);
  return tr`${Math.floor(whole / 3600)} h ${String(Math.floor((whole % 3600) / 60)).padStart(2, '0')} min`;
}

const stages: Readonly<Record<StoreStage, string>> = {
  ask: tr`Asking for sizes`,
  check: tr`Checking what is here`,
  download: tr`Downloading`,
  import: tr`Copying`,
  verify: tr`Verifying`,
  prepare: tr`Preparing`,
  done: tr`Done`,
};

/** A job in one line: stage, bytes, speed, time left. */
export function progressInWords({ stage, doneBytes, totalBytes, bytesPerSecond, secondsLeft }: StoreProgress): string {
  const bytes =
    stage === 'ask' ? null : totalBytes === null ? bytesInWords(doneBytes) : tr`${bytesInWords(doneBytes)} of ${bytesInWords(totalBytes)}`;
  const speed = bytesPerSecond === null ? null : tr`${bytesInWords(bytesPerSecond)} a second`;
  const left = secondsLeft === null ? null : `${timeInWords(secondsLeft)} left`;
  return [stages[stage], bytes, speed, left].filter((word) => word !== null).join(' · ');
}

/** The share of a job that is done, 0…1; null while it cannot be told. */
export function shareDone({ doneBytes, totalBytes, stage }: StoreProgress): number | null {
  return stage === 'ask' || !totalBytes ? null : Math.min(1, doneBytes / totalBytes);
}

const states: Readonly<Record<StoredPackage['state'], string>> = {
  downloading: tr`downloading`,
  importing: tr`being copied`,
  checking: tr`being checked`,
  preparing: tr`being prepared`,
  paused: tr`not complete`,
  ready: tr`ready`,
  damaged: tr`damaged`,
};

export const stateInWords = (state: StoredPackage['state']): string => states[state];

const families: Readonly<Record<string, string>> = {
  sd1: 'Stable Diffusion 1',
  sd2: 'Stable Diffusion 2',
  sdxl: 'SDXL',
  'sdxl-refiner': tr`SDXL refiner`,
  other: tr`Other family`,
};

/** A family as the catalogue and the store name it; a name that is none of theirs stands for itself. */
export const familyInWords = (family: string): string => families[family] ?? family;

/** What a verification found. */
export function verifiedSentence({ bad, readBytes }: Pick<VerifyReport, 'bad' | 'readBytes'>): string {
  // Of a model that stays in its own file or folder, only dates, lengths and samples are compared.
  if (bad.length === 0 && readBytes === 0) return tr`Its own file or folder is as it was when it was added.`;
  if (bad.length === 0) return tr`All ${bytesInWords(readBytes)} are as they were stored.`;
  const names = bad.map(({ path }) => `“${path}”`).join(', ');
  return plural(bad.length, form`A file is not as stored: ${names}.`, form`${bad.length} files are not as stored: ${names}.`);
}

/** Where a licence of a hub can be read. */
export function licenceAddress(origin: StoredPackage['origin']): string | null {
  return origin.kind === 'hub' ? `${origin.baseUrl}/${origin.repository}/tree/${origin.commit}` : null;
}
