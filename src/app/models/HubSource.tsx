import { useState } from 'react';
import { Fault } from '../../../workers/protocol/faults';
import { lookIntoRepository } from '../../models/candidate';
import { deviceHere } from '../../models/deviceHere';
import { hubAddress } from '../../models/hubAddress';
import { studioStore } from '../../models/studioStore';
import { Button } from '../../ui/Button';
import type { Look } from './AddModel';
import { LineField } from './LineField';
import styles from './Models.module.css';

/** A repository of a hub at a revision. */
export function HubSource({ busy, onLook }: { readonly busy: boolean; readonly onLook: Look }) {
  const [repository, setRepository] = useState('');
  const [revision, setRevision] = useState('main');
  const [hub, setHub] = useState('https://huggingface.co');
  const look = () =>
    onLook(repository, async (signal) => {
      const at = hubAddress(repository);
      if (!at)
        throw new Fault(
          'download-refused',
          `“${repository}” is neither a repository nor the address of one.`,
          'Write its owner, a slash and its name, as in “owner/name”, or paste the address of its page.',
        );
      const given = repository.trim();
      const isPlain = !/^https?:|^[\w-]+\.[\w.-]+\//i.test(given);
      const place = {
        ...at,
        ...(isPlain && { baseUrl: hub }),
        ...(at.revision === 'main' && revision.trim() !== '' && { revision: revision.trim() }),
      };
      return lookIntoRepository(studioStore(), await deviceHere(), place, undefined, signal);
    });
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        look();
      }}
    >
      <p>
        A repository with a model in diffusers’ layout or as ONNX, or the address of a page, a folder or a file there. Of several variants
        the one in half precision is taken. The revision is pinned to the commit it stands for, and every file is compared with the digest
        that the hub tells.
      </p>
      <LineField label="Repository" value={repository} placeholder="owner/name or https://…" onChange={setRepository} />
      <div className={styles.pair}>
        <LineField label="Revision" value={revision} placeholder="main" onChange={setRevision} />
        <LineField label="Hub" value={hub} onChange={setHub} />
      </div>
      <Button type="submit" disabled={busy || repository.trim() === ''}>
        Look into it
      </Button>
    </form>
  );
}
