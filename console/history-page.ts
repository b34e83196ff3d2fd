/** The history as a page for the printer: figures, three charts, the weeks and the days. */
import { slope, type History, type PeriodRow, type SessionRow } from './history.ts';

/** Drawing area of a chart in SVG units. */
const AREA = { width: 680, height: 190, left: 46, right: 10, top: 12, bottom: 24 } as const;
const PLOT = { width: AREA.width - AREA.left - AREA.right, height: AREA.height - AREA.top - AREA.bottom } as const;
const DAY_MS = 86_400_000;
const LABELS_MAX = 9;
const PAIN_MAX = 10;

const STYLE = `body{font:11pt sans-serif;max-width:19cm;margin:1cm auto;color:#222}h1{font-size:16pt}h2{font-size:12pt;margin:.7cm 0 .2cm}
table{border-collapse:collapse;font-size:9pt}td,th{border:1px solid #bbb;padding:.05cm .2cm;text-align:right}
td:first-child,td:last-child,th:last-child{text-align:left}td:first-child{white-space:nowrap}svg{width:100%}text{font:11px sans-serif;fill:#444}
.grid{stroke:#ddd}.done{fill:#2a78b8}.broken{fill:#c8651b}.mean{fill:#2a78b8}.peak{fill:none;stroke:#2a78b8}
.target{stroke:#c8651b;stroke-dasharray:6 4}.trend{stroke:#2a78b8;stroke-width:1.5}.after{fill:none;stroke:#7a3f98}.before{fill:#7a3f98}
.note{font-size:9pt;color:#555}@media print{body{margin:0}h2,svg{break-after:avoid}tr{break-inside:avoid}}`;

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function figure(value: number | null, digits: number): string {
  return value === null ? '–' : value.toFixed(digits);
}

function signed(value: number | null, digits: number, unit: string): string {
  if (value === null) return 'not known yet';
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(digits)} ${unit}`;
}

/** A chart over the days from the first session to the last. */
class Chart {
  private readonly parts: string[] = [];
  private readonly first: number;
  private readonly days: number;
  private readonly top: number;

  constructor(first: number, last: number, top: number) {
    this.first = first;
    this.days = last - first + 1;
    this.top = top;
    this.grid();
  }

  x(day: number): number {
    return AREA.left + ((day - this.first) / this.days) * PLOT.width;
  }

  y(value: number): number {
    return AREA.top + PLOT.height * (1 - value / this.top);
  }

  private grid(): void {
    for (let k = 0; k <= 4; k++) {
      const value = (this.top * k) / 4;
      const y = this.y(value).toFixed(1);
      this.parts.push(`<line class="grid" x1="${AREA.left}" x2="${AREA.width - AREA.right}" y1="${y}" y2="${y}"/>`);
      this.parts.push(
        `<text x="${AREA.left - 6}" y="${y}" dy="4" text-anchor="end">${Number(value.toFixed(1))}</text>`,
      );
    }
    const step = Math.ceil(this.days / LABELS_MAX);
    for (let day = this.first; day < this.first + this.days; day += step) {
      const label = new Date(day * DAY_MS).toISOString().slice(5, 10);
      this.parts.push(`<text x="${this.x(day).toFixed(1)}" y="${AREA.height - 6}">${label}</text>`);
    }
  }

  bar(day: number, from: number, to: number, className: string): void {
    const [x, y, width] = [this.x(day), this.y(to), (0.8 * PLOT.width) / this.days];
    const height = this.y(from) - y;
    this.parts.push(
      `<rect class="${className}" x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${width.toFixed(1)}" height="${height.toFixed(1)}"/>`,
    );
  }

  dot(day: number, value: number | null, className: string): void {
    if (value === null) return;
    const x = this.x(day) + (0.4 * PLOT.width) / this.days;
    this.parts.push(`<circle class="${className}" cx="${x.toFixed(1)}" cy="${this.y(value).toFixed(1)}" r="3.5"/>`);
  }

  line(from: readonly [number, number], to: readonly [number, number], className: string): void {
    const [x1, y1, x2, y2] = [this.x(from[0]), this.y(from[1]), this.x(to[0]), this.y(to[1])].map((v) => v.toFixed(1));
    this.parts.push(`<line class="${className}" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}"/>`);
  }

  svg(label: string): string {
    return `<svg viewBox="0 0 ${AREA.width} ${AREA.height}" role="img" aria-label="${label}">${this.parts.join('')}</svg>`;
  }
}

/** The next number that reads well, above a value. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1)));
  return ([1, 2, 4, 5, 8, 10].find((factor) => factor * power >= value) ?? 10) * power;
}

interface Span {
  readonly first: number;
  readonly last: number;
}

function minutesChart({ sessions }: History, { first, last }: Span): string {
  const perDay = new Map<number, number>();
  for (const { day, minutes } of sessions) perDay.set(day, (perDay.get(day) ?? 0) + minutes);
  const chart = new Chart(first, last, roundUp(Math.max(...perDay.values())));
  const stacked = new Map<number, number>();
  for (const { day, minutes, cause } of sessions) {
    const from = stacked.get(day) ?? 0;
    chart.bar(day, from, from + minutes, cause === 'end of program' ? 'done' : 'broken');
    stacked.set(day, from + minutes);
  }
  return chart.svg('Minutes of each day');
}

/** Straight line through the mean pulls of the sessions. */
function trendLine(chart: Chart, held: readonly SessionRow[], { first, last }: Span): void {
  const perDay = slope(held.map((row) => [row.day, row.meanN]));
  if (perDay === null) return;
  const meanDay = held.reduce((total, { day }) => total + day, 0) / held.length;
  const meanN = held.reduce((total, row) => total + row.meanN, 0) / held.length;
  const at = (day: number): readonly [number, number] => [day, Math.max(0, meanN + perDay * (day - meanDay))];
  chart.line(at(first), at(last + 1), 'trend');
}

