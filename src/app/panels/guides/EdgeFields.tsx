import type { EdgeSettings } from '../../../../workers/protocol/mapSources';
import { PixelsField } from '../../../ui/PixelsField';
import { SliderField } from '../../../ui/SliderField';

interface EdgeFieldsProps {
  readonly edges: EdgeSettings;
  readonly onChange: (change: Partial<EdgeSettings>) => void;
}

/** Canny's numbers. */
export function EdgeFields({ edges: { sigmaPx, low, high }, onChange }: EdgeFieldsProps) {
  return (
    <>
      <PixelsField
        label="Edge smoothing"
        shown="Smoothing"
        about="How far noise and texture are blurred away first: σ of a Gaussian."
        value={sigmaPx}
        minimum={0}
        maximum={16}
        step={0.1}
        onChange={(value) => onChange({ sigmaPx: value })}
      />
      <SliderField
        label="Weakest edge"
        about="Fainter steps of brightness are no edge: Canny’s low threshold, of a step from black to white."
        unit="%"
        value={Math.round(low * 100)}
        minimum={0}
        maximum={100}
        onChange={(value) => onChange({ low: value / 100, high: Math.max(value / 100, high) })}
      />
      <SliderField
        label="Sure edge"
        about="Steps as strong as this begin an edge, which weaker ones then go on with: Canny’s high threshold."
        unit="%"
        value={Math.round(high * 100)}
        minimum={0}
        maximum={100}
        onChange={(value) => onChange({ high: value / 100, low: Math.min(value / 100, low) })}
      />
    </>
  );
}
