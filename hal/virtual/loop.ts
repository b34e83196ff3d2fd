/**
 * The interpreter's idle loop: pin edges and input, due timers, queued events, reports of errors.
 *
 * One pass does what jsiIdle of Espruino 2v29 does, in its order: it empties the I/O ring, runs due timers in
 * the order of their creation, runs queued events, feeds an automatic watchdog, and reports at its end the last
 * uncaught exception of the pass (earlier ones of the same pass are lost there as well).
 */
import type { Clock } from './clock.ts';
import { CALL } from './costs.ts';
import { EngineFailure, ErrorFlagSet } from './errors.ts';
import type { ProgramStop } from './errors.ts';
import { formatAll } from './format.ts';
import { IoQueue } from './io-queue.ts';
import type { IoEvent } from './io-queue.ts';
import { TimerList } from './timers.ts';
import type { Timer } from './timers.ts';
import { WatchList } from './watches.ts';
import { runDebounced, runWatches } from './watch-runner.ts';

const US_PER_S = 1e6;

/** What the loop needs from the rest of the chip. */
export interface LoopHost {
  /** Input for a device: text from outside. */
  input(device: string, text: string): void;
  /** `process.on('uncaughtException')`: false when nobody listens. */
  uncaught(error: unknown): boolean;
  /** Text for the console. */
  say(text: string): void;
  /** `E.on('errorFlag')`. */
  errorFlags(flags: string[]): void;
  /** End of a pass: automatic watchdog, driver mode, load() and reset() asked for. */
  passed(): void;
  /** Code given as text. */
  evaluate(code: string): unknown;
}

interface Deferred {
  callback: unknown;
  self: unknown;
  args: unknown[];
}

export class EventLoop {
  readonly io: IoQueue;
  readonly watches: WatchList;
  readonly timers = new TimerList();
  readonly flags = new ErrorFlagSet();
  readonly clock: Clock;
  /** Chip time is world time times `rate` plus `offsetUs`: the crystal of the chip may drift. */
  rate = 1;
  offsetUs = 0;
  /** Wall clock minus chip time. */
  wallUs = 0;
  /** A program has been started; without one there is nothing to run. */
  alive = false;
  /** A callback is running. */
  running = false;
  /** Counts callbacks, so that a late interrupt can tell whether its victim still runs. */
  callbacks = 0;
  /** Time to lose in the next callback: an injected stall. */
  stallUs = 0;
  /** The next timer callback ends as after running out of memory. */
  memoryFault = false;
  private wanted = false;
  private deferred: Deferred[] = [];
  private error: { thrown: unknown } | null = null;
  private readonly host: LoopHost;
  private readonly awake = (): boolean => this.wanted || !this.alive;

  constructor(clock: Clock, host: LoopHost) {
    this.clock = clock;
    this.host = host;
    this.io = new IoQueue(() => this.flags.raise('FIFO_FULL'));
    this.watches = new WatchList(this.io, () => this.wake());
  }

  /** Time of the chip's own clock. */
  chipUs(): number {
    return this.rate === 1 ? this.clock.nowUs + this.offsetUs : this.clock.nowUs * this.rate + this.offsetUs;
  }

  /** Seconds as a program sees them, for an instant of the chip's clock. */
  seconds(chipUs: number): number {
    return (chipUs + this.wallUs) / US_PER_S;
  }

  setRate(rate: number): void {
    const nowUs = this.chipUs();
    this.rate = rate;
    this.offsetUs = nowUs - this.clock.nowUs * rate;
  }

  wake(): void {
    this.wanted = true;
  }

  /** Runs the chip until the world's clock shows `untilUs`; a callback under way is finished first. */
  run(untilUs: number): void {
    while (this.alive && this.clock.nowUs < untilUs) {
      if (!this.wanted && this.timers.earliestUs > this.chipUs()) {
        const dueUs = (this.timers.earliestUs - this.offsetUs) / this.rate;
        this.clock.sleepUntil(dueUs < untilUs ? dueUs : untilUs, this.awake);
        // Rounding in the drift must not make the loop wait for a timer for ever.
        if (!this.alive || (!this.wanted && !(this.clock.nowUs >= dueUs))) continue;
      }
      this.pass();
    }
  }

  /** Queues a callback for the end of this pass. */
  defer(callback: unknown, self: unknown, args: unknown[]): void {
    this.deferred.push({ callback, self, args });
    this.wake();
  }

