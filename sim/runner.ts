/** Plays a scenario on a bench and reports. */
import { PINS } from '../hal/board/pins.ts';
import type { Engine } from '../hal/virtual/contract.ts';
import { EngineFailure } from '../hal/virtual/errors.ts';
import { Bench, type BenchWatcher } from './bench.ts';
import type { Bundle } from './bundle.ts';
import { judge, type Expectation } from './expectations.ts';
import { flashImage, loggedSessions } from './flash-image.ts';
import { checkInjections } from './injections.ts';
import { InvariantChecker, type Violation } from './invariants.ts';
import { Person } from './person.ts';
import { prescribedPull } from './prescribed.ts';
import { Random } from './random.ts';
import { holds, type Report } from './report.ts';
import type { Scenario, Step } from './scenario/format.ts';
import { RUNTIME_PART } from './scenario/runtime-faults.ts';
import { StopRecorder, type Stop } from './stops.ts';
import type { FrameInput } from './terminal/frame.ts';
import { Trace, type Curves, type TraceEvent } from './trace.ts';
import { TruthFollower } from './truth-summary.ts';
import { viewOf } from './view.ts';
import type { World } from './world.ts';
import { buttonWords, expectationWords, faultWords, injectionWords } from './words.ts';

/** Enough of an interpreter's last words to know what happened. */
const DETAIL_CHARS_MAX = 500;
/** Shorter presses are one event. */
const SHORT_PRESS_MS = 1000;

export interface RunOptions {
  readonly scenario: Scenario;
  readonly bundle: Bundle;
  readonly engine: Engine;
  /** Flash image that the scenario brings; null for one made from what it says. */
  readonly flash: Uint8Array | null;
  /** Names the scenario in complaints. */
  readonly source: string;
  /** Whether curves are kept. */
  readonly trace: boolean;
  /** Whether steps that are added later may spoil the program's memory. */
  readonly memory?: boolean;
  /** Called after every look at the truth. */
  readonly onLook?: (world: World) => void;
}

export interface RunResult {
  readonly report: Report;
  readonly scenario: Scenario;
  readonly curves: Curves;
  readonly events: readonly TraceEvent[];
  /** Flash at power-up where the scenario brought it, and at the end. */
  readonly flashAtStart: Uint8Array | null;
  readonly flash: Uint8Array;
}

export class PreparedRun implements BenchWatcher {
  readonly endMs: number;
  readonly events: TraceEvent[];
  /** For whoever looks on; steps go in by `add`, so that a recording has them. */
  readonly bench: Bench;
  private readonly options: RunOptions;
  private readonly follower: TruthFollower;
  private readonly checker: InvariantChecker;
  private readonly stops: StopRecorder;
  private readonly trace: Trace;
  private readonly person: Person;
  private readonly expectations: Expectation[] = [];
  private readonly sessionsBefore: number;
  private seenFinished = false;
  private hasDied = false;
  private violationsTold = 0;

  constructor(options: RunOptions) {
    const { scenario, bundle, engine, source } = options;
    checkInjections(scenario, source);
    this.options = options;
    this.endMs = scenario.endMs;
    const flash = options.flash ?? flashImage(scenario);
    this.sessionsBefore = loggedSessions(flash).length;
    this.bench = new Bench({
      scenario,
      program: bundle.program,
      engine,
      flash,
      watcher: this,
      memory: options.memory ?? false,
    });
    const { world } = this.bench;
    this.follower = new TruthFollower(world, prescribedPull(scenario)?.targetN ?? null);
    this.checker = new InvariantChecker(world);
    this.stops = new StopRecorder(world);
    this.trace = new Trace(world);
    this.events = this.trace.events;
    this.person = new Person(new Random(scenario.seed).split('person'), (atMs, button, forMs) => {
      this.bench.at(atMs, () => this.bench.press(button, true));
      this.bench.at(atMs + forMs, () => this.bench.press(button, false));
    });
    scenario.steps.forEach((step) => this.add(step));
  }

  get nowMs(): number {
    return this.bench.nowMs;
  }

  get isOver(): boolean {
    return this.hasDied || this.bench.nowMs >= this.endMs;
  }

  get world(): World {
    return this.bench.world;
  }

  /** What the display shows now. */
  get displayText(): string {
    return this.bench.displayText();
  }

  /** Duty that the chip puts out to the bridge, whatever comes of it there. */
  get duty(): number {
    const pad = this.bench.chip.pad(PINS.drivePwm);
    return pad.duty ?? pad.driven ?? 0;
  }

  /** Plays one more step, and writes it into the story, so that the story alone tells what happened. */
  addToStory(step: Step): void {
    this.options.scenario.steps.push(step);
    this.add(step);
  }

  /** Curves so far; empty unless they are kept. */
  get curves(): Curves {
    return this.trace.curves;
  }

  /** The stop that began last. */
  get lastStop(): Stop | null {
    return this.stops.stops.at(-1) ?? null;
  }

  /** Expectations judged so far, and invariants broken so far. */
  get findings(): { readonly expectations: readonly Expectation[]; readonly violations: readonly Violation[] } {
    return { expectations: this.expectations, violations: this.checker.violations };
  }

  /** A session was completed and the device is idle again. */
  get isSessionOver(): boolean {
    return this.seenFinished && this.bench.world.device.state === 'idle';
  }

