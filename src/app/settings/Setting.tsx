import type { ReactNode } from 'react';
import styles from './Settings.module.css';

interface SettingProps {
  readonly title: string;
  readonly about: string;
  readonly children: ReactNode;
}

/** One setting: its name and what it does on the left, the control on the right. */
export function Setting({ title, about, children }: SettingProps) {
  return (
    <div className={styles.setting}>
      <h3>{title}</h3>
      <p>{about}</p>
      {children}
    </div>
  );
}
