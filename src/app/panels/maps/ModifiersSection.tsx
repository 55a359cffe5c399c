import { Check, Plus } from 'lucide-react';
import { useState } from 'react';
import { addModifier, applyModifiersOf } from '../../../changemap/modifierCommands';
import { modifierKinds, modifierNames } from '../../../changemap/newModifier';
import type { MapLayer } from '../../../document/mapLayer';
import { Button } from '../../../ui/Button';
import { Menu } from '../../../ui/Menu';
import { MoreButton } from '../../../ui/MoreButton';
import { reportToUser } from '../../../ui/notices';
import panel from '../Panel.module.css';
import styles from './Maps.module.css';
import { ModifierItem } from './ModifierItem';
import { tr } from '../../../../workers/texts/texts';

const kinds = modifierKinds.map((value) => ({ value, label: modifierNames[value] }));

/** What is done to the chosen map live, from first to last, without touching what was painted. */
export function ModifiersSection({ layer }: { readonly layer: MapLayer }) {
  const { id, modifiers } = layer;
  const [shown, setShown] = useState(false);
  const [openId, setOpenId] = useState<string | null>(null);
  return (
    <section className={panel.section} aria-label={tr`Modifiers`}>
      <MoreButton
        label={modifiers.length > 0 ? tr`Modifiers · ${modifiers.length}` : tr`Modifiers`}
        open={shown}
        onToggle={() => setShown(!shown)}
      />
      {shown ? (
        <>
          {modifiers.length > 0 ? (
            <ul className={styles.list} aria-label={tr`Modifiers`}>
              {modifiers.map((entry, index) => (
                <ModifierItem
                  key={entry.id}
                  layer={layer}
                  index={index}
                  entry={entry}
                  open={entry.id === openId}
                  onToggle={() => setOpenId(entry.id === openId ? null : entry.id)}
                />
              ))}
            </ul>
          ) : (
            <p className={panel.soft}>{tr`Soften, grow or reshape this map without touching what you painted.`}</p>
          )}
          <div className={styles.spread}>
            <Menu label={tr`Add modifier`} icon={<Plus />} options={kinds} onChoose={(kind) => setOpenId(addModifier(id, kind))} />
            {modifiers.length > 0 ? (
              <Button icon={<Check />} onClick={() => applyModifiersOf(id).catch(reportToUser)}>
                {tr`Apply all`}
              </Button>
            ) : null}
          </div>
        </>
      ) : null}
    </section>
  );
}
