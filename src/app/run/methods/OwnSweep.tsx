import { useState } from 'react';
import { useStore } from 'zustand';
import { documentStore } from '../../../document/documentStore';
import { generateEach } from '../../../generation/generate';
import { rowOf } from '../../../generation/sweeps/rowOf';
import { axesOf, crossed, type Axis } from '../../../generation/sweeps/sweepAxes';
import { sweepCost } from '../../../generation/sweeps/sweeps';
import { useReadiness } from '../../../generation/useReadiness';
import { packageStore } from '../../../models/packageStore';
import { Button } from '../../../ui/Button';
import { reportToUser } from '../../../ui/notices';
import { SelectField } from '../../../ui/SelectField';
import { TextField } from '../../../ui/TextField';
import { reportFault } from '../../../../workers/protocol/faults';
import panel from '../../panels/Panel.module.css';
import styles from './Methods.module.css';
import { form, plural, tr } from '../../../../workers/texts/texts';

const longest = 200;
const none = 'none';

/** One side of the grid: which setting, and the values as they are written; null where none is chosen. */
interface Side {
  readonly axis: string;
  /** Null: those that the setting suggests. */
  readonly text: string | null;
}

const found = (axes: readonly Axis[], { axis }: Side): Axis | null => axes.find(({ id }) => id === axis) ?? null;

const variantsOf = (axes: readonly Axis[], side: Side) => {
  const axis = found(axes, side);
  return axis ? axis.variants(side.text ?? axis.first) : [];
};

/** What would run, or what is wrong with what was written. */
function plan(axes: readonly Axis[], across: Side, down: Side) {
  try {
    const [columns, rows] = [variantsOf(axes, across), variantsOf(axes, down)];
    const variants = rows.length > 0 ? crossed(rows, columns) : columns;
    return { variants, columns, rows, problem: null };
  } catch (thrown) {
    const { message, hint } = reportFault(thrown);
    return { variants: [], columns: [], rows: [], problem: `${message} ${hint}` };
  }
}

/** A sweep over one or two settings of one's own choice. */
export function OwnSweep() {
  const document = useStore(documentStore);
  const summary = useStore(packageStore, (state) => state.summary);
  const ready = useReadiness().ready;
  const [across, setAcross] = useState<Side>({ axis: 'seed', text: null });
  const [down, setDown] = useState<Side>({ axis: none, text: null });
  const axes = axesOf(document.settings);
  const wide = found(axes, across) ? across : { axis: axes[0]?.id ?? none, text: null };
  const { variants, columns, rows, problem } = plan(axes, wide, down);
  const title = [wide, down].flatMap((side) => found(axes, side)?.label ?? []).join(' × ');
  const grid =
    rows.length > 0 ? { title, rows: rows.map(({ words }) => words), columns: columns.map(({ words }) => words) } : rowOf(title, columns);
  const cost = summary ? sweepCost(document, summary, { variants }) : null;
  return (
    <div className={styles.sweep} role="group" aria-label={tr`Your own sweep`}>
      <SideFields label={tr`Columns`} axes={axes} side={wide} onChange={setAcross} />
      <SideFields label={tr`Rows`} axes={axes.filter(({ id }) => id !== wide.axis)} side={down} optional onChange={setDown} />
      <Button disabled={!ready || variants.length === 0} onClick={() => generateEach(variants, grid).catch(reportToUser)}>
        {plural(variants.length, form`Run 1 edit`, form`Run ${variants.length} edits`)}
      </Button>
      <p className={panel.soft}>{problem ?? (cost === null ? '' : tr`At most ${cost} evaluations.`)}</p>
    </div>
  );
}

interface SideFieldsProps {
  readonly label: string;
  readonly axes: readonly Axis[];
  readonly side: Side;
  readonly optional?: boolean;
  readonly onChange: (side: Side) => void;
}

function SideFields({ label, axes, side, optional = false, onChange }: SideFieldsProps) {
  const axis = found(axes, side);
  const options = [
    ...(optional ? [{ value: none, label: tr`Nothing else` }] : []),
    ...axes.map((one) => ({ value: one.id, label: one.label })),
  ];
  return (
    <>
      <SelectField label={label} value={axis?.id ?? none} options={options} onChange={(id) => onChange({ axis: id, text: null })} />
      {axis ? (
        <TextField
          label={tr`${axis.label}: values`}
          value={side.text ?? axis.first}
          rows={1}
          maximumLength={longest}
          onChange={(text) => onChange({ ...side, text })}
        />
      ) : null}
    </>
  );
}
