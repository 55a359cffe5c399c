import type { Plot } from './trial';

const [width, height, margin] = [640, 400, 56];
const colours = ['#2f6fd6', '#d8352e', '#35a04a', '#b7791f', '#7b3fb5', '#4a5568'];

/** A plot as an SVG picture: one coloured line, with dots, for each series; axes from the least to the greatest value. */
export function plotSvg({ title, x, y, series }: Plot): string {
  const points = series.flatMap((one) => one.points).filter((point) => point.every(Number.isFinite));
  const [acrossOf, upOf] = [0, 1].map((axis) => scale(points.map((point) => point[axis] ?? 0))) as [Scale, Scale];
  const across = (value: number): string => (margin + acrossOf(value) * (width - 2 * margin)).toFixed(1);
  const up = (value: number): string => (height - margin - upOf(value) * (height - 2 * margin)).toFixed(1);
  const lines = series.map(({ name, points: own }, i) => {
    const colour = colours[i % colours.length];
    const places = own.filter((point) => point.every(Number.isFinite)).map(([a, b]) => [across(a), up(b)] as const);
    const dots = places.length > 24 ? '' : places.map(([a, b]) => `<circle cx="${a}" cy="${b}" r="3.5" fill="${colour}"/>`).join('');
    const path = places.map(([a, b]) => `${a},${b}`).join(' ');
    const key = `<text x="${width - margin - 6}" y="${margin + 16 * i}" text-anchor="end" fill="${colour}">${escaped(name)}</text>`;
    return `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="1.8"/>${dots}${key}`;
  });
  const [bottom, right] = [height - margin, width - margin];
  const label = (at: string, value: number, end: boolean): string =>
    `<text ${at}${end ? ' text-anchor="end"' : ''}>${value.toPrecision(3)}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
    `<rect width="${width}" height="${height}" fill="#fff"/><text x="${margin}" y="24" font-size="14">${escaped(title)}</text>`,
    `<path d="M${margin} ${margin - 16}V${bottom}H${right}" fill="none" stroke="#888"/>`,
    label(`x="${margin}" y="${bottom + 18}"`, acrossOf.least, false),
    label(`x="${right}" y="${bottom + 18}"`, acrossOf.most, true),
    label(`x="${margin - 6}" y="${bottom}"`, upOf.least, true),
    label(`x="${margin - 6}" y="${margin}"`, upOf.most, true),
    `<text x="${width / 2}" y="${height - 12}" text-anchor="middle">${escaped(x)}</text>`,
    `<text transform="translate(14 ${height / 2}) rotate(-90)" text-anchor="middle">${escaped(y)}</text>`,
    ...lines,
    '</svg>\n',
  ].join('\n');
}

interface Scale {
  (value: number): number;
  readonly least: number;
  readonly most: number;
}

/** To 0…1 between the least and the greatest value. */
function scale(values: readonly number[]): Scale {
  const least = values.length > 0 ? Math.min(...values) : 0;
  const most = values.length > 0 ? Math.max(...values) : 1;
  return Object.assign((value: number) => (value - least) / (most - least || 1), { least, most });
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
