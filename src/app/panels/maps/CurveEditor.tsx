import { useId, useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { monotoneCurve } from '../../../../workers/maps/modifiers/monotoneCurve';
import type { CurvePoint } from '../../../../workers/protocol/mapModifiers';
import { addPoint, movePoint, removePoint } from '../../../changemap/curvePoints';
import { histogramBars } from '../../../changemap/histogramBars';
import styles from './Maps.module.css';
import { tr } from '../../../../workers/texts/texts';

interface CurveEditorProps {
  readonly points: readonly CurvePoint[];
  /** How often each value goes into the curve. */
  readonly counts: Float64Array | null;
  readonly onChange: (points: CurvePoint[]) => void;
}

/** Of the drawing: strength goes in along 100 units and comes out along 60, with room for the points around it. */
const [wide, high, rim] = [100, 60, 3];
/** The frame, the quarters both ways and the curve that changes nothing. */
const quarters = [0.25, 0.5, 0.75];
const grid =
  `M0 0H${wide}V${high}H0ZM0 ${high}L${wide} 0` + quarters.map((part) => `M${part * wide} 0V${high}M0 ${part * high}H${wide}`).join('');
const percent = (value: number): string => `${Math.round(value * 100)} %`;
const steps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** A curve over the histogram: drag its points, press beside them for another one, Delete or a double click takes one away. */
export function CurveEditor({ points, counts, onChange }: CurveEditorProps) {
  const plot = useRef<SVGSVGElement>(null);
  const about = useId();
  const dragged = useRef<number | null>(null);
  const at = monotoneCurve(points);
  const line = Array.from(
    { length: 65 },
    (_, i) => `${i === 0 ? 'M' : 'L'}${((i * wide) / 64).toFixed(2)} ${(high * (1 - at(i / 64))).toFixed(2)}`,
  ).join('');
  const valueAt = ({ clientX, clientY }: PointerEvent): CurvePoint | null => {
    const box = plot.current?.getBoundingClientRect();
    if (!box) return null;
    const across = ((clientX - box.x) / box.width) * (wide + 2 * rim) - rim;
    const down = ((clientY - box.y) / box.height) * (high + 2 * rim) - rim;
    return { x: across / wide, y: 1 - down / high };
  };
  const press = (event: PointerEvent<SVGSVGElement>) => {
    const value = valueAt(event);
    if (!value || event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const index = (event.target as Element).getAttribute('data-index');
    if (index !== null) {
      dragged.current = Number(index);
      return;
    }
    const added = addPoint(points, value);
    if (!added) return;
    dragged.current = added.index;
    onChange(added.points);
  };
  const drag = (event: PointerEvent) => {
    const value = valueAt(event);
    if (value && dragged.current !== null) onChange(movePoint(points, dragged.current, value));
  };
  const drop = () => {
    dragged.current = null;
  };
  const keyDown = (event: KeyboardEvent, index: number) => {
    const step = steps[event.key];
    const point = points[index];
    if (event.key === 'Delete' || event.key === 'Backspace') onChange(removePoint(points, index));
    else if (step && point)
      onChange(
        movePoint(points, index, {
          x: point.x + step[0] * (event.shiftKey ? 0.1 : 0.01),
          y: point.y + step[1] * (event.shiftKey ? 0.1 : 0.01),
        }),
      );
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <svg
      ref={plot}
      className={styles.plot}
      viewBox={`${-rim} ${-rim} ${wide + 2 * rim} ${high + 2 * rim}`}
      role="group"
      aria-label={tr`Curve`}
      onPointerDown={press}
      onPointerMove={drag}
      onPointerUp={drop}
      onPointerCancel={drop}
    >
      <desc
        id={about}
      >{tr`Higher lets strengths from here on change further; left and right move where it bends. Delete takes it away.`}</desc>
      {counts ? <path className={styles.bars} d={histogramBars(counts, high, true)} /> : null}
      <path className={styles.cross} d={grid} />
      <path className={styles.curve} d={line} />
      {points.map(({ x, y }, index) => (
        <circle
          key={index}
          data-index={index}
          className={styles.point}
          cx={x * wide}
          cy={(1 - y) * high}
          r={2.6}
          tabIndex={0}
          role="slider"
          aria-label={tr`Point ${index + 1}`}
          aria-describedby={about}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(y * 100)}
          aria-valuetext={tr`${percent(x)} becomes ${percent(y)}`}
          onKeyDown={(event) => keyDown(event, index)}
          onDoubleClick={() => onChange(removePoint(points, index))}
        />
      ))}
    </svg>
  );
}
