import { Check } from 'lucide-react';
import { useStore } from 'zustand';
import { loadingInWords, loadingShare } from '../../models/loadingWords';
import { packageStore } from '../../models/packageStore';
import styles from './Models.module.css';
import { ProgressLine } from './ProgressLine';
import { tr } from '../../../workers/texts/texts';

/** How the package in use is doing: being loaded, with its stages, or ready. */
export function InUse({ title }: { readonly title: string }) {
  const loading = useStore(packageStore, (state) => state.loading);
  const ready = useStore(packageStore, (state) => state.summary !== null);
  if (loading) return <ProgressLine label={tr`Loading ${title}`} share={loadingShare(loading)} words={loadingInWords(loading)} />;
  return ready ? (
    <span className={styles.used}>
      <Check aria-hidden />
      {tr` In use`}
    </span>
  ) : null;
}
