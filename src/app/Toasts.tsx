import { useEffect, useState } from 'react';
import { Toaster } from 'sonner';
import styles from './Toasts.module.css';
import { tr } from '../../workers/texts/texts';

/** From the corner of the canvas, in CSS pixels. */
const insetPx = 12;

interface Corner {
  readonly left: number;
  readonly bottom: number;
}

/** Where the canvas's lower left corner is, from the window's; followed as results, banners and sheets come and go. */
function useCanvasCorner(): Corner {
  const [corner, setCorner] = useState<Corner>({ left: insetPx, bottom: insetPx });
  useEffect(() => {
    const canvas = document.querySelector('[data-toasts]');
    if (!canvas) return;
    const look = () => {
      const box = canvas.getBoundingClientRect();
      const next = { left: Math.round(box.left) + insetPx, bottom: Math.round(window.innerHeight - box.bottom) + insetPx };
      setCorner((before) => (before.left === next.left && before.bottom === next.bottom ? before : next));
    };
    const observer = new ResizeObserver(look);
    observer.observe(canvas);
    return () => observer.disconnect();
  }, []);
  return corner;
}

/** Sentences that come and go, in the canvas's lower left corner: over no button, no result and no field. */
export function Toasts() {
  const corner = useCanvasCorner();
  return (
    <Toaster
      containerAriaLabel={tr`Notifications`}
      position="bottom-left"
      closeButton
      offset={corner}
      mobileOffset={corner}
      toastOptions={{ className: styles.toast ?? '' }}
    />
  );
}
