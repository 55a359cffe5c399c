import { Eye, EyeOff, FlipHorizontal2 } from 'lucide-react';
import { useStore } from 'zustand';
import { documentStore } from '../../document/documentStore';
import { guideViewStore } from '../../guides/guideView';
import { mirrorChosen, poseOf, poseViewStore, setWholeLimbs, toggleJoint } from '../../guides/pose/poseView';
import { Button } from '../../ui/Button';
import { SwitchField } from '../../ui/SwitchField';
import styles from './Options.module.css';
import { tr } from '../../../workers/texts/texts';

/** What the Move tool does with the joints of the selected pose. */
export function PoseOptions() {
  const guides = useStore(documentStore, (state) => state.guides);
  const selectedId = useStore(guideViewStore, (state) => state.selectedId);
  const { person, joint, whole } = useStore(poseViewStore);
  const pose = poseOf({ guides }, selectedId, person);
  const chosen = pose?.people[pose.person];
  const isShown = chosen?.[joint]?.shown ?? true;
  return (
    <>
      <div className={styles.toggle}>
        <SwitchField
          label={tr`Move whole limbs`}
          about={tr`A hand takes its arm along and bones keep their length (inverse kinematics); off, each joint moves alone.`}
          checked={whole}
          onChange={setWholeLimbs}
        />
      </div>
      <Button icon={<FlipHorizontal2 />} disabled={!chosen} onClick={mirrorChosen}>
        {tr`Mirror`}
      </Button>
      <Button icon={isShown ? <EyeOff /> : <Eye />} disabled={!chosen} onClick={() => toggleJoint(joint)}>
        {isShown ? tr`Hide joint` : tr`Show joint`}
      </Button>
    </>
  );
}
