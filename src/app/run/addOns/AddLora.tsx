import { Plus } from 'lucide-react';
import { useRef } from 'react';
import { openDialog } from '../../../actions/dialogStore';
import { fitting, type KeptAddOn, type TakingModel } from '../../../addOns/keptAddOns';
import { addLora } from '../../../addOns/loraCommands';
import { useSettings } from '../../../document/hooks';
import { offerModel } from '../../../models/offeredModel';
import { FileInput } from '../../../ui/FileInput';
import { Menu } from '../../../ui/Menu';
import { tr } from '../../../../workers/texts/texts';

const fromFile = '';

/** Offers the kept LoRAs that go with the model and are not in the edit, and a file. */
export function AddLora({ kept, model }: { readonly kept: readonly KeptAddOn[]; readonly model: TakingModel }) {
  const input = useRef<HTMLInputElement>(null);
  const { loras } = useSettings();
  const offered = fitting(kept, 'lora', model).filter(({ sha256 }) => !loras.some((lora) => lora.sha256 === sha256));
  const choose = (sha256: string) => {
    const chosen = offered.find((one) => one.sha256 === sha256);
    if (chosen) addLora(chosen);
    else input.current?.click();
  };
  return (
    <>
      <FileInput
        ref={input}
        label={tr`LoRA file`}
        accept=".safetensors"
        onFile={(file) => {
          openDialog('models');
          offerModel(file);
        }}
      />
      <Menu
        label={tr`Add LoRA…`}
        icon={<Plus />}
        options={[...offered.map(({ sha256, title }) => ({ value: sha256, label: title })), { value: fromFile, label: tr`From a file…` }]}
        onChoose={choose}
      />
    </>
  );
}
