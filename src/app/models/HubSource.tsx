import { useEffect, useRef, useState } from 'react';
import { reportFault, type FaultReport } from '../../../workers/protocol/faults';
import type { FoundRepository } from '../../../workers/protocol/store';
import { lookIntoRepository } from '../../models/candidate';
import { deviceHere } from '../../models/deviceHere';
import { hubAddress } from '../../models/hubAddress';
import { studioStore } from '../../models/studioStore';
import { Button } from '../../ui/Button';
import { AccessTokenField } from './AccessTokenField';
import type { Look } from './AddModel';
import { FaultNote } from './FaultNote';
import { HubResults } from './HubResults';
import { LineField } from './LineField';
import styles from './Models.module.css';
import { tr } from '../../../workers/texts/texts';

type Search =
  | { readonly state: 'none' | 'running' }
  | { readonly state: 'failed'; readonly fault: FaultReport }
  | { readonly state: 'done'; readonly text: string; readonly found: readonly FoundRepository[] };

/** A repository of a hub at a revision, by its name or address, or found by words of its name. */
export function HubSource({ busy, onLook }: { readonly busy: boolean; readonly onLook: Look }) {
  const [wanted, setWanted] = useState('');
  const [revision, setRevision] = useState('main');
  const [hub, setHub] = useState('https://huggingface.co');
  const [search, setSearch] = useState<Search>({ state: 'none' });
  const latest = useRef(new AbortController());
  useEffect(() => () => latest.current.abort(), []);
  const at = hubAddress(wanted);
  const isPlain = !/^https?:|^[\w-]+\.[\w.-]+\//i.test(wanted.trim());
  const baseUrl = at && !isPlain ? at.baseUrl : hub;
  const look = (text: string) => {
    const named = hubAddress(text);
    if (!named) return;
    const place = {
      ...named,
      ...(isPlain && { baseUrl: hub }),
      ...(named.revision === 'main' && revision.trim() !== '' && { revision: revision.trim() }),
    };
    onLook(text, async (signal) => lookIntoRepository(studioStore(), await deviceHere(), place, undefined, signal));
  };
  const find = () => {
    latest.current.abort();
    const turn = new AbortController();
    latest.current = turn;
    setSearch({ state: 'running' });
    studioStore()
      .searchRepositories({ baseUrl: hub, text: wanted }, turn.signal)
      .then(
        (found): Search => ({ state: 'done', text: wanted.trim(), found }),
        (thrown: unknown): Search => ({ state: 'failed', fault: reportFault(thrown) }),
      )
      .then((next) => {
        if (!turn.signal.aborted) setSearch(next);
      });
  };
  const isSearching = search.state === 'running';
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (at) look(wanted);
        else find();
      }}
    >
      <p>
        {tr`A repository with a model in diffusers’ layout or as ONNX, or the address of a page, a folder or a file there; or words of a name to look for. Of several variants the one in half precision is taken. The revision is pinned to the commit it stands for, and every file is compared with the digest that the hub tells.`}
      </p>
      <LineField label={tr`Repository or words`} value={wanted} placeholder={tr`owner/name, https://… or words`} onChange={setWanted} />
      <div className={styles.pair}>
        <LineField label={tr`Revision`} value={revision} placeholder={tr`main`} onChange={setRevision} />
        <LineField label={tr`Hub`} value={hub} onChange={setHub} />
      </div>
      {URL.canParse(baseUrl) ? <AccessTokenField key={new URL(baseUrl).origin} origin={new URL(baseUrl).origin} /> : null}
      <div className={styles.row}>
        <Button type="submit" disabled={busy || isSearching || wanted.trim() === ''}>
          {at ? tr`Look into it` : tr`Search the hub`}
        </Button>
        {isSearching ? (
          <span role="status">
            {tr`Searching… `}
            <Button
              onClick={() => {
                latest.current.abort();
                setSearch({ state: 'none' });
              }}
            >
              {tr`Cancel`}
            </Button>
          </span>
        ) : null}
      </div>
      {search.state === 'failed' ? <FaultNote fault={search.fault} /> : null}
      {search.state === 'done' ? (
        <HubResults
          text={search.text}
          found={search.found}
          busy={busy}
          onChoose={(repository) => {
            setWanted(repository);
            look(repository);
          }}
        />
      ) : null}
    </form>
  );
}
