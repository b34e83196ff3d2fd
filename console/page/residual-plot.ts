/** The residuals of the readings so far, with the band of what is allowed. */
import uPlot from 'uplot';
import { byId, styleOf } from '../../sim/page/dom.ts';
import type { PointView } from '../board.ts';
import { RESIDUAL_LIMIT_N, residualsN } from '../review.ts';

const HEIGHT_PX = 190;
/** The scale shows at least this much beyond the band. */
const ROOM = 1.4;
/** A point at the heaviest mass is shown whole. */
const EDGE = 1.03;

export class ResidualPlot {
  /** Readings of the calibration under way. */
  points: readonly PointView[] = [];
  private plot: uPlot | null = null;

  constructor() {
    new ResizeObserver(() => this.plot?.setSize(this.size())).observe(byId('residual-plot'));
    // A chart keeps the colours that it was made with.
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.show(this.points));
  }

  clear(): void {
    this.points = [];
    this.plot?.destroy();
    this.plot = null;
  }

  show(points: readonly PointView[]): void {
    this.points = [...points];
    this.plot?.destroy();
    this.plot = null;
    const residuals = residualsN(points);
    // Two loads are always on a line: there is nothing to see yet.
    const hasShape = new Set(points.map(({ massKg }) => massKg)).size > 2;
    byId('residuals').hidden = !hasShape;
    if (!hasShape) return;
    const masses = points.map(({ massKg }) => massKg);
    this.plot = new uPlot(this.options(residuals), sorted(masses, residuals), byId('residual-plot'));
    byId('residual-plot').setAttribute('aria-label', inWords(masses, residuals));
  }

  private size(): { width: number; height: number } {
    return { width: byId('residual-plot').clientWidth, height: HEIGHT_PX };
  }

  private options(residuals: readonly number[]): uPlot.Options {
    const top = Math.max(RESIDUAL_LIMIT_N, ...residuals.map(Math.abs)) * ROOM;
    const axis = { stroke: styleOf('--soft'), grid: { stroke: styleOf('--line'), width: 1 } };
    const ink = styleOf('--accent');
    return {
      ...this.size(),
      legend: { show: false },
      cursor: { show: false },
      scales: { x: { time: false, range: (_, min, max) => [Math.min(0, min), max * EDGE] }, y: { range: [-top, top] } },
      axes: [
        { ...axis, values: (_, ticks) => ticks.map((kg) => `${kg} kg`) },
        { ...axis, size: 64, values: (_, ticks) => ticks.map((value) => `${value.toFixed(2)} N`) },
      ],
      series: [{}, { stroke: ink, paths: () => null, points: { show: true, size: 9, fill: ink } }],
      hooks: { drawClear: [drawBand] },
    };
  }
}

/** The chart wants its points from left to right. */
function sorted(masses: readonly number[], residuals: readonly number[]): uPlot.AlignedData {
  const order = masses.map((_, k) => k).sort((a, b) => masses[a]! - masses[b]!);
  return [order.map((k) => masses[k]!), order.map((k) => residuals[k]!)];
}

function drawBand(plot: uPlot): void {
  const { ctx, bbox } = plot;
  const top = plot.valToPos(RESIDUAL_LIMIT_N, 'y', true);
  const bottom = plot.valToPos(-RESIDUAL_LIMIT_N, 'y', true);
  ctx.fillStyle = styleOf('--band');
  ctx.fillRect(bbox.left, top, bbox.width, bottom - top);
}

function inWords(masses: readonly number[], residuals: readonly number[]): string {
  const largest = Math.max(...residuals.map(Math.abs));
  const last = residuals.length - 1;
  return (
    `Residuals of ${residuals.length} readings, the largest ${largest.toFixed(3)} N of ${RESIDUAL_LIMIT_N} N allowed; ` +
    `the last, ${masses[last]} kg, ${residuals[last]!.toFixed(3)} N`
  );
}
