import { ArrowDown, ArrowUp, Eye, EyeOff, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Exemplar } from '../../../document/exemplar';
import { changeExemplar, removeExemplar, reorderExemplar } from '../../../document/exemplarCommands';
import { chooseExemplar } from '../../../exemplars/selection';
import { IconButton } from '../../../ui/Button';
import { PixelThumbnail } from '../../../ui/PixelThumbnail';
import styles from '../Panel.module.css';
import { ExemplarName } from './ExemplarName';
import own from './Exemplars.module.css';
import { tr } from '../../../../workers/texts/texts';

/** One exemplar in the list: its eye, picture, name, order. */
export function ExemplarItem({ exemplar, selected }: { readonly exemplar: Exemplar; readonly selected: boolean }) {
  const { id, name, visible, picture } = exemplar;
  const [naming, setNaming] = useState(false);
  return (
    <li className={own.item} data-selected={selected}>
      <IconButton
        label={visible ? tr`Hide ${name}` : tr`Show ${name}`}
        icon={visible ? <Eye /> : <EyeOff />}
        onClick={() => changeExemplar(id, { visible: !visible }, visible ? tr`Hide exemplar` : tr`Show exemplar`)}
      />
      {naming ? (
        <ExemplarName id={id} name={name} onEnd={() => setNaming(false)} />
      ) : (
        <button
          type="button"
          className={own.choose}
          aria-label={tr`Select ${name}`}
          aria-pressed={selected}
          onClick={() => chooseExemplar(selected ? null : id)}
          onDoubleClick={() => setNaming(true)}
          title={tr`Double click to rename`}
        >
          <PixelThumbnail width={picture.width} height={picture.height} rgba={picture.rgba} className={styles.thumb} />
          <span className={own.name}>{name}</span>
        </button>
      )}
      <IconButton label={tr`Bring ${name} forward`} icon={<ArrowUp />} onClick={() => reorderExemplar(id, 1)} />
      <IconButton label={tr`Send ${name} backward`} icon={<ArrowDown />} onClick={() => reorderExemplar(id, -1)} />
      <IconButton label={tr`Remove ${name}`} icon={<Trash2 />} onClick={() => removeExemplar(id)} />
    </li>
  );
}