function pullChart({ sessions, targetN }: History, span: Span): string {
  const held = sessions.filter(({ heldMinutes }) => heldMinutes > 0);
  const top = roundUp(Math.max(targetN ?? 0, ...held.map(({ peakN }) => peakN), 10));
  const chart = new Chart(span.first, span.last, top);
  if (targetN !== null) chart.line([span.first, targetN], [span.last + 1, targetN], 'target');
  trendLine(chart, held, span);
  for (const row of held) {
    chart.dot(row.day, row.peakN, 'peak');
    chart.dot(row.day, row.meanN, 'mean');
  }
  return chart.svg('Mean and peak pull of each session');
}

function painChart({ sessions }: History, { first, last }: Span): string {
  const chart = new Chart(first, last, PAIN_MAX);
  for (const row of sessions) {
    chart.dot(row.day, row.painAfter, 'after');
    chart.dot(row.day, row.painBefore, 'before');
  }
  return chart.svg('Pain before and after each session');
}

const HEADS = [
  'from',
  'sessions',
  'prescribed',
  'minutes',
  'at the target',
  'mean N',
  'peak N',
  'impulse kN s',
  'pain before',
  'after',
  'how they ended',
  'panic test, ms',
];

function periodRow(row: PeriodRow): string {
  const pulls = [figure(row.meanN, 0), figure(row.peakN, 0), figure(row.impulseNs / 1000, 1)];
  const pains = [figure(row.painBefore, 1), figure(row.painAfter, 1)];
  const times = [row.minutes.toFixed(1), row.heldMinutes.toFixed(1)];
  const cells = [
    row.from,
    row.sessions,
    row.prescribed ?? '–',
    ...times,
    ...pulls,
    ...pains,
    row.causes,
    row.relayMs ?? '–',
  ];
  return `<tr>${cells.map((cell) => `<td>${escape(String(cell))}</td>`).join('')}</tr>`;
}

function table(rows: readonly PeriodRow[]): string {
  const head = `<tr>${HEADS.map((name) => `<th>${name}</th>`).join('')}</tr>`;
  return `<table>${head}${rows.map(periodRow).join('')}</table>`;
}

function charts(history: History): string[] {
  const [first, last] = [history.sessions[0], history.sessions.at(-1)];
  if (first === undefined || last === undefined) return ['<p>No session yet.</p>'];
  const span = { first: first.day, last: last.day };
  const hasPain = history.sessions.some((row) => row.painBefore !== null || row.painAfter !== null);
  const { pullNPerWeek, painPerWeek } = history.trend;
  const target = history.targetN === null ? '' : ` Dashed: the prescribed ${history.targetN.toFixed(0)} N.`;
  return [
    '<h2>Minutes a day</h2>',
    minutesChart(history, span),
    '<p class="note">Blue: completed. Orange: ended otherwise.</p>',
    '<h2>Pull, N</h2>',
    pullChart(history, span),
    `<p class="note">Dots: mean at the target. Rings: peak. Line: the trend, ${signed(pullNPerWeek, 1, 'N a week')}.${target}</p>`,
    ...(hasPain ? ['<h2>Pain, 0 to 10</h2>', painChart(history, span)] : []),
    ...(hasPain
      ? [`<p class="note">Dots: before. Rings: after. Before, by trend: ${signed(painPerWeek, 1, 'a week')}.</p>`]
      : []),
  ];
}

/** The page, complete in itself. */
export function historyPage(history: History, isSimulated: boolean): string {
  const done = history.sessions.filter(({ cause }) => cause === 'end of program').length;
  const minutes = history.sessions.reduce((total, row) => total + row.minutes, 0);
  const relays = history.panicTests.map(({ relayMs }) => relayMs);
  const tested =
    relays.length === 0
      ? 'not tested'
      : `tested ${relays.length} times, drive power gone within ${Math.max(...relays)} ms`;
  return [
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Sessions</title>',
    `<style>${STYLE}</style><h1>Sessions, as the device has logged them</h1>`,
    isSimulated ? '<p><strong>Simulated board: this says nothing about a person.</strong></p>' : '',
    `<p>Read on ${escape(history.date)}. ${history.sessions.length} sessions, ${done} completed, ${minutes.toFixed(0)} minutes in all; panic ${tested}.</p>`,
    ...charts(history),
    '<h2>Weeks</h2>',
    table(history.weeks),
    '<h2>Days</h2>',
    table(history.days),
    '<p class="note">Days are those of the clock of the device; on a clock that was never set they count from 1970.</p></html>',
    '',
  ].join('\n');
}
