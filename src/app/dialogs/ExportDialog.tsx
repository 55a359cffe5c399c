import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { LossyFormat } from '../../../workers/protocol/pictures';
import { copyPicture, exportAs, exportChangeMap } from '../../actions/exportFiles';
import { usePicture } from '../../document/hooks';
import { exportFormats, exportOptionsStore, setExportOptions, type ExportFormat } from '../../exchange/export/exportOptions';
import { pictureWorker } from '../../exchange/pictureWorker';
import { useShownResult } from '../../generation/useShownResult';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { reportToUser } from '../../ui/notices';
import { SelectField } from '../../ui/SelectField';
import { Segmented } from '../../ui/Segmented';
import { SliderField } from '../../ui/SliderField';
import { SwitchField } from '../../ui/SwitchField';
import styles from './ExportDialog.module.css';
import { tr } from '../../../workers/texts/texts';

interface ExportDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

const formats: Readonly<Record<ExportFormat, { readonly label: string; readonly about: string }>> = {
  png: { label: 'PNG', about: tr`Every byte as it is; outside the map that is the source’s.` },
  jpeg: { label: 'JPEG', about: tr`Small, for the web and for mail. Detail is lost everywhere, transparency becomes white.` },
  webp: { label: 'WebP', about: tr`Smaller than JPEG, with transparency. Detail is lost everywhere.` },
  avif: { label: 'AVIF', about: tr`Smallest. Detail is lost everywhere, and it says nothing of how it was made.` },
  psd: {
    label: 'PSD',
    about: tr`Layers for Photoshop, Krita or GIMP: the source below, results and exemplars above, each change map as a mask.`,
  },
  ora: {
    label: 'OpenRaster',
    about: tr`Layers for Krita, GIMP or MyPaint: the source below, results and exemplars above, change maps as grey layers.`,
  },
};

const told = tr`Prompt and settings for this and other tools, and the mark that a model had a part in it. Off: pixels, their colours and the resolution alone.`;

const sides = ['whole', '2048', '1024', '512'] as const;

/** In what form the picture leaves, and what goes along. */
export function ExportDialog({ open, onClose }: ExportDialogProps) {
  const options = useStore(exportOptionsStore);
  const picture = usePicture();
  const shown = useShownResult();
  const written = useWritten();
  const [withResult, setWithResult] = useState(true);
  const [isBusy, setBusy] = useState(false);
  const offered = exportFormats.filter((format) => !isLossy(format) || (written?.includes(format) ?? format !== 'avif'));
  const format = offered.includes(options.format) ? options.format : 'png';
  /** Runs it and closes; where it fails the dialog stays, with what was chosen. */
  const run = (work: () => Promise<void>) => () => {
    setBusy(true);
    work()
      .then(onClose, reportToUser)
      .finally(() => setBusy(false));
  };
  return (
    <Dialog
      title={tr`Export`}
      open={open}
      onClose={onClose}
      foot={
        <>
          <Button disabled={isBusy} onClick={run(copyPicture)}>
            {tr`Copy as PNG`}
          </Button>
          <Button tone="primary" large disabled={isBusy} onClick={run(() => exportAs({ ...options, format }, withResult))}>
            {isBusy ? tr`Exporting…` : tr`Export ${formats[format].label}`}
          </Button>
        </>
      }
    >
      <Segmented
        label={tr`Format`}
        value={format}
        options={offered.map((value) => ({ value, label: formats[value].label }))}
        onChange={(next) => setExportOptions({ format: next })}
      />
      <p className={styles.about}>{formats[format].about}</p>
      {isLossy(format) ? (
        <>
          <SliderField
            label={tr`Quality`}
            about={tr`More keeps more detail and makes larger files; 90 % shows no loss at a glance.`}
            value={Math.round(options.quality * 100)}
            minimum={10}
            maximum={100}
            unit="%"
            onChange={(next) => setExportOptions({ quality: next / 100 })}
          />
          <SelectField
            label={tr`Size`}
            about={tr`The longest side; a smaller picture is not enlarged.`}
            value={sides.find((side) => side === String(options.sidePx)) ?? 'whole'}
            options={sides.map((value) => ({ value, label: sizeLabel(value, picture) }))}
            onChange={(next) => setExportOptions({ sidePx: next === 'whole' ? null : Number(next) })}
          />
        </>
      ) : null}
      {shown ? (
        <SwitchField
          label={tr`With the shown result`}
          about={tr`Off: the picture and its accepted layers alone.`}
          checked={withResult}
          onChange={setWithResult}
        />
      ) : null}
      {format === 'avif' ? null : (
        <SwitchField
          label={tr`Say how it was made`}
          about={told}
          checked={options.metadata}
          onChange={(metadata) => setExportOptions({ metadata })}
        />
      )}
      <div className={styles.map} role="group" aria-label={tr`Change map alone`}>
        <span>{tr`Change map alone`}</span>
        <Button disabled={isBusy} onClick={run(() => exportChangeMap(8))}>
          {tr`8-bit PNG`}
        </Button>
        <Button disabled={isBusy} onClick={run(() => exportChangeMap(16))}>
          {tr`16-bit PNG`}
        </Button>
      </div>
    </Dialog>
  );
}

const isLossy = (format: ExportFormat): format is LossyFormat => ['jpeg', 'webp', 'avif'].includes(format);

function sizeLabel(side: (typeof sides)[number], picture: ReturnType<typeof usePicture>): string {
  if (side !== 'whole') return tr`${side} px at most`;
  return picture ? tr`${picture.width} × ${picture.height}, as it is` : tr`As it is`;
}

/** The formats with loss that this browser writes; null until that is known. */
function useWritten(): readonly LossyFormat[] | null {
  const [written, setWritten] = useState<readonly LossyFormat[] | null>(null);
  useEffect(() => {
    let shown = true;
    pictureWorker()
      .lossyFormats()
      .then((formats) => shown && setWritten(formats), reportToUser);
    return () => {
      shown = false;
    };
  }, []);
  return written;
}
