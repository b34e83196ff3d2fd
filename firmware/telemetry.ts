import { reactionOf, RECENT_FAULTS, type Book } from './book.ts';
import { pullIsFresh, type Device } from './device.ts';
import { TICK_MS } from './limits.ts';
import { secondsLeft, type Panel } from './panel.ts';

/** Ticks between two measurement lines: one second. An even number: the force stage has the odd ticks. */
const EVERY_TICKS = 1000 / TICK_MS;
/** The first one. */
const FIRST_TICKS = 6;

/** What was sent last. */
export interface Telemetry {
  state: number;
  raised: number;
  /** Tick from which the next measurement line is due. */
  dueTicks: number;
}

export function newTelemetry(): Telemetry {
  return { state: -1, raised: 0, dueTicks: FIRST_TICKS };
}

function nextFault(t: Telemetry, book: Book): string {
  if (book.raised - t.raised > RECENT_FAULTS) t.raised = book.raised - RECENT_FAULTS;
  const code = book.recent[t.raised % RECENT_FAULTS];
  t.raised++;
  return 'F,' + code + ',' + reactionOf(code);
}

/** The interpreter's own rounding adds a half first, which is one more than elsewhere just below a half: this is the same everywhere. */
function whole(value: number): number {
  return Math.floor(value + 0.5);
}

/**
 * The next line to push, or '' for none. One a period, and the cause of a new state with it:
 * `S,<state number>` when the state changes, `F,<fault code>,<reaction number>` when a fault is raised,
 * `T,<angle in 0.01 deg>,<pull in 0.1 N or x>,<seconds left>,<pull target in 0.1 N>` once a second.
 */
export function nextLine(t: Telemetry, d: Device, p: Panel): string {
  const book = d.book;
  if (d.session.state !== t.state) {
    t.state = d.session.state;
    const line = 'S,' + t.state;
    return t.raised < book.raised ? line + '\n' + nextFault(t, book) : line;
  }
  if (t.raised < book.raised) return nextFault(t, book);
  // Readings wait for a period with time for them.
  if (d.busy || d.ticks < t.dueTicks) return '';
  while (t.dueTicks <= d.ticks) t.dueTicks += EVERY_TICKS;
  const pull = pullIsFresh(d) ? whole(d.sensed.pullN * 10) : 'x';
  const target = whole(d.aim.pullTargetN * 10);
  return 'T,' + whole(d.sensed.angleDeg * 100) + ',' + pull + ',' + secondsLeft(p, d) + ',' + target;
}
