import { useId, useState } from 'react';
import { useStore } from 'zustand';
import { accessTokenStore, setAccessToken } from '../../models/accessTokens';
import { Button } from '../../ui/Button';
import { LineField } from './LineField';
import styles from './Models.module.css';
import { tr } from '../../../workers/texts/texts';

/** The token by which a hub knows the person, for repositories that it does not show to everybody. @param origin the hub's */
export function AccessTokenField({ origin }: { readonly origin: string }) {
  const has = useStore(accessTokenStore, ({ tokens }) => tokens.some((one) => one.origin === origin));
  const isKept = useStore(accessTokenStore, ({ kept }) => kept.has(origin));
  const [token, setToken] = useState('');
  const [keep, setKeep] = useState(false);
  const keepId = useId();
  const use = () => {
    setAccessToken(origin, token.trim(), keep);
    setToken('');
  };
  return (
    <details className={styles.more}>
      <summary>
        {has ? tr`Access token for ${new URL(origin).host}: in use` : tr`Access token, for private models and those with terms`}
      </summary>
      {has ? (
        <div className={styles.row}>
          <p className={styles.note}>
            {isKept
              ? tr`Sent to ${origin} only, and kept in this browser.`
              : tr`Sent to ${origin} only, and forgotten when this page is closed.`}
          </p>
          <Button onClick={() => setAccessToken(origin, '', false)}>{tr`Forget it`}</Button>
        </div>
      ) : (
        <div className={styles.within}>
          <p className={styles.note}>
            {tr`From your settings at the hub; one that may only read is enough. Terms have to be accepted on the model’s page first. It is sent to ${origin} and nowhere else.`}
          </p>
          <LineField label={tr`Access token`} value={token} secret onChange={setToken} />
          <div className={styles.row}>
            <label htmlFor={keepId} className={styles.check}>
              <input id={keepId} type="checkbox" checked={keep} onChange={(event) => setKeep(event.target.checked)} />
              {tr`Keep it in this browser, readable for whoever uses it`}
            </label>
            <Button disabled={token.trim() === ''} onClick={use}>
              {tr`Use this token`}
            </Button>
          </div>
        </div>
      )}
    </details>
  );
}
