import type { EdgeSettings } from '../../../../workers/protocol/mapSources';
import { PixelsField } from '../../../ui/PixelsField';
import { PercentField } from '../../../ui/PercentField';
import { tr } from '../../../../workers/texts/texts';

interface EdgeFieldsProps {
  readonly edges: EdgeSettings;
  readonly onChange: (change: Partial<EdgeSettings>) => void;
}

/** Canny's numbers. */
export function EdgeFields({ edges: { sigmaPx, low, high }, onChange }: EdgeFieldsProps) {
  return (
    <>
      <PixelsField
        label={tr`Edge smoothing`}
        shown={tr`Smoothing`}
        about={tr`How far noise and texture are blurred away first: σ of a Gaussian.`}
        value={sigmaPx}
        minimum={0}
        maximum={16}
        step={0.1}
        onChange={(value) => onChange({ sigmaPx: value })}
      />
      <PercentField
        label={tr`Weakest edge`}
        about={tr`Fainter steps of brightness are no edge: Canny’s low threshold, of a step from black to white.`}
        value={low}
        onChange={(value) => onChange({ low: value, high: Math.max(value, high) })}
      />
      <PercentField
        label={tr`Sure edge`}
        about={tr`Steps as strong as this begin an edge, which weaker ones then go on with: Canny’s high threshold.`}
        value={high}
        onChange={(value) => onChange({ high: value, low: Math.min(value, low) })}
      />
    </>
  );
}
