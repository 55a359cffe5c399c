import { AlignCenter, AlignLeft, AlignRight } from 'lucide-react';
import { useStore } from 'zustand';
import { maximumTextLength, textSizesPx, type ExemplarText } from '../../../document/exemplarText';
import { exemplarViewStore } from '../../../exemplars/selection';
import { changeText } from '../../../exemplars/text/textExemplar';
import { ColourField } from '../../../ui/ColourField';
import { LabelledNumber } from '../../../ui/LabelledNumber';
import { reportToUser } from '../../../ui/notices';
import { Segmented } from '../../../ui/Segmented';
import { SelectField } from '../../../ui/SelectField';
import { TextField } from '../../../ui/TextField';
import own from './Exemplars.module.css';
import { tr } from '../../../../workers/texts/texts';

const fonts: readonly { readonly value: ExemplarText['font']; readonly label: string }[] = [
  { value: 'inter', label: tr`Inter` },
  { value: 'sans', label: tr`Sans serif` },
  { value: 'serif', label: tr`Serif` },
  { value: 'mono', label: tr`Monospace` },
];
const alignments = [
  { value: 'left', label: tr`Left`, icon: <AlignLeft /> },
  { value: 'centre', label: tr`Centre`, icon: <AlignCenter /> },
  { value: 'right', label: tr`Right`, icon: <AlignRight /> },
] as const;

/** What a text on the scene says, and in which letters; every change writes it anew. */
export function TextSettings({ id, text }: { readonly id: string; readonly text: ExemplarText }) {
  const fresh = useStore(exemplarViewStore, ({ freshTextId }) => freshTextId === id);
  const change = (part: Partial<ExemplarText>) => {
    try {
      changeText(id, part);
    } catch (thrown) {
      reportToUser(thrown);
    }
  };
  return (
    <>
      <TextField
        label={tr`Text`}
        hint={tr`what is written on the scene`}
        value={text.text}
        maximumLength={maximumTextLength}
        fresh={fresh}
        onChange={(words) => change({ text: words })}
      />
      <SelectField label={tr`Font`} value={text.font} options={fonts} onChange={(font) => change({ font })} />
      <div className={own.numbers}>
        <LabelledNumber
          label={tr`Letter size`}
          about={tr`Height of the letters in pixels, before the text is scaled: more makes it larger.`}
          value={text.sizePx}
          minimum={textSizesPx.least}
          maximum={textSizesPx.most}
          onChange={(sizePx) => change({ sizePx })}
        />
        <LabelledNumber
          label={tr`Weight`}
          about={tr`Thickness of the letters, 400 for plain and 700 for bold: more makes them heavier. System fonts have a few weights only.`}
          value={text.weight}
          minimum={100}
          maximum={900}
          step={100}
          onChange={(weight) => change({ weight: Math.round(weight) })}
        />
      </div>
      <ColourField label={tr`Colour`} value={text.colour} onChange={(colour) => change({ colour })} />
      <Segmented label={tr`Alignment`} value={text.alignment} options={alignments} onChange={(alignment) => change({ alignment })} />
    </>
  );
}
