import type { Guide } from '../../../document/guide';
import { changeGuide } from '../../../document/guideCommands';
import { usePicture, useSettings } from '../../../document/hooks';
import { findsLayout } from '../../../generation/recipe/runGuides';
import { guideKindChoices } from '../../../guides/guideKinds';
import { broughtIn, guideReach } from '../../../guides/guideReach';
import { netForGuide } from '../../../guides/netForGuide';
import { Button } from '../../../ui/Button';
import { Segmented } from '../../../ui/Segmented';
import { SelectField } from '../../../ui/SelectField';
import { SliderField } from '../../../ui/SliderField';
import { useLayoutEffect, useRef } from 'react';
import { bringUp } from '../../../ui/bringUp';
import { PercentField } from '../../../ui/PercentField';
import styles from '../Panel.module.css';
import { GuideLook } from './GuideLook';
import { LayoutPair } from './LayoutPair';
import { tr } from '../../../../workers/texts/texts';

interface GuideSettingsProps {
  readonly guide: Guide;
  /** The package's ControlNets; null while the package is not known. */
  readonly nets: readonly string[] | null;
}

/** Stands for the ControlNet whose name suits the guide's kind; no net is called so, and an empty value would show nothing. */
const bySuiting = ' ';

const roles = [
  { value: 'wanted', label: tr`To be followed` },
  { value: 'present', label: tr`What is there` },
] as const;

/** Says where there is nothing that an edit could follow, and what to do. */
function ReachNote({ guide: { id, content } }: Pick<GuideSettingsProps, 'guide'>) {
  const scene = usePicture();
  const reach = scene ? guideReach(content, scene) : 'inside';
  if (!scene || reach === 'inside') return null;
  if (reach === 'empty') return <p role="note">{emptyWords[content.of]}</p>;
  return (
    <p role="note">
      {tr`This guide lies outside the picture: an edit would not see it. `}
      <Button tone="link" onClick={() => changeGuide(id, { content: broughtIn(content, scene) }, tr`Bring guide into the picture`)}>
        {tr`Bring it into the picture`}
      </Button>
    </p>
  );
}

/** What a guide lacks that shows nothing. */
const emptyWords: Readonly<Record<Guide['content']['of'], string>> = {
  drawing: tr`Nothing is drawn in this guide yet: an edit would see only black. Draw on the picture.`,
  segments: tr`No line is kept: an edit would see only black. Keep some of the lines.`,
  pose: tr`Nobody is shown: an edit would see only black. Add a person, or show joints.`,
  picture: '',
};

/** What the chosen guide leads, how strongly, and in which part of the run. */
export function GuideSettings({ guide, nets }: GuideSettingsProps) {
  const settings = useSettings();
  const section = useRef<HTMLElement>(null);
  useLayoutEffect(() => bringUp(section.current), [guide.id]);
  const { id, kind, weight, start, end } = guide;
  const change = (next: Partial<Omit<Guide, 'id'>>, label: string) =>
    changeGuide(id, next, label, { policy: 'merge', key: `guide ${label} ${id}` });
  const suiting = nets && netForGuide({ kind, controlNet: null }, nets);
  const choices = [
    { value: bySuiting, label: suiting ? tr`Suiting its kind: ${suiting}` : tr`Suiting its kind` },
    ...(nets ?? []).map((net) => ({ value: net, label: net })),
  ];
  const leads = guide.role === 'wanted' || findsLayout({ settings });
  const lost = leads && nets !== null && netForGuide(guide, nets) === null;
  return (
    <>
      <div className={styles.rule} />
      <section ref={section} className={styles.section} aria-label={tr`Guide ${guide.name}`}>
        <h2 className={styles.title}>{guide.name}</h2>
        <ReachNote guide={guide} />
        <GuideLook guide={guide} />
        <SelectField
          label={tr`Kind of guide`}
          value={kind}
          options={guideKindChoices}
          onChange={(value) => change({ kind: value }, tr`Kind of guide`)}
        />
        <SelectField
          label="ControlNet"
          value={nets?.includes(guide.controlNet ?? '') ? (guide.controlNet ?? bySuiting) : bySuiting}
          options={choices}
          onChange={(value) => change({ controlNet: value === bySuiting ? null : value }, 'ControlNet')}
        />
        {lost ? (
          <p role="note">
            {tr`No ControlNet of this package is made for ${kind}. Choose one by hand, add one under Models, or leave the guide out.`}
          </p>
        ) : null}
        <Segmented label={tr`Layout`} value={guide.role} options={roles} onChange={(role) => change({ role }, 'Layout')} />
        <LayoutPair guide={guide} />
        <SliderField
          label={tr`Guide weight`}
          about={tr`How strongly the edit follows it: a factor on what the ControlNet adds.`}
          value={weight}
          minimum={0}
          maximum={4}
          step={0.05}
          onChange={(value) => change({ weight: value }, tr`Guide weight`)}
        />
        <PercentField
          label={tr`From`}
          about={tr`The part of the run before which the guide stays out of it.`}
          value={start}
          onChange={(value) => change({ start: value, end: Math.max(value, end) }, tr`Start of the guide`)}
        />
        <PercentField
          label={tr`To`}
          about={tr`The part of the run after which the edit is free of the guide.`}
          value={end}
          onChange={(value) => change({ end: value, start: Math.min(value, start) }, tr`End of the guide`)}
        />
      </section>
    </>
  );
}
