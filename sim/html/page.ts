/** The report with pictures: one HTML file that needs nothing else, neither network nor script. */
import { readFileSync } from 'node:fs';
import { ANGLE_CAP_DEG, SPEED_MAX_DEG_PER_S } from '../../firmware/limits.ts';
import { prescribedPull } from '../prescribed.ts';
import type { Report } from '../report.ts';
import type { Scenario } from '../scenario/format.ts';
import type { Curves, TraceEvent } from '../trace.ts';
import { attachPoint, boardDrawing, HINGE } from './board-drawing.ts';
import { strip, type Stretch } from './strip.ts';
import { chart, CHART, clock, escapeText, type Level, type Mark } from './svg-chart.ts';
import { fixed, instant, table } from './tables.ts';

export interface PageInput {
  readonly report: Report;
  readonly scenario: Scenario;
  readonly curves: Curves;
  readonly events: readonly TraceEvent[];
}

const NOTICE =
  'A simulated run. Incline is not a medical device and is not certified; never use it on a person without independent hardware interlocks.';

/** Samples that the moving picture gets; more make the file large and the picture no smoother. */
const PICTURE_SAMPLES = 1200;

function asset(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8');
}

/** Events other than changes of state, numbered in the strip and listed in the table. */
function numbered(events: readonly TraceEvent[]): TraceEvent[] {
  return events.filter((event) => event.kind !== 'state');
}

function stretches(events: readonly TraceEvent[], endS: number): Stretch[] {
  const states = events.filter((event) => event.kind === 'state');
  return states.map((event, index) => ({
    state: event.text,
    fromS: event.atMs / 1000,
    toS: (states[index + 1]?.atMs ?? endS * 1000) / 1000,
  }));
}

function marksOf(events: readonly TraceEvent[]): Mark[] {
  return numbered(events).map((event, index) => ({
    timeS: event.atMs / 1000,
    number: index + 1,
    className: event.kind,
  }));
}

function tile(what: string, figure: string, unit: string, note: string): string {
  return `<div class="tile"><div class="what">${escapeText(what)}</div><div class="figure">${escapeText(figure)} <small>${escapeText(unit)}</small></div><div class="note">${escapeText(note)}</div></div>`;
}

function tiles({ report }: PageInput): string {
  const { truth } = report;
  const mean = truth.forceMeanHoldN;
  const target = truth.forceTargetN;
  const off =
    mean === null || target === null
      ? ''
      : `target ${target.toFixed(1)} N, off by ${(((mean - target) / target) * 100).toFixed(2)} %`;
  return `<div class="tiles">${[
    tile('Pull held, mean', mean === null ? '–' : mean.toFixed(1), 'N', off || 'no hold of more than 10 s'),
    tile('Highest pull', truth.forceMaxN.toFixed(1), 'N', 'in the strap'),
    tile('Steepest angle', truth.angleMaxDeg.toFixed(2), '°', `limit ${ANGLE_CAP_DEG.toFixed(1)}`),
    tile('Fastest', truth.speedMaxDegPerS.toFixed(2), '°/s', `limit ${SPEED_MAX_DEG_PER_S}`),
    tile('Stretch of the spine', truth.elongationMm.toFixed(1), 'mm', 'at the end'),
    tile('Ended', clock(report.endMs / 1000), 'min', `${report.state}, ${truth.angleEndDeg.toFixed(1)} degrees`),
  ].join('')}</div>`;
}

