import { useState } from 'react';
import { lookIntoRepository } from '../../models/candidate';
import { deviceHere } from '../../models/deviceHere';
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
  const look = () => onLook(repository, async () => lookIntoRepository(studioStore(), await deviceHere(), { baseUrl: hub, repository: repository.trim(), revision: revision.trim() || 'main' }));
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        look();
      }}
    >
      <p>A repository that holds an ONNX model. The revision is pinned to the commit it stands for, and every file is compared with the digest that the hub tells.</p>
      <LineField label="Repository" value={repository} placeholder="owner/name" onChange={setRepository} />
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
