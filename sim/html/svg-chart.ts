/** A time chart as SVG text: curves, limits, numbered marks. Colours come from the page's style by class name. */

/** One curve over the common time axis; null leaves a gap. */
export interface Series {
  readonly label: string;
  readonly className: string;
  readonly values: readonly (number | null)[];
}

/** A horizontal line that must not be crossed, or that is aimed at. */
export interface Level {
  readonly label: string;
  readonly className: string;
  readonly value: number;
}

/** A numbered instant. */
export interface Mark {
  readonly timeS: number;
  readonly number: number;
  readonly className: string;
}

export interface ChartSpec {
  readonly title: string;
  readonly unit: string;
  readonly timeS: readonly number[];
  readonly endS: number;
  readonly series: readonly Series[];
  readonly levels: readonly Level[];
  readonly marks: readonly Mark[];
  /** The vertical axis spans at least this. */
  readonly span: readonly [number, number];
}

/** Drawing area in SVG units; the page scales it. */
export const CHART = { width: 1000, height: 230, left: 62, right: 14, top: 34, bottom: 26 } as const;

const PLOT_WIDTH = CHART.width - CHART.left - CHART.right;
const PLOT_HEIGHT = CHART.height - CHART.top - CHART.bottom;
/** Width of a letter of the legend. */
const LEGEND_LETTER = 7;
/** Two points a column are as many as a screen can show. */
const COLUMNS = PLOT_WIDTH;

export function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

export function timeToX(timeS: number, endS: number): number {
  return CHART.left + (timeS / endS) * PLOT_WIDTH;
}

/** Steps of 1, 2 or 5 times a power of ten, about `count` of them. */
export function niceStep(span: number, count: number): number {
  const raw = span / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= raw) ?? 10;
  return factor * power;
}

/** Whole steps of time that read well, in seconds. */
export function timeStep(endS: number): number {
  return (
    [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21600, 86400].find((step) => endS / step <= 12) ?? 604800
  );
}

export function clock(timeS: number): string {
  const whole = Math.floor(timeS);
  const [hours, minutes, seconds] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (value: number): string => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
}

class Axis {
  readonly low: number;
  readonly high: number;
  readonly step: number;

  constructor(spec: ChartSpec) {
    let [low, high] = spec.span;
    for (const series of spec.series) {
      for (const value of series.values) {
        if (value === null) continue;
        if (value < low) low = value;
        if (value > high) high = value;
      }
    }
    for (const level of spec.levels) high = Math.max(high, level.value);
    this.step = niceStep(high - low, 5);
    this.low = Math.floor(low / this.step + 1e-9) * this.step;
    this.high = Math.ceil(high / this.step - 1e-9) * this.step;
  }

  y(value: number): number {
    return CHART.top + PLOT_HEIGHT * (1 - (value - this.low) / (this.high - this.low));
  }

  ticks(): number[] {
    const count = Math.round((this.high - this.low) / this.step);
    return Array.from({ length: count + 1 }, (_, index) => this.low + index * this.step);
  }
}

/** Lowest and highest value in each column of the screen, in time order, as a path. */
function path(spec: ChartSpec, series: Series, axis: Axis): string {
  const parts: string[] = [];
  let pen = 'M';
  for (const index of thinned(series.values)) {
    const value = series.values[index] ?? null;
    const timeS = spec.timeS[index];
    if (value === null || timeS === undefined) {
      pen = 'M';
      continue;
    }
    parts.push(`${pen}${timeToX(timeS, spec.endS).toFixed(1)} ${axis.y(value).toFixed(1)}`);
    pen = 'L';
  }
  return parts.join('');
}

/** Indices that keep the shape of a curve at the width of the drawing. */
function thinned(values: readonly (number | null)[]): number[] {
  const perColumn = Math.max(1, Math.ceil(values.length / COLUMNS));
  if (perColumn <= 2) return values.map((_, index) => index);
  const kept: number[] = [];
  for (let from = 0; from < values.length; from += perColumn)
    kept.push(...extremes(values, from, Math.min(from + perColumn, values.length)));
  return kept;
}

