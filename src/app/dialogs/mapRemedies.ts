import type { MapFileFacts, MapReading } from '../../../workers/protocol/pictures';
import { tr } from '../../../workers/texts/texts';

/** Something about a map file that a person may not expect, and the click that reads it another way. */
export interface MapRemedy {
  readonly sentence: string;
  readonly label: string;
  readonly apply: (reading: MapReading) => MapReading;
}

const percent = (share: number): string => (share < 0.01 ? tr`Under 1 %` : `${Math.round(share * 100)} %`);

/** What is to be said of a file as it is read at present; empty where nothing is unusual, or the remedies are taken. */
export function mapRemedies(facts: MapFileFacts, { values, cleaned }: MapReading): readonly MapRemedy[] {
  const remedies: MapRemedy[] = [];
  if (values === 'shown' && facts.transparency === 'holds-the-map')
    remedies.push({
      sentence: tr`The file is black all over; its shape is in its transparency.`,
      label: tr`Read its transparency`,
      apply: (reading) => ({ ...reading, values: 'transparency' }),
    });
  if (values === 'shown' && facts.transparency === 'counts-as-black')
    remedies.push({
      sentence: tr`What is transparent in the file counts as black, whatever colour lies under it.`,
      label: tr`Ignore transparency`,
      apply: (reading) => ({ ...reading, values: 'colours' }),
    });
  if (!cleaned && facts.noisyShare > 0)
    remedies.push({
      sentence: tr`${percent(facts.noisyShare)} of it is nearly but not quite black or white, as files that compress with loss leave it, and would change or hold a little.`,
      label: tr`Clean black and white`,
      apply: (reading) => ({ ...reading, cleaned: true }),
    });
  return remedies;
}
