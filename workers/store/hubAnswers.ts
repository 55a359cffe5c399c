import { Fault } from '../protocol/faults';
import { tr } from '../texts/texts';

/** A hub’s address without a slash at its end. @throws Fault `download-refused` */
export function hubBase(baseUrl: string): string {
  if (!URL.canParse(baseUrl) || !/^https?:$/.test(new URL(baseUrl).protocol))
    throw new Fault('download-refused', tr`“${baseUrl}” is no address of a hub.`, tr`Use one like https://huggingface.co.`);
  const { origin, pathname } = new URL(baseUrl);
  return origin + pathname.replace(/\/+$/, '');
}

/** @param named what the answer is about, as it stands in a sentence */
export function notUnderstood(named: string, cause: unknown): Fault {
  return new Fault(
    'package-invalid',
    tr`The hub’s answer about ${named} is not understood.`,
    tr`Check the hub’s address; if it is right, its interface may have changed: download the files yourself and import the folder.`,
    { cause },
  );
}
