import { ChevronDown, ClipboardCopy, Download, FileOutput, ImageOff, Layers2, Save } from 'lucide-react';
import { actionById, actions } from '../../actions/registry';
import { Disclosure } from '../../ui/Disclosure';
import { IconButton } from '../../ui/Button';
import { ActionButton, ActionIconButton } from '../ActionButton';
import { ActionItem } from '../ActionItem';
import styles from './TopBar.module.css';
import { tr } from '../../../workers/texts/texts';

const more = [
  { id: 'export', icon: <FileOutput key="export" />, about: tr`JPEG, WebP, PSD, OpenRaster; what goes along` },
  { id: 'copy-picture', icon: <ClipboardCopy key="copy" />, about: tr`As shown, to the clipboard` },
  { id: 'export-without-result', icon: <ImageOff key="without" />, about: tr`The picture and its accepted layers` },
  { id: 'export-change-map', icon: <Layers2 key="map" />, about: tr`Grey PNG, white may change` },
  { id: 'save-project', icon: <Save key="save" />, about: tr`Everything, results too, in one file` },
] as const;

/** Writes what is shown; the other ways out are one click further. */
export function ExportMenu({ tiny }: { readonly tiny: boolean }) {
  return (
    <span className={styles.split} data-tour="export">
      {tiny ? (
        <ActionIconButton action={actionById('export-png')} icon={<Download />} tone="plain" />
      ) : (
        <ActionButton action={actionById('export-png')} icon={<Download />} />
      )}
      <Disclosure label={tr`Ways out`} align="end" trigger={<IconButton label={tr`More ways out`} icon={<ChevronDown />} />}>
        <ActionItem action={actionById('export-png')} icon={<Download />} shown={tr`PNG as shown`} />
        {more.map(({ id, icon, about }) => {
          const action = actions.find((one) => one.id === id);
          return action ? <ActionItem key={id} action={action} icon={icon} about={about} /> : null;
        })}
      </Disclosure>
    </span>
  );
}
