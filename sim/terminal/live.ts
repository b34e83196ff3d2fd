/** Plays a run live: as a picture that moves where there is a terminal, as plain lines where there is none. */
import type { TraceEvent } from '../trace.ts';
import type { Interrupt } from '../interrupt.ts';
import type { PreparedRun } from '../runner.ts';
import { frame } from './frame.ts';
import { Screen } from './screen.ts';
import { eventLine } from './words.ts';

/** Pictures a second: smooth, and a slow line to the terminal keeps up. */
const FRAMES_PER_S = 15;
/** Plain lines come at events and every so often in between, in simulated time. */
const PLAIN_EVERY_MS = 30_000;
/** Below this width even the readings do not fit. */
const COLUMNS_MIN = 50;

export interface LiveOptions {
  readonly title: string;
  /** Real time that the whole run shall take; 0 for as fast as it goes. */
  readonly seconds: number;
  readonly out: NodeJS.WriteStream;
  readonly interrupt: Interrupt;
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Plays to the end, or until the person has had enough. */
export async function playLive(run: PreparedRun, events: readonly TraceEvent[], options: LiveOptions): Promise<void> {
  const isScreen = options.out.isTTY && options.out.columns >= COLUMNS_MIN && process.env.TERM !== 'dumb';
  if (isScreen) await playOnScreen(run, events, options);
  else await playPlainly(run, events, options);
}

async function playOnScreen(run: PreparedRun, events: readonly TraceEvent[], options: LiveOptions): Promise<void> {
  const screen = new Screen(options.out);
  const startedMs = performance.now();
  const pace = options.seconds === 0 ? Infinity : run.endMs / (1000 * options.seconds);
  screen.open();
  try {
    while (!run.isOver && !options.interrupt.isAsked) {
      const elapsedMs = performance.now() - startedMs;
      run.advanceTo(pace === Infinity ? run.nowMs + 2000 : elapsedMs * pace);
      screen.draw(
        frame({ ...run.view(), title: options.title, pace: run.nowMs / (elapsedMs + 1), events }, screen.columns),
      );
      await sleep(pace === Infinity ? 0 : 1000 / FRAMES_PER_S);
    }
  } finally {
    screen.close();
  }
}

/** Without a terminal nobody watches: no pacing. */
async function playPlainly(
  run: PreparedRun,
  events: readonly TraceEvent[],
  { out, interrupt, title }: LiveOptions,
): Promise<void> {
  out.write(`${title}\n`);
  let told = 0;
  let nextMs = PLAIN_EVERY_MS;
  while (!run.isOver && !interrupt.isAsked) {
    run.advanceTo(Math.min(run.nowMs + 1000, run.endMs));
    for (; told < events.length; told += 1) {
      const event = events[told];
      if (event !== undefined) out.write(`${eventLine(event)}\n`);
    }
    if (run.nowMs >= nextMs) {
      nextMs += PLAIN_EVERY_MS;
      out.write(`${plainReading(run)}\n`);
    }
    await sleep(0);
  }
}

function plainReading(run: PreparedRun): string {
  const view = run.view();
  const target = view.targetN === null ? '' : ` of ${view.targetN.toFixed(0)} N`;
  const left = view.timeLeftS === null ? '' : `, ${view.timeLeftS.toFixed(0)} s left`;
  return eventLine({
    atMs: view.nowMs,
    kind: 'note',
    text: `${view.angleDeg.toFixed(1)} degrees, pull ${view.forceN.toFixed(0)} N${target}${left}`,
  });
}
