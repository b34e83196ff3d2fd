/** The figures as plain text. */
import { TICK_MS } from '../../firmware/limits.ts';
import type { Figures, Speed, TickFigure } from './figures.ts';
import { nodeOverAvr, type Goal } from './goals.ts';

const NAME_WIDTH = 44;

function digits(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en-GB');
  return value.toFixed(value >= 10 ? 1 : 3);
}

function row(name: string, text: string): string {
  return `${name.padEnd(NAME_WIDTH)}${text}`;
}

function speedText(speed: Speed | null, otherwise: string): string {
  if (speed === null) return otherwise;
  return `${digits(speed.perCpuS)} times real time by processor time, ${digits(speed.perWallS)} by the clock`;
}

function tickText({ passes, nativeMs, boardMs }: TickFigure): string {
  return `${digits(passes)} passes and ${digits(nativeMs)} ms in native calls: about ${digits(boardMs)} ms of ${TICK_MS}`;
}

function goalLine({ name, unit, value, atLeast, atMost, met }: Goal): string {
  const bound = atLeast === undefined ? `at most ${digits(atMost ?? 0)}` : `at least ${digits(atLeast)}`;
  const verdict = met === null ? 'not measured' : met ? 'met' : 'NOT MET';
  return row(`  ${name}`, `${value === null ? '-' : digits(value)} ${unit}, goal ${bound}: ${verdict}`);
}

function interpreterLines({ espruino, ticks, variables }: Figures, skipped: string): string[] {
  const lines = [
    row('Espruino engine', espruino === null ? skipped : `${digits(espruino.perWallS)} times real time by the clock`),
  ];
  if (ticks !== null) {
    lines.push(row(`tick, median of ${ticks.callbacks}`, tickText(ticks.median)));
    lines.push(row(`tick, worst, ${digits(ticks.worst.atMs / 1000)} s after power-up`, tickText(ticks.worst)));
  }
  if (variables !== null) {
    const { afterBoot, peak, afterSession, bytesEach } = variables;
    const text = `${afterBoot} after boot, ${peak} at the peak of a session, ${afterSession} after it (of ${bytesEach} bytes; the board's have 14)`;
    lines.push(row('variables', text));
  }
  return lines;
}

export function tableLines(figures: Figures, goals: readonly Goal[], skipped: string): string[] {
  const { node, avr8js, planner, bundleBytes } = figures;
  const ratio = nodeOverAvr(figures);
  return [
    row('Node engine, whole firmware', speedText(node, 'not measured')),
    ...interpreterLines(figures, skipped),
    row('avr8js, HX711 loop at 16 MHz', speedText(avr8js, 'not measured; npm ci installs avr8js where it is missing')),
    row('Node engine over avr8js', ratio === null ? '-' : `${digits(ratio)} times`),
    row(
      'planner',
      planner === null
        ? 'not measured'
        : `${planner.worstRatio.toFixed(6)} of the optimum in the worst of ${digits(planner.moves)} moves, ${digits(planner.movesPerS)} moves a second`,
    ),
    row('bundle', `${digits(bundleBytes)} bytes`),
    '',
    'goals',
    ...goals.map(goalLine),
  ];
}