function extremes(values: readonly (number | null)[], from: number, to: number): number[] {
  let [low, high] = [from, from];
  for (let index = from; index < to; index += 1) {
    if ((values[index] ?? Infinity) < (values[low] ?? Infinity)) low = index;
    if ((values[index] ?? -Infinity) > (values[high] ?? -Infinity)) high = index;
  }
  return low === high ? [low] : [Math.min(low, high), Math.max(low, high)];
}

function grid(spec: ChartSpec, axis: Axis): string {
  const [left, right, bottom] = [CHART.left, CHART.left + PLOT_WIDTH, CHART.top + PLOT_HEIGHT];
  const digits = axis.step >= 1 ? 0 : axis.step >= 0.1 ? 1 : 2;
  const rows = axis.ticks().map((value) => {
    const y = axis.y(value).toFixed(1);
    const zero = Math.abs(value) < 1e-9 ? ' zero' : '';
    return `<line class="grid${zero}" x1="${left}" x2="${right}" y1="${y}" y2="${y}"/><text class="tick" x="${left - 8}" y="${y}" text-anchor="end" dy="0.35em">${value.toFixed(digits)}</text>`;
  });
  const step = timeStep(spec.endS);
  for (let timeS = 0; timeS <= spec.endS; timeS += step) {
    const x = timeToX(timeS, spec.endS).toFixed(1);
    rows.push(
      `<line class="grid" x1="${x}" x2="${x}" y1="${CHART.top}" y2="${bottom}"/><text class="tick" x="${x}" y="${bottom + 17}" text-anchor="middle">${clock(timeS)}</text>`,
    );
  }
  return rows.join('');
}

function levelLines(spec: ChartSpec, axis: Axis): string {
  return spec.levels
    .map((level) => {
      const y = axis.y(level.value).toFixed(1);
      // A line along the upper edge has no room for its label above.
      const above = axis.y(level.value) > CHART.top + 16 ? -5 : 14;
      return `<line class="level ${level.className}" x1="${CHART.left}" x2="${CHART.left + PLOT_WIDTH}" y1="${y}" y2="${y}"/><text class="level-label ${level.className}" x="${CHART.left + PLOT_WIDTH - 4}" y="${y}" dy="${above}" text-anchor="end">${escapeText(level.label)}</text>`;
    })
    .join('');
}

function marks(spec: ChartSpec): string {
  return spec.marks
    .map((mark) => {
      const x = timeToX(mark.timeS, spec.endS).toFixed(1);
      return `<line class="mark ${mark.className}" x1="${x}" x2="${x}" y1="${CHART.top}" y2="${CHART.top + PLOT_HEIGHT}"/>`;
    })
    .join('');
}

function legend(spec: ChartSpec): string {
  let right = CHART.width - CHART.right;
  return spec.series
    .toReversed()
    .map((series) => {
      const left = right - series.label.length * LEGEND_LETTER - 30;
      right = left - 24;
      return `<line class="curve ${series.className}" x1="${left}" x2="${left + 22}" y1="17" y2="17"/><text class="legend" x="${left + 28}" y="17" dy="0.35em">${escapeText(series.label)}</text>`;
    })
    .join('');
}

/** The chart with axes, curves and legend, as one SVG element. */
export function chart(spec: ChartSpec): string {
  const axis = new Axis(spec);
  const curves = spec.series
    .map((series) => `<path class="curve ${series.className}" d="${path(spec, series, axis)}"/>`)
    .join('');
  return [
    `<svg class="chart" viewBox="0 0 ${CHART.width} ${CHART.height}" role="img" aria-label="${escapeText(`${spec.title} in ${spec.unit} over time`)}">`,
    `<text class="chart-title" x="${CHART.left}" y="17" dy="0.35em">${escapeText(spec.title)} <tspan class="unit">${escapeText(spec.unit)}</tspan></text>`,
    legend(spec),
    grid(spec, axis),
    marks(spec),
    levelLines(spec, axis),
    curves,
    `<line class="cursor" x1="0" x2="0" y1="${CHART.top}" y2="${CHART.top + PLOT_HEIGHT}" visibility="hidden"/>`,
    '</svg>',
  ].join('');
}
