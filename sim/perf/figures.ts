/** Everything that `incline perf` measures, in one run, the speeds in interleaved rounds so that they share the machine's mood. */
import { Buffer } from 'node:buffer';
import type { TickCosts } from '../../hal/virtual/espruino-engine.ts';
import { NodeEngine } from '../../hal/virtual/node-engine.ts';
import type { Bundle } from '../bundle.ts';
import { loadAvr, timeAvr } from './avr.ts';
import { hasInterpreter, measureSpeed, measureTicks, measureVariables, type Variables } from './interpreter.ts';
import { measurePlanner, type PlannerFigures } from './planner.ts';
import { timeRun, wholeSession } from './session.ts';

const ROUNDS = 3;
const TICK_ROUNDS = 3;
const AVR_S = 1;
const MOVES = 100_000;

/** Simulated seconds per second, the best of the rounds. */
export interface Speed {
  readonly perCpuS: number;
  readonly perWallS: number;
}

/** One callback of the firmware in the interpreter, estimated for the board. */
export interface TickFigure {
  /** Simulated instant after power-up. */
  readonly atMs: number;
  /** Computing, in passes of the reference loop. */
  readonly passes: number;
  readonly nativeMs: number;
  readonly boardMs: number;
}

export interface Ticks {
  readonly callbacks: number;
  readonly median: TickFigure;
  readonly worst: TickFigure;
}

/** What is null was not measured: no interpreter, no avr8js, or stopped before. */
export interface Figures {
  readonly bundleBytes: number;
  node: Speed | null;
  espruino: Speed | null;
  avr8js: Speed | null;
  planner: PlannerFigures | null;
  ticks: Ticks | null;
  variables: Variables | null;
}

export interface Watcher {
  /** Told before each piece of work; false ends the measurement with what it has. */
  goesOn(done: number, of: number): Promise<boolean>;
}

type Piece = () => Promise<void> | void;

function better(before: Speed | null, simulatedS: number, cpuS: number, wallS: number): Speed {
  return {
    perCpuS: Math.max(before?.perCpuS ?? 0, simulatedS / cpuS),
    perWallS: Math.max(before?.perWallS ?? 0, simulatedS / wallS),
  };
}

function measureNode(figures: Figures, bundle: Bundle): void {
  const run = timeRun(wholeSession(), bundle, new NodeEngine());
  if (!run.ok || run.sessions !== 1) throw new Error('the measured session went wrong; npm test tells more');
  figures.node = better(figures.node, run.simulatedS, run.cpuS, run.wallS);
}

async function measureEspruino(figures: Figures, bundle: Bundle): Promise<void> {
  const run = await measureSpeed(bundle);
  // The interpreter's processor time is not this process's: wall time stands for both.
  figures.espruino = better(figures.espruino, run.simulatedS, run.wallS, run.wallS);
}

async function measureAvr(figures: Figures): Promise<void> {
  const avr = await loadAvr();
  if (avr === null) return;
  const startMs = performance.now();
  const run = timeAvr(avr, AVR_S);
  figures.avr8js = better(figures.avr8js, run.simulatedS, run.cpuS, (performance.now() - startMs) / 1000);
}

function tickFigure({ atUs, passes, nativeUs, boardMs }: TickCosts['median']): TickFigure {
  return { atMs: atUs / 1000, passes, nativeMs: nativeUs / 1000, boardMs };
}

function ticksOf(costs: TickCosts): Ticks {
  return { callbacks: costs.callbacks.length, median: tickFigure(costs.median), worst: tickFigure(costs.worst) };
}

function pieces(figures: Figures, bundle: Bundle): Piece[] {
  const interpreter = hasInterpreter();
  const round: Piece[] = [() => measureNode(figures, bundle), () => measureNode(figures, bundle)];
  if (interpreter) round.push(() => measureEspruino(figures, bundle));
  round.push(() => measureAvr(figures));
  const all = Array.from({ length: ROUNDS }, () => round).flat();
  all.push(() => void (figures.planner = measurePlanner(MOVES)));
  if (!interpreter) return all;
  all.push(async () => void (figures.ticks = ticksOf(await measureTicks(bundle, TICK_ROUNDS))));
  all.push(async () => void (figures.variables = await measureVariables(bundle)));
  return all;
}

/** Measures. Throws when a measurement fails, not when a goal is missed. */
export async function measure(bundle: Bundle, watcher: Watcher): Promise<Figures> {
  const figures: Figures = {
    bundleBytes: Buffer.byteLength(bundle.program),
    node: null,
    espruino: null,
    avr8js: null,
    planner: null,
    ticks: null,
    variables: null,
  };
  const work = pieces(figures, bundle);
  for (let i = 0; i < work.length; i++) {
    if (!(await watcher.goesOn(i, work.length))) break;
    await work[i]!();
  }
  return figures;
}