function scene({ curves }: PageInput): string {
  const steepest = curves.angleDeg.reduce(
    (best, angle, index) => (angle > (curves.angleDeg[best] ?? 0) ? index : best),
    0,
  );
  const rows = [
    ['Time', 'now-time', clock(curves.timeS[steepest] ?? 0)],
    ['State', 'now-state', '–'],
    ['Angle', 'now-angle', `${(curves.angleDeg[steepest] ?? 0).toFixed(1)} degrees`],
    ['Pull', 'now-pull', `${(curves.forceN[steepest] ?? 0).toFixed(0)} N`],
    ['Target', 'now-target', `${fixed(curves.targetN[steepest] ?? null, 0) ?? 'none'}`],
    ['Speed', 'now-speed', '–'],
  ].map(([label, id, value]) => `<dt>${label}</dt><dd id="${id}">${value}</dd>`);
  const last = pictureIndices(curves).length - 1;
  return [
    `<section class="card scene"><div>${boardDrawing(curves.angleDeg[steepest] ?? 0, curves.angleDeg[steepest] ?? 0)}</div><div>`,
    `<dl class="readout">${rows.join('')}</dl>`,
    `<div class="player"><button id="play" type="button">Play</button><input id="time" type="range" min="0" max="${last}" value="0" aria-label="Time"></div>`,
    '</div></section>',
  ].join('');
}

function charts(input: PageInput): string {
  const { curves, events, report, scenario } = input;
  const endS = report.endMs / 1000;
  const marks = marksOf(events);
  const common = { timeS: curves.timeS, endS, marks };
  const capN = prescribedPull(scenario)?.capN;
  const pullLevels: Level[] =
    capN === undefined ? [] : [{ label: `cap ${capN.toFixed(0)} N`, className: 'cap', value: capN }];
  const angleCapDeg = Math.min(scenario.prescription?.angleCapDeg ?? ANGLE_CAP_DEG, ANGLE_CAP_DEG);
  return [
    '<section class="card charts">',
    strip(stretches(events, endS), marks, endS),
    chart({
      ...common,
      title: 'Angle',
      unit: 'degrees',
      series: [{ label: 'board', className: 'angle', values: curves.angleDeg }],
      levels: [{ label: `cap ${angleCapDeg} degrees`, className: 'cap', value: angleCapDeg }],
      span: [0, 10],
    }),
    chart({
      ...common,
      title: 'Pull',
      unit: 'newtons',
      series: [
        { label: 'strap', className: 'pull', values: curves.forceN },
        { label: 'target', className: 'target', values: curves.targetN },
      ],
      levels: pullLevels,
      span: [0, 20],
    }),
    chart({
      ...common,
      title: 'Speed',
      unit: 'degrees per second',
      series: [{ label: 'board', className: 'speed', values: curves.speedDegPerS }],
      levels: [],
      span: [-1, 1],
    }),
    '</section>',
  ].join('');
}

function lists({ report, events }: PageInput): string {
  return [
    table(
      'Events',
      [
        { title: '#', cell: (row) => row.number, isFigure: true },
        { title: 'Time', cell: (row) => instant(row.event.atMs), isFigure: true },
        { title: 'What happened', cell: (row) => row.event.text },
      ],
      numbered(events).map((event, index) => ({ number: index + 1, event })),
      'Nothing but the session itself.',
    ),
    table(
      'Stops',
      [
        { title: 'Cause', cell: (stop) => stop.cause },
        { title: 'Time', cell: (stop) => instant(stop.atMs), isFigure: true },
        {
          title: 'Drive power off after, ms',
          cell: (stop) => fixed(stop.drivePowerOffMs, 0) ?? 'stays on',
          isFigure: true,
        },
        { title: 'At rest after, ms', cell: (stop) => fixed(stop.atRestMs, 0), isFigure: true },
        { title: 'Turned on by, degrees', cell: (stop) => fixed(stop.overrunDeg, 3), isFigure: true },
      ],
      report.stops,
      'The board was not stopped.',
    ),
    table(
      'Faults',
      [
        { title: 'Code', cell: (fault) => fault.code, isFigure: true },
        { title: 'Fault', cell: (fault) => fault.name },
        { title: 'Reaction', cell: (fault) => fault.reaction },
        { title: 'Time', cell: (fault) => instant(fault.atMs), isFigure: true },
      ],
      report.faults,
      'The device reported none.',
    ),
    report.expectations.length === 0
      ? ''
      : table(
          'Expectations',
          [
            { title: 'Time', cell: (one) => instant(one.atMs), isFigure: true },
            { title: 'Holds', cell: (one) => one.ok },
            { title: 'Finding', cell: (one) => one.detail },
          ],
          report.expectations,
          '',
        ),
    table(
      'Safety invariants broken',
      [
        { title: 'Invariant', cell: (one) => one.invariant },
        { title: 'Time', cell: (one) => instant(one.atMs), isFigure: true },
        { title: 'Finding', cell: (one) => one.detail },
      ],
      report.violations,
      'None: every invariant held at every step.',
    ),
    sessionTable(report),
  ].join('');
}

