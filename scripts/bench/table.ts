import { holds, type Measurement } from '../../e2e/perf/measurement';

/** Measurements as lines of text: mark, name, value, bar, and where each comes from. */
export function table(measurements: readonly Measurement[]): string[] {
  const rows = measurements.map((measurement) => {
    const { name, value, unit, bar } = measurement;
    const number = (x: number): string => (Number.isNaN(x) ? '—' : `${figure(x)}${unit ? ` ${unit}` : ''}`);
    return {
      mark: bar === null ? '·' : holds(measurement) ? '✓' : '✗',
      name,
      value: number(value),
      bar: bar === null ? '' : 'most' in bar ? `at most ${number(bar.most)}` : `at least ${number(bar.least)}`,
      detail: measurement.detail,
    };
  });
  const width = (key: 'name' | 'value' | 'bar'): number => Math.max(0, ...rows.map((row) => row[key].length));
  const [names, values, bars] = [width('name'), width('value'), width('bar')];
  return rows.map(({ mark, name, value, bar, detail }) =>
    `${mark} ${name.padEnd(names)}  ${value.padStart(values)}  ${bar.padEnd(bars)}  ${detail ?? ''}`.trimEnd(),
  );
}

/** Four figures, without an exponent. */
function figure(value: number): string {
  if (Number.isInteger(value)) return String(value);
  return Number(value.toPrecision(4)).toString();
}