  /** What the device told last of the time left, and in which state it is. */
  get told(): { atMs: number; leftS: number; state: string; stateAtMs: number } | null {
    const { reading, state, stateAtMs } = this.bench.world.device;
    return reading === null ? null : { atMs: reading.atMs, leftS: reading.timeLeftS, state, stateAtMs };
  }

  get drivePower(): boolean {
    return this.bench.world.truth.drivePower;
  }

  /** A real interpreter that dies ends the run as a failed one; any other exception is a mistake of the simulator. */
  advanceTo(atMs: number): void {
    try {
      this.bench.runUntil(Math.min(atMs, this.endMs));
    } catch (error) {
      if (!(error instanceof EngineFailure)) throw error;
      this.hasDied = true;
      const detail = error.message.replace(/\s+/g, ' ').slice(0, DETAIL_CHARS_MAX);
      this.checker.violations.push({ invariant: 'controllerStaysUp', atMs: this.nowMs, detail });
    }
  }

  /** One more thing that will happen, at an instant that has not come yet. */
  add(step: Step): void {
    this.bench.at(step.atMs, () => this.play(step));
  }

  /** What a person sees at this moment. */
  view(): Omit<FrameInput, 'title' | 'pace' | 'events'> {
    return viewOf(this.bench, this.endMs);
  }

  /** Ends the run here and tells what came of it. */
  finish(): RunResult {
    const { bench, options } = this;
    const { scenario, bundle, engine } = options;
    bench.look();
    this.stops.finish();
    const flash = bench.chip.flashImage();
    const sessions = loggedSessions(flash);
    this.checker.end(sessions.length - this.sessionsBefore);
    const { violations } = this.checker;
    const report: Report = {
      name: scenario.name,
      seed: scenario.seed,
      engine: engine.name,
      firmware: bundle.sha256,
      ok: holds(violations, this.expectations),
      endMs: Math.min(bench.nowMs, this.endMs),
      state: bench.world.device.state,
      truth: this.follower.summary(),
      stops: this.stops.stops,
      faults: bench.world.device.faults,
      violations,
      expectations: this.expectations,
      sessions,
      timeline: bench.chip.timeline.digest(),
    };
    engine.dispose();
    return { report, scenario, curves: this.trace.curves, events: this.events, flashAtStart: options.flash, flash };
  }

  stepped(): void {
    this.follower.step();
    this.checker.step();
    this.stops.step();
    this.options.onLook?.(this.bench.world);
    if (this.options.trace) this.trace.step();
    while (this.violationsTold < this.checker.violations.length) this.tellViolation();
  }

  stateChanged(state: string, before: string): void {
    this.trace.event('state', state);
    this.stops.stateChanged(state, before);
    if (state === 'finished') this.seenFinished = true;
    if (this.options.scenario.person.answers) this.listenAgain(this.person.stateChanged(state, this.nowMs), state);
  }

  faulted(fault: Parameters<BenchWatcher['faulted']>[0]): void {
    this.trace.event('fault', faultWords(fault));
  }

  pressed(button: Parameters<BenchWatcher['pressed']>[0], isDown: boolean): void {
    const heldMs = this.nowMs - this.bench.world.buttons[button].pressedAtMs;
    // The end of a short press goes without saying.
    if (isDown || heldMs > SHORT_PRESS_MS) this.trace.event(isDown ? 'press' : 'release', buttonWords(button, isDown));
    if (button === 'panic' && isDown) this.stops.panicPressed();
  }

  deviceGone(cause: string): void {
    this.stops.deviceGone(cause);
  }

  private tellViolation(): void {
    const violation = this.checker.violations[this.violationsTold];
    this.violationsTold += 1;
    if (violation !== undefined) this.trace.event('violation', `invariant ${violation.invariant}: ${violation.detail}`);
  }

  /** Looks again whether the device still waits for an answer. */
  private listenAgain(againMs: number | null, state: string): void {
    if (againMs === null) return;
    const { device } = this.bench.world;
    const sinceMs = device.stateAtMs;
    this.bench.at(againMs, () => {
      if (device.state === state && device.stateAtMs === sinceMs)
        this.listenAgain(this.person.stillAsked(state, this.nowMs), state);
    });
  }

  private play(step: Step): void {
    const { bench } = this;
    const { press, release, inject, clear, expect, note, forMs } = step;
    if (press !== undefined) {
      bench.press(press, true);
      if (forMs !== undefined) bench.at(step.atMs + forMs, () => bench.press(press, false));
    }
    if (release !== undefined) bench.press(release, false);
    if (inject !== undefined) {
      this.trace.event('inject', injectionWords(inject));
      bench.inject(inject);
      if (forMs !== undefined && inject.part !== RUNTIME_PART)
        bench.at(step.atMs + forMs, () => this.mend(inject.part, inject.property ?? ''));
    }
    if (clear !== undefined) this.mend(clear.part, clear.property);
    if (expect !== undefined) this.expect(judge(expect, bench.world, bench));
    if (note !== undefined) this.trace.event('note', note);
  }

  private mend(part: string, property: string): void {
    this.trace.event('clear', `${part} ${property} mended`);
    this.bench.clear(part, property);
  }

  private expect(expectation: Expectation): void {
    this.expectations.push(expectation);
    this.trace.event('expect', expectationWords(expectation));
  }
}

/** A run that stands at power-up. Throws an InputError when the scenario asks for what the rig does not have. */
export function prepareRun(options: RunOptions): PreparedRun {
  return new PreparedRun(options);
}
