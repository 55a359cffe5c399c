import { useStore } from 'zustand';
import { setToolOptions, toolOptionsStore } from '../../canvas/toolOptions';
import { Segmented } from '../../ui/Segmented';
import type { Room } from './room';
import { StrengthSlider } from './StrengthSlider';
import { TipHardness, TipSize } from './TipShape';
import { tr } from '../../../workers/texts/texts';

/** Drags strengths along, or blurs them; the strength says how much of it. */
export function SmudgeOptions({ room }: { readonly room: Room }) {
  const smudge = useStore(toolOptionsStore, (state) => state.smudge);
  return (
    <>
      <Segmented
        label={tr`Effect`}
        value={smudge}
        options={[
          { value: 'smudge', label: tr`Smudge` },
          { value: 'blur', label: tr`Blur` },
        ]}
        onChange={(next) => setToolOptions({ smudge: next })}
      />
      <StrengthSlider room={room} />
      {room.size ? <TipSize /> : null}
    </>
  );
}

/** What of the tip's shape the bar has no room for. */
export function SmudgeMore({ room }: { readonly room: Room }) {
  return (
    <>
      {room.size ? null : <TipSize side="left" />}
      <TipHardness side="left" />
    </>
  );
}
