/** Two strip charts in step: angle with its limits, pull with target and caps; states as a band, events as marks. */
import uPlot from 'uplot';
import { ANGLE_TRIP_DEG } from '../../firmware/limits.ts';
import { clock } from '../html/svg-chart.ts';
import type { TraceEvent } from '../trace.ts';
import { byId, styleOf } from './dom.ts';
import type { History } from './history.ts';
import { OTHER_TONE, STATE_TONES } from './words.ts';

const HEIGHT_PX = 142;
const ANGLE_TOP_DEG = 50;
const BAND_PX = 6;
/** Both charts move their cursors together. */
const SYNC = 'strips';
/** Kinds of events that get a line of their own. */
const MARKED: readonly TraceEvent['kind'][] = ['press', 'inject', 'clear', 'fault', 'violation'];

interface Limit {
  readonly value: number;
  readonly label: string;
}

interface ChartSpec {
  readonly id: string;
  readonly unit: string;
  readonly series: uPlot.Series[];
  readonly limits: () => readonly Limit[];
  readonly top: (dataMax: number) => number;
}

/** What both charts show. */
export interface ChartUse {
  readonly history: History;
  /** Somebody clicked at this instant. */
  seek(timeS: number): void;
}

function px(value: number): number {
  return value * devicePixelRatio;
}

export class Charts {
  private readonly use: ChartUse;
  private plots: uPlot[] = [];
  private heads: HTMLElement[] = [];
  private horizonS = 60;
  private angleCapDeg = 45;
  private pullCapN = 500;
  private nowS = 0;
  private isDirty = false;

