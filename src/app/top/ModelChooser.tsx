import { ChevronDown } from 'lucide-react';
import { Select } from 'radix-ui';
import { useStore } from 'zustand';
import { openDialog } from '../../actions/dialogStore';
import { chooseKept, chooseStarter } from '../../models/chooseModel';
import { packageStore } from '../../models/packageStore';
import { refreshShelf, shelfStore } from '../../models/shelf';
import fieldStyles from '../../ui/Field.module.css';
import { reportToUser } from '../../ui/notices';
import styles from './TopBar.module.css';
import { tr } from '../../../workers/texts/texts';

const starter = 'starter';
const manage = 'manage';
const where = 'where';

/** The model in use, the others that are kept, and the way to more. */
export function ModelChooser() {
  const source = useStore(packageStore, (state) => state.source);
  const summary = useStore(packageStore, (state) => state.summary);
  const kept = useStore(shelfStore, (state) => state.packages) ?? [];
  const own = `${source.id.charAt(0).toUpperCase()}${source.id.slice(1)}`;
  const title = summary?.title ?? source.kept?.title ?? own;
  const value = source.kept ? `kept:${source.id}` : starter;
  const others = kept.filter(({ id, state, addOn }) => !addOn && state === 'ready' && `kept:${id}` !== value);
  const { state, words } = useModelState();
  const choose = (next: string) => {
    if (next === manage) return openDialog('models');
    if (next === where) return openDialog('capabilities');
    const chosen = kept.find(({ id }) => `kept:${id}` === next);
    (chosen ? chooseKept(chosen) : chooseStarter()).catch(reportToUser);
  };
  return (
    <Select.Root value={value} onValueChange={choose} onOpenChange={(open) => (open ? void refreshShelf() : undefined)}>
      <Select.Trigger className={styles.model} aria-label={tr`Model`} aria-description={words} title={`${title}: ${words}`}>
        <span className={styles.light} data-state={state} aria-hidden />
        <span>
          {title}
          <small className={styles.wide}> · {words}</small>
        </span>
        <ChevronDown aria-hidden />
      </Select.Trigger>
      <Select.Portal>
        <Select.Content className={fieldStyles.options} position="popper" sideOffset={4}>
          <Select.Viewport>
            {source.kept ? <Option value={starter} label={tr`Starter`} /> : null}
            <Option value={value} label={title} />
            {others.map(({ id, title: name }) => (
              <Option key={id} value={`kept:${id}`} label={name} />
            ))}
            <Select.Separator className={styles.line} />
            <Option value={manage} label={tr`Add or manage models…`} />
            <Option value={where} label={tr`What runs where…`} />
          </Select.Viewport>
        </Select.Content>
      </Select.Portal>
    </Select.Root>
  );
}

function Option({ value, label }: { readonly value: string; readonly label: string }) {
  return (
    <Select.Item value={value} className={fieldStyles.option}>
      <Select.ItemText>{label}</Select.ItemText>
    </Select.Item>
  );
}

/** Where the model runs, or what keeps it from running. */
function useModelState() {
  const { summary, capabilities, loading, fault } = useStore(packageStore);
  const provider = (summary ?? capabilities)?.provider;
  const place = provider === 'webgpu' ? 'WebGPU' : provider === 'wasm' ? 'WebAssembly' : null;
  if (fault) return { state: tr`failed`, words: tr`model missing` };
  if (loading) return { state: tr`loading`, words: tr`loading…` };
  return { state: summary ? 'ready' : 'idle', words: place ?? tr`not loaded` };
}
