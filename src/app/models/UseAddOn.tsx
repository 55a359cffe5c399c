import { useStore } from 'zustand';
import { keptAddOns, misfit } from '../../addOns/keptAddOns';
import { addLora, putIntoPrompt } from '../../addOns/loraCommands';
import { useSettings } from '../../document/hooks';
import { packageStore } from '../../models/packageStore';
import { Button } from '../../ui/Button';
import type { StoredPackage } from '../../../workers/protocol/store';
import { tr } from '../../../workers/texts/texts';

/** Lets a kept add-on take part in the edit, or says why the model in use cannot take it; nothing for models. */
export function UseAddOn({ kept }: { readonly kept: StoredPackage }) {
  const model = useStore(packageStore, (state) => state.summary);
  const { loras, prompt } = useSettings();
  const [addOn] = keptAddOns([kept]);
  if (!addOn || !model) return null;
  const why = misfit(addOn.facts, model);
  if (why !== null) return <span>{why}</span>;
  const { token } = addOn.facts;
  const isUsed =
    loras.some(({ sha256 }) => sha256 === addOn.sha256) || (token !== null && prompt.toLowerCase().includes(token.toLowerCase()));
  if (isUsed) return <span>{tr`In this edit`}</span>;
  if (addOn.facts.kind === 'lora') return <Button onClick={() => addLora(addOn)}>{tr`Use in this edit`}</Button>;
  if (token !== null) return <Button onClick={() => putIntoPrompt(token)}>{tr`Put “${token}” into the prompt`}</Button>;
  return <span>{tr`Offered where guides are laid`}</span>;
}
