import { useEffect, useRef } from 'react';

interface PixelThumbnailProps {
  readonly width: number;
  readonly height: number;
  /** Straight alpha, 4 bytes a pixel. */
  readonly rgba: Uint8Array;
  readonly className?: string | undefined;
  /** Longest side of the thumbnail's own pixels. */
  readonly sidePx?: number;
}

/** A small picture of pixels, sampled once; decoration only. */
export function PixelThumbnail({ width, height, rgba, className, sidePx = 160 }: PixelThumbnailProps) {
  const ref = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const canvas = ref.current;
    const context = canvas?.getContext('2d');
    if (!canvas || !context) return;
    const scale = Math.min(1, sidePx / Math.max(width, height));
    canvas.width = Math.max(1, Math.round(width * scale));
    canvas.height = Math.max(1, Math.round(height * scale));
    const small = new ImageData(canvas.width, canvas.height);
    const from =
      rgba.byteOffset % 4 === 0 ? new Uint32Array(rgba.buffer, rgba.byteOffset, width * height) : new Uint32Array(rgba.slice().buffer);
    const to = new Uint32Array(small.data.buffer);
    for (let y = 0; y < canvas.height; y += 1) {
      const row = Math.min(height - 1, Math.floor((y + 0.5) / scale)) * width;
      for (let x = 0; x < canvas.width; x += 1)
        to[y * canvas.width + x] = from[row + Math.min(width - 1, Math.floor((x + 0.5) / scale))] ?? 0;
    }
    context.putImageData(small, 0, 0);
  }, [width, height, rgba, sidePx]);
  return <canvas ref={ref} className={className} aria-hidden />;
}
