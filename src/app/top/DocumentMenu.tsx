import { ChevronDown, FolderOpen, GraduationCap, ImagePlus, MonitorDown, Plus, Save } from 'lucide-react';
import type { ReactNode } from 'react';
import { actionById, actions } from '../../actions/registry';
import { useEnabled } from '../../actions/useEnabled';
import { openSample } from '../../actions/openSample';
import { usePicture } from '../../document/hooks';
import { samplePictureUrl } from '../../models/samples';
import { Disclosure, DisclosureHeading } from '../../ui/Disclosure';
import { reportToUser } from '../../ui/notices';
import { ActionItem } from '../ActionItem';
import { useSamples } from '../useSamples';
import { RecentRows } from './RecentRows';
import styles from './TopBar.module.css';
import { tr } from '../../../workers/texts/texts';

const entries: readonly (readonly [id: string, icon: ReactNode])[] = [
  ['new-picture', <Plus key="new" />],
  ['open-image', <ImagePlus key="open" />],
  ['open-project', <FolderOpen key="project" />],
  ['save-project', <Save key="save" />],
];

/** The picture's name, and behind it the ways to another one: new, open, project, recent ones, samples. */
export function DocumentMenu() {
  const picture = usePicture();
  return (
    <Disclosure
      label={tr`Pictures`}
      trigger={
        <button type="button" className={styles.document} title={tr`New, open, projects, samples`}>
          <span>{picture?.name ?? tr`No picture`}</span>
          <ChevronDown aria-hidden />
        </button>
      }
    >
      {entries.map(([id, icon]) => {
        const action = actions.find((one) => one.id === id);
        return action ? <ActionItem key={id} action={action} icon={icon} /> : null;
      })}
      <RecentRows />
      <SampleRow />
      <ActionItem action={actionById('tour')} icon={<GraduationCap />} about={tr`A first edit in five steps`} />
      <InstallRow />
    </Disclosure>
  );
}

/** There only where the browser offers it. */
function InstallRow() {
  const action = actionById('install');
  if (!useEnabled(action)) return null;
  return <ActionItem action={action} icon={<MonitorDown />} about={tr`Pictures and projects then open in it`} />;
}

function SampleRow() {
  const samples = useSamples();
  if (samples.length === 0) return null;
  return (
    <>
      <DisclosureHeading>{tr`Samples`}</DisclosureHeading>
      <div className={styles.samples}>
        {samples.map((sample) => (
          <button
            key={sample.id}
            type="button"
            title={sample.title}
            aria-label={tr`Sample: ${sample.title}`}
            onClick={() => openSample(sample).catch(reportToUser)}
          >
            <img src={samplePictureUrl(sample)} alt="" />
          </button>
        ))}
      </div>
    </>
  );
}
