import { Eye, EyeOff, Trash2 } from 'lucide-react';
import type { Guide } from '../../../document/guide';
import { changeGuide, removeGuide } from '../../../document/guideCommands';
import { selectGuide } from '../../../guides/guideView';
import { IconButton } from '../../../ui/Button';
import own from '../exemplars/Exemplars.module.css';
import { GuideThumbnail } from './GuideThumbnail';
import { tr } from '../../../../workers/texts/texts';

/** One guide in the list: whether it leads, its picture and name. */
export function GuideItem({ guide, selected }: { readonly guide: Guide; readonly selected: boolean }) {
  const { id, name, visible } = guide;
  return (
    <li className={own.item} data-selected={selected}>
      <IconButton
        label={visible ? tr`Leave out ${name}` : tr`Follow ${name}`}
        icon={visible ? <Eye /> : <EyeOff />}
        onClick={() => changeGuide(id, { visible: !visible }, visible ? tr`Leave guide out` : tr`Follow guide`)}
      />
      <button
        type="button"
        className={own.choose}
        aria-label={tr`Select ${name}`}
        aria-pressed={selected}
        onClick={() => selectGuide(selected ? null : id)}
      >
        <GuideThumbnail guide={guide} />
        <span className={own.name}>{name}</span>
      </button>
      <IconButton label={tr`Remove ${name}`} icon={<Trash2 />} onClick={() => removeGuide(id)} />
    </li>
  );
}
