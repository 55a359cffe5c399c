import { Download } from 'lucide-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import { useResults } from '../../document/hooks';
import { documentStore } from '../../document/documentStore';
import type { PlacedResult } from '../../document/results/placedResults';
import { download } from '../../exchange/export/download';
import { exportName } from '../../exchange/export/exportName';
import type { Grid } from '../../document/results/grid';
import { cellsThere, ownGrids } from '../../document/results/gridCommands';
import { showResult, shownResult } from '../../generation/staging';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { reportToUser } from '../../ui/notices';
import { SelectField } from '../../ui/SelectField';
import { PixelThumbnail } from '../../ui/PixelThumbnail';
import { SizeField } from './SizeField';
import { drawSheet } from './drawSheet';
import styles from './Grid.module.css';
import { tr } from '../../../workers/texts/texts';

interface GridDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** The grid that holds the shown result; else the newest. */
const firstGrid = (grids: readonly Grid[]): Grid | undefined => {
  const shown = shownResult();
  return grids.find(({ cells }) => shown && cells.includes(shown.id)) ?? grids[0];
};

/** Sweeps of this picture with their rows and columns named: a press shows a result on the picture. */
export function GridDialog({ open, onClose }: GridDialogProps) {
  const document = useStore(documentStore);
  const grids = ownGrids(document);
  const results = useResults();
  const [sidePx, setSidePx] = useState(160);
  const [chosen, setChosen] = useState(() => firstGrid(grids)?.id);
  const grid = grids.find(({ id }) => id === chosen) ?? grids[0];
  if (!grid) return null;
  const cells = grid.cells.map((id) => results.find((result) => result.id === id) ?? null);
  const come = cells.filter((cell) => cell !== null).length;
  const save = async () => {
    const blob = await drawSheet(
      grid,
      cells.map((cell) => cell?.result ?? null),
    );
    download(blob, exportName(documentStore.getState().picture?.name ?? 'picture', 'grid'));
  };
  return (
    <Dialog
      title={grid.title}
      about={tr`A press shows a result on the picture, where it is compared, accepted or discarded.`}
      size="large"
      open={open}
      onClose={onClose}
      foot={
        <>
          <span role="status">{tr`${come} of ${cells.length} there`}</span>
          <Button icon={<Download />} disabled={come === 0} onClick={() => save().catch(reportToUser)}>
            {tr`Export as one picture`}
          </Button>
        </>
      }
    >
      {grids.length > 1 ? (
        <SelectField
          label={tr`Grid`}
          value={grid.id}
          options={grids.map((one, i) => ({
            value: one.id,
            label: tr`${grids.length - i}: ${one.title} · ${cellsThere(one, document.results)} of ${one.cells.length} there`,
          }))}
          onChange={setChosen}
        />
      ) : null}
      <SizeField about={tr`How large each result is shown.`} value={sidePx} onChange={setSidePx} />
      <GridTable
        grid={grid}
        cells={cells}
        sidePx={sidePx}
        onPick={(id) => {
          showResult(id);
          onClose();
        }}
      />
    </Dialog>
  );
}

interface GridTableProps {
  readonly grid: Grid;
  readonly cells: readonly (PlacedResult | null)[];
  readonly sidePx: number;
  readonly onPick: (id: string) => void;
}

function GridTable({ grid: { title, rows, columns }, cells, sidePx, onPick }: GridTableProps) {
  const named = rows.some((row) => row !== '');
  return (
    <div className={styles.scroll}>
      <table className={styles.table} aria-label={title} style={{ '--side': `${sidePx}px` } as React.CSSProperties}>
        <thead>
          <tr>
            {named ? <td /> : null}
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, y) => (
            <tr key={row}>
              {named ? <th scope="row">{row}</th> : null}
              {columns.map((column, x) => (
                <td key={column}>
                  <Cell cell={cells[y * columns.length + x] ?? null} name={[row, column].filter(Boolean).join(', ')} onPick={onPick} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface CellProps {
  readonly cell: PlacedResult | null;
  readonly name: string;
  readonly onPick: (id: string) => void;
}

function Cell({ cell, name, onPick }: CellProps) {
  if (!cell) return <span className={styles.missing}>{tr`not there`}</span>;
  const { rect, rgba } = cell.result;
  return (
    <button type="button" className={styles.cell} aria-label={tr`Show ${name}`} disabled={cell.gone} onClick={() => onPick(cell.id)}>
      <PixelThumbnail width={rect.width} height={rect.height} rgba={rgba} sidePx={512} />
    </button>
  );
}
