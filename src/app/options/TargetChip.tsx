import { ChevronDown, Plus } from 'lucide-react';
import { useStore } from 'zustand';
import type { DocumentState } from '../../document/documentState';
import { documentStore } from '../../document/documentStore';
import { holdExemplar, setTarget } from '../../document/exemplarCommands';
import type { MapTarget } from '../../document/mapTarget';
import { selectExemplar } from '../../exemplars/selection';
import { selectGuide } from '../../guides/guideView';
import { Disclosure, DisclosureItem } from '../../ui/Disclosure';
import { MapThumbnail } from './MapThumbnail';
import styles from './Options.module.css';
import { tr } from '../../../workers/texts/texts';

interface Choice {
  readonly target: MapTarget;
  readonly name: string;
  readonly about: string;
}

/** Every map that can be painted, as it is called on screen. */
function choicesOf({ maps, exemplars, guides }: Pick<DocumentState, 'maps' | 'exemplars' | 'guides'>): readonly Choice[] {
  return [
    ...[...maps].reverse().map(({ id, name }) => ({
      target: { of: 'scene', id } as const,
      name: maps.length === 1 ? tr`change map` : name,
      about: tr`How much the scene may change`,
    })),
    ...[...exemplars]
      .reverse()
      .flatMap(({ id, name, hold }) => [
        { target: { of: 'exemplar', id } as const, name, about: tr`Where it melts into the scene` },
        ...(hold ? [{ target: { of: 'hold', id } as const, name: tr`${name}, hold`, about: tr`Where it may itself be redrawn` }] : []),
      ]),
    ...guides
      .filter(({ content }) => content.of === 'drawing')
      .map(({ id, name }) => ({ target: { of: 'guide', id } as const, name, about: tr`A layout that the edit follows` })),
  ];
}

const isSame = (a: MapTarget, b: MapTarget): boolean => a.of === b.of && a.id === b.id;

function paintOn(target: MapTarget): void {
  selectExemplar(target.of === 'exemplar' || target.of === 'hold' ? target.id : null);
  selectGuide(target.of === 'guide' ? target.id : null);
  setTarget(target);
}

/** Says what is painted on, and changes it. */
export function TargetChip() {
  const maps = useStore(documentStore, (state) => state.maps);
  const exemplars = useStore(documentStore, (state) => state.exemplars);
  const target = useStore(documentStore, (state) => state.target);
  const guides = useStore(documentStore, (state) => state.guides);
  const choices = choicesOf({ maps, exemplars, guides });
  const chosen = choices.find((choice) => isSame(choice.target, target));
  const name = chosen?.name ?? tr`change map`;
  const doing = target.of === 'guide' ? tr`Drawing` : tr`Painting`;
  const own = exemplars.find(({ id }) => id === target.id);
  return (
    <Disclosure
      label={tr`What is painted on`}
      trigger={
        <button type="button" className={styles.chip} aria-label={`${doing}: ${name}`}>
          <MapThumbnail target={target} />
          <span>
            {doing}: <b>{name}</b>
          </span>
          <ChevronDown aria-hidden />
        </button>
      }
    >
      {choices.map((choice) => (
        <DisclosureItem
          key={`${choice.target.of} ${choice.target.id}`}
          label={choice.name.charAt(0).toUpperCase() + choice.name.slice(1)}
          name={`Paint on ${choice.name}`}
          about={choice.about}
          icon={<MapThumbnail target={choice.target} />}
          checked={isSame(choice.target, target)}
          onChoose={() => paintOn(choice.target)}
        />
      ))}
      {own && own.hold === null ? (
        <DisclosureItem
          label={tr`Hold ${own.name}`}
          about={tr`It is put back at every step, but where you paint`}
          icon={<Plus aria-hidden />}
          onChoose={() => {
            holdExemplar(own.id, true);
            setTarget({ of: 'hold', id: own.id });
          }}
        />
      ) : null}
    </Disclosure>
  );
}
