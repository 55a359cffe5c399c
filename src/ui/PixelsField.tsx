import type { ComponentProps } from 'react';
import { SliderField } from './SliderField';

type PixelsFieldProps = Omit<ComponentProps<typeof SliderField>, 'unit' | 'curved'>;

/** A length in pixels of the picture. The slider is curved: it spans small ones and large ones. */
export function PixelsField(props: PixelsFieldProps) {
  return <SliderField {...props} unit="px" curved />;
}
