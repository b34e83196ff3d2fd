/**
 * The interpreter's list of timers, in the order of their creation, because that is the order in which due
 * ones run (Espruino 2v29, jsiIdle: one walk over the array, begun again whenever it changes).
 */
import type { Watch } from './watches.ts';

/** Anything shorter, negative or not a number becomes this. */
export const MIN_INTERVAL_MS = 0.1;
/** The interpreter refuses more than a hundred years. */
const MAX_INTERVAL_MS = 3153600000000;

export class Timer {
  readonly id: number;
  /** In the time base of the chip, not of the world. */
  dueUs: number;
  /** Negative: once only. */
  intervalUs: number;
  callback: unknown;
  args: unknown[] | null;
  /** Set for the internal timers that debounce a watch. */
  watch: Watch | null = null;
  watchState = false;

  constructor(id: number, dueUs: number, intervalUs: number, callback: unknown, args: unknown[] | null) {
    this.id = id;
    this.dueUs = dueUs;
    this.intervalUs = intervalUs;
    this.callback = callback;
    this.args = args;
  }
}

export class TimerList {
  /** The walk over the list must begin again. */
  changed = false;
  /** Due time of the earliest timer. */
  earliestUs = Infinity;
  readonly list: Timer[] = [];

  /** Adds a timer; the id is one more than that of the last in the list, so ids are used again. */
  add(dueUs: number, intervalUs: number, callback: unknown, args: unknown[] | null): Timer {
    const last = this.list[this.list.length - 1];
    const timer = new Timer(last === undefined ? 1 : last.id + 1, dueUs, intervalUs, callback, args);
    this.list.push(timer);
    if (dueUs < this.earliestUs) this.earliestUs = dueUs;
    return timer;
  }

  find(id: unknown): Timer | undefined {
    return this.list.find((timer) => timer.id === id);
  }

  remove(timer: Timer): void {
    const place = this.list.indexOf(timer);
    if (place >= 0) this.list.splice(place, 1);
    this.refresh();
  }

  /** All but the internal ones of debounced watches. */
  removeAll(): void {
    for (let i = this.list.length - 1; i >= 0; i--) if (this.list[i]!.watch === null) this.list.splice(i, 1);
    this.refresh();
  }

  clear(): void {
    this.list.length = 0;
    this.earliestUs = Infinity;
    this.changed = true;
  }

  refresh(): void {
    let earliest = Infinity;
    for (let i = 0; i < this.list.length; i++) if (this.list[i]!.dueUs < earliest) earliest = this.list[i]!.dueUs;
    this.earliestUs = earliest;
  }
}

/** Period in microseconds as the interpreter takes it. */
export function periodUs(ms: unknown): number {
  const value = Number(ms);
  if (!(value >= MIN_INTERVAL_MS)) return MIN_INTERVAL_MS * 1000;
  if (value > MAX_INTERVAL_MS) throw new Error('Interval is too long (>100 years)');
  return value * 1000;
}