  constructor(use: ChartUse) {
    this.use = use;
    this.build();
    // A chart keeps the colours that it was made with.
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.build());
    new ResizeObserver(() => this.resize()).observe(byId('angle-chart'));
  }

  setStory(angleCapDeg: number, pullCapN: number): void {
    this.angleCapDeg = angleCapDeg;
    this.pullCapN = pullCapN;
    this.isDirty = true;
  }

  setHorizon(horizonS: number): void {
    if (horizonS === this.horizonS) return;
    this.horizonS = horizonS;
    this.isDirty = true;
  }

  /** There are new samples or events. */
  changed(): void {
    this.isDirty = true;
  }

  /** Moves the line of now; draws only what changed. */
  show(nowS: number): void {
    this.nowS = nowS;
    if (this.isDirty) this.redraw();
    this.plots.forEach((plot, i) => {
      const x = plot.valToPos(nowS, 'x');
      const left = plot.over.offsetLeft;
      const head = this.heads[i]!;
      head.style.transform = `translateX(${(left + x).toFixed(1)}px)`;
      head.style.visibility = x < -1 || x > plot.over.clientWidth + 1 ? 'hidden' : 'visible';
    });
    this.values();
  }

  private redraw(): void {
    this.isDirty = false;
    const { curves } = this.use.history;
    const data: uPlot.AlignedData[] = [
      [curves.timeS, curves.angleDeg],
      [curves.timeS, curves.forceN, curves.targetN],
    ];
    this.plots.forEach((plot, i) => {
      plot.batch(() => {
        plot.setData(data[i]!, false);
        plot.setScale('x', { min: 0, max: this.horizonS });
      });
    });
  }

  private build(): void {
    for (const plot of this.plots) plot.destroy();
    for (const head of this.heads) head.remove();
    const specs = [this.angleSpec(), this.pullSpec()];
    this.plots = specs.map((spec) => new uPlot(this.options(spec), [[], []], byId(spec.id)));
    this.heads = specs.map((spec) => {
      const head = document.createElement('div');
      head.className = 'playhead';
      byId(spec.id).append(head);
      return head;
    });
    for (const plot of this.plots) this.listen(plot);
    this.isDirty = true;
    this.show(this.nowS);
  }

  private angleSpec(): ChartSpec {
    return {
      id: 'angle-chart',
      unit: '°',
      series: [{}, { stroke: styleOf('--angle'), width: 2, points: { show: false } }],
      limits: () => [
        { value: this.angleCapDeg, label: `cap ${this.angleCapDeg}°` },
        ...(this.angleCapDeg < ANGLE_TRIP_DEG - 2 ? [{ value: ANGLE_TRIP_DEG, label: `trip ${ANGLE_TRIP_DEG}°` }] : []),
      ],
      top: () => ANGLE_TOP_DEG,
    };
  }

  private pullSpec(): ChartSpec {
    const target = { stroke: styleOf('--target'), width: 1.5, dash: [6, 5], points: { show: false } };
    return {
      id: 'pull-chart',
      unit: ' N',
      series: [{}, { stroke: styleOf('--pull'), width: 2, points: { show: false } }, target],
      limits: () => [{ value: this.pullCapN, label: `cap ${this.pullCapN.toFixed(0)} N` }],
      top: (dataMax) => Math.max(this.pullCapN * 1.25, dataMax * 1.1, 50),
    };
  }

  private options(spec: ChartSpec): uPlot.Options {
    const axis = { stroke: styleOf('--soft'), grid: { stroke: styleOf('--line'), width: 1 }, ticks: { show: false } };
    return {
      width: Math.max(200, byId(spec.id).clientWidth),
      height: HEIGHT_PX,
      legend: { show: false },
      cursor: { sync: { key: SYNC }, points: { size: 7 }, drag: { x: true, y: false } },
      scales: {
        x: { time: false, range: (_plot, min, max) => [min, max] },
        y: { range: (_plot, _min, max) => [0, spec.top(max)] },
      },
      axes: [
        { ...axis, size: 26, values: (_plot, values) => values.map((value) => clock(value)) },
        { ...axis, size: 48, values: (_plot, values) => values.map((value) => `${value}${spec.unit}`) },
      ],
      series: spec.series,
      hooks: {
        drawClear: [(plot) => this.drawBands(plot)],
        draw: [(plot) => this.drawLimits(plot, spec.limits())],
        setCursor: [() => this.values()],
      },
    };
  }

  /** The band of states above, the marks of events behind the curves. */
  private drawBands(plot: uPlot): void {
    const { ctx, bbox } = plot;
    const { events } = this.use.history;
    const endS = this.use.history.endS;
    const x = (timeS: number): number =>
      Math.min(bbox.left + bbox.width, Math.max(bbox.left, plot.valToPos(timeS, 'x', true)));
    ctx.save();
    const states = events.filter((event) => event.kind === 'state');
    states.forEach((event, i) => {
      const from = x(event.atMs / 1000);
      const to = x((states[i + 1]?.atMs ?? endS * 1000) / 1000);
      ctx.fillStyle = STATE_TONES[event.text] ?? OTHER_TONE;
      ctx.fillRect(from, bbox.top, Math.max(0, to - from), px(BAND_PX));
    });
    ctx.lineWidth = px(1);
    for (const event of events) {
      if (!MARKED.includes(event.kind)) continue;
      const isBad = event.kind === 'fault' || event.kind === 'violation';
      ctx.strokeStyle = styleOf(isBad ? '--bad' : event.kind === 'press' ? '--accent' : '--pull');
      ctx.globalAlpha = 0.55;
      ctx.setLineDash([px(2), px(3)]);
      ctx.beginPath();
      ctx.moveTo(x(event.atMs / 1000), bbox.top + px(BAND_PX));
      ctx.lineTo(x(event.atMs / 1000), bbox.top + bbox.height);
      ctx.stroke();
    }
    ctx.restore();
  }

  private drawLimits(plot: uPlot, limits: readonly Limit[]): void {
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.strokeStyle = styleOf('--bad');
    ctx.fillStyle = styleOf('--bad');
    ctx.lineWidth = px(1.3);
    ctx.font = `${px(11)}px system-ui, sans-serif`;
    ctx.textAlign = 'right';
    for (const { value, label } of limits) {
      const y = plot.valToPos(value, 'y', true);
      ctx.setLineDash([px(2), px(4)]);
      ctx.beginPath();
      ctx.moveTo(bbox.left, y);
      ctx.lineTo(bbox.left + bbox.width, y);
      ctx.stroke();
      ctx.fillText(label, bbox.left + bbox.width - px(4), y + px(13));
    }
    ctx.restore();
  }

  /** Values at the cursor, or now where there is none. */
  private values(): void {
    const { history } = this.use;
    const cursorS = this.plots[0] === undefined ? null : cursorTime(this.plots[0]);
    const timeS = cursorS ?? this.nowS;
    const i = history.sampleAt(timeS);
    const { curves } = history;
    const when = cursorS === null ? 'now' : clock(timeS);
    const figure = (value: number | null | undefined, digits: number): string => value?.toFixed(digits) ?? '–';
    const target = curves.targetN[i];
    write('angle-values', [
      [when, `${figure(curves.angleDeg[i], 2)}°`],
      ['speed', `${figure(curves.speedDegPerS[i], 2)} °/s`],
    ]);
    write('pull-values', [
      [when, `${figure(curves.forceN[i], 1)} N`],
      ['target', target === null || target === undefined ? 'none' : `${figure(target, 1)} N`],
    ]);
  }

  private listen(plot: uPlot): void {
    let downX = 0;
    plot.over.addEventListener('pointerdown', (event) => (downX = event.clientX));
    plot.over.addEventListener('click', (event) => {
      const isDrag = Math.abs(event.clientX - downX) > 3;
      const timeS = cursorTime(plot);
      if (!isDrag && timeS !== null) this.use.seek(timeS);
    });
  }

  private resize(): void {
    for (const [i, id] of ['angle-chart', 'pull-chart'].entries()) {
      const width = Math.max(200, byId(id).clientWidth);
      if (this.plots[i]?.width !== width) this.plots[i]?.setSize({ width, height: HEIGHT_PX });
    }
    this.show(this.nowS);
  }
}

function cursorTime(plot: uPlot): number | null {
  const { left } = plot.cursor;
  return left === undefined || left === null || left < 0 ? null : Math.max(0, plot.posToVal(left, 'x'));
}

function write(id: string, pairs: readonly (readonly [string, string])[]): void {
  const text = pairs.map(([name, value]) => `${name} ${value}`).join('  ');
  const element = byId(id);
  if (element.dataset['text'] === text) return;
  element.dataset['text'] = text;
  element.replaceChildren(
    ...pairs.flatMap(([name, value]) => {
      const bold = document.createElement('b');
      bold.textContent = value;
      return [`${name} `, bold, '\u2003'];
    }),
  );
}
