import { Search } from 'lucide-react';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { isKept } from '../../models/keptSource';
import { packageStore } from '../../models/packageStore';
import { catalogFilters, memoryHereBytes, passes, type CatalogFilter } from '../../models/catalogFilters';
import { shelfStore } from '../../models/shelf';
import { bytesInWords, familyInWords, stateInWords } from '../../models/words';
import type { StoredPackage } from '../../../workers/protocol/store';
import type { Chosen, Way } from './chosen';
import styles from './ModelManager.module.css';
import type { CatalogRead } from './useCatalog';
import { tr } from '../../../workers/texts/texts';

const ways: readonly (readonly [way: Way, label: string, about: string])[] = [
  ['file', tr`File`, tr`one .safetensors file`],
  ['folder', tr`Folder`, tr`a model’s folder on this computer`],
  ['zip', tr`Zip`, tr`such a folder, packed`],
  ['address', tr`Address`, tr`a folder on a web server`],
  ['hub', tr`Hub repository`, tr`by its owner and name`],
];

interface ModelListProps {
  readonly catalog: CatalogRead;
  readonly chosen: Chosen;
  readonly onChoose: (chosen: Chosen) => void;
}

/** All models in one list: those on this computer, those of the catalogue, and the ways to others. */
export function ModelList({ catalog, chosen, onChoose }: ModelListProps) {
  const [wanted, setWanted] = useState('');
  const [filters, setFilters] = useState<ReadonlySet<CatalogFilter>>(new Set());
  const usage = useStore(shelfStore, (state) => state.usage);
  const packages = useStore(shelfStore, (state) => state.packages) ?? [];
  const source = useStore(packageStore, (state) => state.source);
  const has = (...texts: readonly (string | null)[]) => texts.join(' ').toLowerCase().includes(wanted.trim().toLowerCase());
  const kept = packages.filter(({ title, family }) => has(title, family ? familyInWords(family) : null));
  const freeBytes = usage === null || usage.quotaBytes === null || usage.usedBytes === null ? null : usage.quotaBytes - usage.usedBytes;
  const all = catalog.entries?.filter(({ source: { kind } }) => kind === 'hub');
  const known = all?.filter(
    (entry) =>
      has(entry.title, familyInWords(entry.family), entry.about) && passes(entry, filters, { freeBytes, memoryBytes: memoryHereBytes() }),
  );
  const keptRows = (addOns: boolean) =>
    kept
      .filter(({ addOn }) => Boolean(addOn) === addOns)
      .map((one) => (
        <Row
          key={one.id}
          title={one.title}
          about={keptInWords(one)}
          mark={isKept(source, one.id) ? tr`In use` : one.state === 'ready' ? null : stateInWords(one.state)}
          isChosen={chosen.kind === 'kept' && chosen.id === one.id}
          onChoose={() => onChoose({ kind: 'kept', id: one.id })}
        />
      ));
  const total = packages.reduce((sum, { doneBytes }) => sum + doneBytes, 0);
  return (
    <div className={styles.side} onKeyDown={stepThroughRows}>
      <label className={styles.find}>
        <Search aria-hidden />
        <input
          type="search"
          aria-label={tr`Find a model`}
          placeholder={tr`Find a model by name`}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
      </label>
      <Group label={tr`On this computer`} note={total > 0 ? bytesInWords(total) : ''}>
        {has('Starter') ? (
          <Row
            title={tr`Starter`}
            about={tr`Painted scenes`}
            mark={source.kept === undefined ? tr`In use` : null}
            isChosen={chosen.kind === 'starter'}
            onChoose={() => onChoose({ kind: 'starter' })}
          />
        ) : null}
        {keptRows(false)}
      </Group>
      <Group label={tr`Add-ons`} note="">
        {keptRows(true)}
      </Group>
      <Group
        label={tr`Catalogue`}
        note={catalogNote(catalog, known?.length, all?.length)}
        head={all ? <Filters filters={filters} onChange={setFilters} /> : null}
      >
        {known?.map(({ id, title, family, sizeBytes }) => (
          <Row
            key={id}
            title={title}
            about={[familyInWords(family), sizeBytes === null ? null : bytesInWords(sizeBytes)].filter(Boolean).join(' · ')}
            mark={null}
            isChosen={chosen.kind === 'known' && chosen.id === id}
            onChoose={() => onChoose({ kind: 'known', id })}
          />
        ))}
      </Group>
      <Group label={tr`From elsewhere`} note="">
        {ways
          .filter(([, label, about]) => has(label, about))
          .map(([way, label, about]) => (
            <Row
              key={way}
              title={label}
              about={about}
              mark={null}
              isChosen={chosen.kind === 'way' && chosen.way === way}
              onChoose={() => onChoose({ kind: 'way', way })}
            />
          ))}
      </Group>
    </div>
  );
}

/** How many of the catalogue's models are listed, or why none is. */
function catalogNote({ fault }: CatalogRead, listed: number | undefined, all = 0): string {
  if (listed === undefined) return fault ? tr`cannot be read` : tr`being read…`;
  return listed === all ? tr`All ${all}` : tr`${listed} of ${all}`;
}

interface FiltersProps {
  readonly filters: ReadonlySet<CatalogFilter>;
  readonly onChange: (filters: ReadonlySet<CatalogFilter>) => void;
}

function Filters({ filters, onChange }: FiltersProps) {
  return (
    <div className={styles.chips} role="group" aria-label={tr`Narrow the catalogue`}>
      {catalogFilters.map((filter) => (
        <button
          key={filter}
          type="button"
          aria-pressed={filters.has(filter)}
          onClick={() => onChange(new Set(filters.has(filter) ? [...filters].filter((one) => one !== filter) : [...filters, filter]))}
        >
          {filter}
        </button>
      ))}
    </div>
  );
}

function keptInWords({ family, doneBytes }: StoredPackage): string {
  return [family ? familyInWords(family) : null, bytesInWords(doneBytes)].filter(Boolean).join(' · ');
}

/** Up and down step from row to row, and out of the search into the first one. */
function stepThroughRows(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('input, li > button')];
  const next = rows[rows.findIndex((row) => row === document.activeElement) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

interface GroupProps {
  readonly label: string;
  readonly note: string;
  /** Stands between the name and the rows. */
  readonly head?: ReactNode;
  readonly children: ReactNode;
}

/** Rows under a name; nothing where there are none and nothing is to be said of it. */
function Group({ label, note, head, children }: GroupProps) {
  const isEmpty = [children].flat(2).every((child) => !child);
  if (isEmpty && note === '') return null;
  return (
    <section className={styles.group} aria-label={label}>
      <h3>
        {label} <span>{note}</span>
      </h3>
      {head}
      <ul>{children}</ul>
    </section>
  );
}

interface RowProps {
  readonly title: string;
  readonly about: string;
  readonly mark: string | null;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function Row({ title, about, mark, isChosen, onChoose }: RowProps) {
  return (
    <li>
      <button type="button" className={styles.row} aria-label={title} aria-description={about} aria-current={isChosen} onClick={onChoose}>
        <b>{title}</b>
        {mark ? <i data-mark={mark}>{mark}</i> : null}
        <span>{about}</span>
      </button>
    </li>
  );
}