function sessionTable(report: Report): string {
  const names = Object.keys(report.sessions[0] ?? {});
  const columns = names.map((name) => ({
    title: name,
    cell: (session: Report['sessions'][number]) => {
      const value = session[name] ?? null;
      return typeof value === 'number' ? Math.round(value * 100) / 100 : value;
    },
    isFigure: true,
  }));
  return table("The device's own log", columns, report.sessions, 'No session was logged.');
}

/** Every how-many-th sample the moving picture shows. */
function pictureIndices(curves: Curves): number[] {
  const every = Math.max(1, Math.ceil(curves.timeS.length / PICTURE_SAMPLES));
  return curves.timeS.map((_, index) => index).filter((index) => index % every === 0);
}

/** What the page's script needs; `<` is escaped so that no text can end the script element. */
function pictureData({ curves, events, report }: PageInput): string {
  const indices = pictureIndices(curves);
  const endS = report.endMs / 1000;
  const parts = stretches(events, endS);
  const pick = (values: readonly (number | null)[], digits: number) =>
    indices.map((index) => {
      const value = values[index] ?? null;
      return value === null ? null : Number(value.toFixed(digits));
    });
  const timeS = pick(curves.timeS, 1) as number[];
  const angleDeg = pick(curves.angleDeg, 2) as number[];
  const data = {
    timeS,
    angleDeg,
    endS,
    forceN: pick(curves.forceN, 1),
    targetN: pick(curves.targetN, 1),
    speedDegPerS: pick(curves.speedDegPerS, 3),
    clock: timeS.map(clock),
    state: timeS.map((time) => parts.findLast((part) => part.fromS <= time)?.state ?? 'off'),
    hinge: HINGE,
    attachPx: attachPoint(0).x - HINGE.x,
    left: CHART.left,
    width: CHART.width - CHART.left - CHART.right,
    full: CHART.width,
    firstShown: angleDeg.indexOf(Math.max(...angleDeg)),
  };
  return JSON.stringify(data).replace(/</g, '\\u003c');
}

function story({ scenario, report }: PageInput): string {
  const { person, prescription, device } = scenario;
  const target = prescription?.target;
  const aim =
    target === undefined
      ? 'no prescription'
      : target.angleDeg !== undefined
        ? `${target.angleDeg} degrees`
        : target.forceN !== undefined
          ? `${target.forceN} N`
          : `${target.bodyWeightPct} % of body weight`;
  const program =
    prescription === null ? aim : `${prescription.program}, ${aim}, held for ${clock(prescription.holdS)} min`;
  return `${program} · ${person.massKg} kg, friction ${person.friction} · ${device.orientation} · seed ${report.seed} · ${report.engine} engine`;
}

export function reportPage(input: PageInput): string {
  const { report } = input;
  const verdict = report.ok
    ? '<span class="verdict good">all held</span>'
    : '<span class="verdict bad">not all held</span>';
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeText(report.name)} – Incline report</title><style>${asset('page-style.css')}</style></head><body><main>`,
    `<header><h1>${escapeText(report.name)}</h1>${verdict}</header><p class="story">${escapeText(story(input))}</p>`,
    tiles(input),
    scene(input),
    charts(input),
    lists(input),
    `<footer><p>${NOTICE}</p><p>Firmware <code>${report.firmware}</code><br>Timeline <code>${report.timeline}</code></p></footer>`,
    `</main><script type="application/json" id="run">${pictureData(input)}</script><script>${asset('page-script.js')}</script></body></html>\n`,
  ].join('\n');
}
