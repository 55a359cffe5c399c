import { useEffect, useState, type RefObject } from 'react';

/** The width of an element in CSS pixels, followed as it changes; large before it is known. */
export function useWidth(ref: RefObject<HTMLElement | null>): number {
  const [widthPx, setWidthPx] = useState(Number.POSITIVE_INFINITY);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => (entry ? setWidthPx(entry.contentRect.width) : undefined));
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return widthPx;
}
