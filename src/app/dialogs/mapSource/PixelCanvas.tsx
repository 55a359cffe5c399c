import { useEffect, useRef, type PointerEventHandler } from 'react';

interface PixelCanvasProps {
  readonly width: number;
  readonly height: number;
  /** Straight alpha, 4 bytes a pixel. */
  readonly rgba: Uint8Array;
  /** A line over it, in its pixels. */
  readonly line?: readonly { readonly x: number; readonly y: number }[];
  readonly label: string;
  /** Greatest height on screen, in CSS pixels. */
  readonly tallest: number;
  readonly onPointerDown?: PointerEventHandler<HTMLCanvasElement>;
  readonly onPointerMove?: PointerEventHandler<HTMLCanvasElement>;
  readonly onPointerUp?: PointerEventHandler<HTMLCanvasElement>;
}

/** Pixels as large as there is room for; a line may be drawn over them. */
export function PixelCanvas({ width, height, rgba, line = [], label, tallest, ...events }: PixelCanvasProps) {
  const ref = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = ref.current?.getContext('2d');
    if (!context) return;
    context.putImageData(new ImageData(new Uint8ClampedArray(rgba), width, height), 0, 0);
    if (line.length === 0) return;
    for (const [colour, thickness] of [
      ['rgb(0 0 0 / 70%)', 4],
      ['#fff', 2],
    ] as const) {
      context.beginPath();
      line.forEach(({ x, y }, i) => (i === 0 ? context.moveTo(x, y) : context.lineTo(x, y)));
      context.strokeStyle = colour;
      context.lineWidth = thickness;
      context.lineCap = 'round';
      context.lineJoin = 'round';
      context.stroke();
    }
  }, [width, height, rgba, line]);
  return (
    <canvas
      ref={ref}
      width={width}
      height={height}
      role="img"
      aria-label={label}
      style={{ width: `min(100%, ${(tallest * width) / height}px)` }}
      {...events}
    />
  );
}