  /** Runs a callback. False when it was interrupted and must not be called again. */
  invoke(callback: unknown, self: unknown, args: unknown[] | null): boolean {
    const outer = this.running;
    this.running = true;
    this.callbacks++;
    try {
      this.clock.charge(CALL.callback);
      if (this.stallUs > 0) this.loseTime();
      if (typeof callback === 'function') {
        if (args === null) callback.call(self);
        else callback.apply(self, args);
      } else if (typeof callback === 'string') {
        this.host.evaluate(callback);
      }
      return this.clock.stopped ? this.stopped() : true;
    } catch (error) {
      if (this.clock.stopped) return this.stopped();
      if (error instanceof EngineFailure) throw error;
      this.error = { thrown: error };
      this.wake();
      return true;
    } finally {
      this.running = outer;
    }
  }

  clear(): void {
    this.io.clear();
    this.watches.clear();
    this.timers.clear();
    this.flags.clear();
    this.deferred = [];
    this.error = null;
    this.wanted = false;
    this.stallUs = 0;
    this.memoryFault = false;
  }

  private pass(): void {
    this.wanted = false;
    this.clock.charge(CALL.idlePass);
    // The supply can fail or the watchdog bite right here.
    if (!this.alive) return;
    if (this.io.length > 0) this.drain();
    this.runTimers(this.chipUs());
    while (this.deferred.length > 0) {
      const next = this.deferred.shift()!;
      this.invoke(next.callback, next.self, next.args);
    }
    this.host.passed();
    if (this.error !== null) this.report();
    if (this.flags.changed) this.reportFlags();
  }

  /** Only what was in the ring at the start: a flood cannot starve the timers. */
  private drain(): void {
    let budget = this.io.usedBytes;
    while (budget-- > 0) {
      const event: IoEvent | undefined = this.io.pop();
      if (event === undefined) return;
      this.wake();
      if (event.pad < 0) {
        budget -= event.text.length;
        this.host.input(event.device, event.text);
      } else {
        runWatches(this, event);
      }
    }
  }

  private runTimers(nowUs: number): void {
    const timers = this.timers;
    if (timers.earliestUs > nowUs) return;
    do {
      timers.changed = false;
      for (let i = 0; i < timers.list.length && !timers.changed; i++) {
        const timer = timers.list[i]!;
        if (timer.dueUs <= nowUs && this.runTimer(timer)) i--;
      }
    } while (timers.changed);
    timers.refresh();
  }

  /** Runs one due timer; true when it has left the list. */
  private runTimer(timer: Timer): boolean {
    const dueUs = timer.dueUs;
    this.wake();
    if (timer.watch !== null) {
      runDebounced(this, timer, timer.watch);
      this.timers.remove(timer);
      return true;
    }
    const goesOn = this.memoryFault ? this.outOfMemory() : this.invoke(timer.callback, undefined, timer.args);
    // The period is read after the callback: it may have changed. Next due is counted from the last due, not from now.
    if (timer.intervalUs >= 0 && goesOn) {
      timer.dueUs = dueUs + timer.intervalUs;
      return false;
    }
    if (timer.intervalUs >= 0) this.host.say('ERROR: Ctrl-C while processing interval - removing it.\n');
    if (timer.intervalUs >= 0) this.flags.raise('CALLBACK');
    this.timers.remove(timer);
    return true;
  }

  private outOfMemory(): boolean {
    this.memoryFault = false;
    this.flags.raise('MEMORY');
    this.flags.raise('LOW_MEMORY');
    this.host.say('Execution Interrupted during event processing.\n');
    return false;
  }

  private loseTime(): void {
    const us = this.stallUs;
    this.stallUs = 0;
    this.clock.spend(us);
  }

  /** The clock refuses to let the program go on. An interrupt ends here, a reset passes through. */
  private stopped(): boolean {
    const signal = this.clock.signal as ProgramStop;
    if (signal.reason === 'interrupt') {
      this.clock.resume();
      this.host.say('Execution Interrupted during event processing.\n');
      this.wake();
      return false;
    }
    throw signal;
  }

  private reportFlags(): void {
    const news = this.flags.news();
    if (news.length === 0) return;
    this.host.errorFlags(news);
    this.host.say(`New interpreter error: ${formatAll([news])}\n`);
  }

  private report(): void {
    const thrown = this.error!.thrown;
    this.error = null;
    if (this.host.uncaught(thrown)) {
      // What the handler itself throws is printed.
      const again = this.error as { thrown: unknown } | null;
      this.error = null;
      if (again === null) return;
      this.host.say(`Uncaught ${String(again.thrown)}\n`);
      return;
    }
    this.host.say(`Uncaught ${String(thrown)}\n`);
  }
}
