import { Download, ScanEye, UserMinus, UserPlus } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { useStore } from 'zustand';
import { jointColours, jointNames, type Person } from '../../../../workers/maps/pose/skeleton';
import { openDialog } from '../../../actions/dialogStore';
import { documentStore } from '../../../document/documentStore';
import { download } from '../../../exchange/export/download';
import { addPerson, chooseJoint, nudgeJoint, poseViewStore, removePerson, toggleJoint } from '../../../guides/pose/poseView';
import { writePose } from '../../../guides/pose/poseJson';
import { Button } from '../../../ui/Button';
import { reportToUser } from '../../../ui/notices';
import { SelectField } from '../../../ui/SelectField';
import panel from '../Panel.module.css';
import styles from './Pose.module.css';
import { tr } from '../../../../workers/texts/texts';

interface PoseFieldsProps {
  readonly name: string;
  readonly people: readonly Person[];
}

/** The people of a pose, and the joints of the chosen one. */
export function PoseFields({ name, people }: PoseFieldsProps) {
  const { person, joint } = useStore(poseViewStore);
  const at = Math.max(0, Math.min(person, people.length - 1));
  const chosen = people[at];
  const save = () => {
    const { picture } = documentStore.getState();
    if (picture) download(new Blob([writePose(people, picture)], { type: 'application/json' }), `${name}.json`);
  };
  const add = () => {
    try {
      addPerson();
    } catch (thrown) {
      reportToUser(thrown);
    }
  };
  return (
    <>
      {people.length > 1 ? (
        <SelectField
          label={tr`Person`}
          value={String(at)}
          options={people.map((_, i) => ({ value: String(i), label: tr`Person ${i + 1}` }))}
          onChange={(value) => chooseJoint(Number(value), joint)}
        />
      ) : null}
      <div className={panel.halves}>
        <Button icon={<UserPlus />} onClick={add}>
          {tr`Add a person`}
        </Button>
        <Button icon={<UserMinus />} disabled={!chosen} onClick={removePerson}>
          {tr`Remove`}
        </Button>
        <Button icon={<ScanEye />} title={tr`Finds the joints of the people in the picture`} onClick={() => openDialog('pose-model')}>
          {tr`From the picture…`}
        </Button>
        <Button icon={<Download />} disabled={!chosen} onClick={save}>
          {tr`Save as JSON`}
        </Button>
      </div>
      {chosen ? (
        <>
          <p className={panel.soft}>
            {tr`Drag joints on the picture, or choose one here: arrow keys move it, with Shift by ten pixels, Delete hides it.`}
          </p>
          <ul className={styles.joints} aria-label={tr`Joints`}>
            {jointNames.map((label, i) => (
              <li key={label}>
                <JointButton label={label} joint={i} person={at} chosen={chosen} pressed={i === joint} />
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  );
}

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

interface JointButtonProps {
  readonly label: string;
  readonly joint: number;
  readonly person: number;
  readonly chosen: Person;
  readonly pressed: boolean;
}

function JointButton({ label, joint, person, chosen, pressed }: JointButtonProps) {
  const { x, y, shown } = chosen[joint] ?? { x: 0, y: 0, shown: false };
  const onKeyDown = (event: KeyboardEvent) => {
    const arrow = arrows[event.key];
    const hides = event.key === 'Delete';
    if ((!arrow && !hides) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    // The same keys move exemplars and results elsewhere.
    event.stopPropagation();
    chooseJoint(person, joint);
    const by = event.shiftKey ? 10 : 1;
    if (arrow) nudgeJoint(joint, arrow[0] * by, arrow[1] * by);
    else toggleJoint(joint);
  };
  return (
    <button
      type="button"
      className={styles.joint}
      data-hidden={!shown}
      aria-pressed={pressed}
      aria-description={`x ${Math.round(x)}, y ${Math.round(y)}${shown ? '' : tr`, hidden`}`}
      onClick={() => chooseJoint(person, joint)}
      onKeyDown={onKeyDown}
    >
      <span
        className={styles.dot}
        style={{ background: shown ? `rgb(${(jointColours[joint] ?? []).join(' ')})` : 'transparent' }}
        aria-hidden
      />
      {label}
    </button>
  );
}
