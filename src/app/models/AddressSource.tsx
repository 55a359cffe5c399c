import { useState } from 'react';
import { lookIntoAddress } from '../../models/candidate';
import { deviceHere } from '../../models/deviceHere';
import { studioStore } from '../../models/studioStore';
import { Button } from '../../ui/Button';
import type { Look } from './AddModel';
import { LineField } from './LineField';
import styles from './Models.module.css';
import { tr } from '../../../workers/texts/texts';

/** A folder of a web server, or a file of weights on one. */
export function AddressSource({ busy, onLook }: { readonly busy: boolean; readonly onLook: Look }) {
  const [address, setAddress] = useState('');
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        onLook(address, async (signal) => lookIntoAddress(studioStore(), await deviceHere(), address, signal));
      }}
    >
      <p>
        {tr`The address of a folder on a web server that lets other sites read it, with a files.json or a model_index.json, since a web folder cannot be listed; or of a .safetensors file.`}
      </p>
      <LineField label={tr`Address`} value={address} placeholder="https://example.org/models/my-model/" onChange={setAddress} />
      <Button type="submit" disabled={busy || address.trim() === ''}>
        {tr`Look into it`}
      </Button>
    </form>
  );
}
