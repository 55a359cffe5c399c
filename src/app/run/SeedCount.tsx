import { useStore } from 'zustand';
import { batchStore, maximumSeeds } from '../../generation/queue/batch';
import { LabelledNumber } from '../../ui/LabelledNumber';
import { tr } from '../../../workers/texts/texts';

/** How many seeds one press of Generate runs. */
export function SeedCount() {
  const seeds = useStore(batchStore, (state) => state.seeds);
  return (
    <LabelledNumber
      label={tr`Pictures`}
      about={tr`How many one press of Generate makes, under one seed after the other: prompt and picture are encoded once for all of them.`}
      value={seeds}
      minimum={1}
      maximum={maximumSeeds}
      onChange={(value) => batchStore.setState({ seeds: value })}
    />
  );
}
