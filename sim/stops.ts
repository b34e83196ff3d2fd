/** Every stop of a run, measured in the plant: when drive power was gone, when the board was at rest, how far it went on. */
import { TICK_MS } from '../firmware/limits.ts';
import type { Truth } from './contract.ts';
import type { World } from './world.ts';

export interface Stop {
  /** `panic`, the name of a fault, `stop`, `pause`, `end of program`, `lower released`, `power lost`, `reset`. */
  cause: string;
  atMs: number;
  /** From `atMs` until the relay fed nothing; null where power stays on by design (return) or the run ended before. */
  drivePowerOffMs: number | null;
  /** From `atMs` until the board was at rest; null when the run ended before. */
  atRestMs: number | null;
  /** How far the board turned between the two. */
  overrunDeg: number | null;
}

type Kind = 'panic' | 'halted' | 'paused' | 'returning' | 'gone';

interface OpenStop {
  stop: Stop;
  /** Finds the cause once the device has told it; null when it is known. */
  findCause: (() => string) | null;
  kind: Kind;
  fromDeg: number;
  farthestDeg: number;
  /** Start of the present stretch of rest; Infinity while the board turns. */
  restSinceMs: number;
}

/** Slower than this counts as rest (design section 7, example). */
export const REST_DEG_PER_S = 0.01;
/** Rest must last this long: a board that swings back passes through zero much faster. */
const REST_FOR_MS = 40;
/** A fault announced this close to a change of state is its cause: the device sends one line a tick. */
const CAUSE_WITHIN_MS = 3.5 * TICK_MS;
/** A halt this soon after the panic button is its effect, not a stop of its own. */
const PANIC_EFFECT_MS = 300;
/** Longest short press of LOWER, with the time the device takes to judge it. */
const STOP_PRESS_MS = 2500;
/** Power that is still on after this long is on for another reason. */
const WATCH_FOR_MS = 10_000;

export class StopRecorder {
  readonly stops: Stop[] = [];
  private open: OpenStop[] = [];
  private readonly world: World;

  constructor(world: World) {
    this.world = world;
  }

  panicPressed(): void {
    this.begin('panic', () => 'panic');
  }

  /** The device has changed its state. */
  stateChanged(state: string, before: string): void {
    const atMs = this.world.nowMs;
    if (state === 'returning') this.begin('returning', () => this.returnCause(atMs));
    else if (state === 'paused') this.begin('paused', () => 'pause');
    else if (state === 'halted' || state === 'lockout') this.halted(before, atMs);
  }

  /** The chip went away: power cut or reset. */
  deviceGone(cause: string): void {
    this.begin('gone', () => cause);
  }

  /** The run is over: what is still open stays unknown. */
  finish(): void {
    for (const open of this.open) this.tellCause(open);
    this.open = [];
  }

  /** Called every step of the plant. */
  step(): void {
    if (this.open.length === 0) return;
    const { nowMs, truth } = this.world;
    let finished = false;
    for (const open of this.open) finished = this.follow(open, nowMs, truth) || finished;
    if (finished) this.open = this.open.filter((open) => !this.isOver(open, nowMs));
  }

  private begin(kind: Kind, findCause: () => string): void {
    const { nowMs, truth } = this.world;
    const stop: Stop = { cause: 'unknown', atMs: nowMs, drivePowerOffMs: null, atRestMs: null, overrunDeg: null };
    this.stops.push(stop);
    this.open.push({ stop, findCause, kind, fromDeg: truth.angleDeg, farthestDeg: 0, restSinceMs: Infinity });
    this.step();
  }

  private halted(before: string, atMs: number): void {
    // The panic button has begun this stop already.
    if (this.open.some((open) => open.kind === 'panic' && atMs - open.stop.atMs <= PANIC_EFFECT_MS)) return;
    const otherwise = before === 'coming down' ? 'lower released' : 'unknown';
    this.begin(
      'halted',
      () => this.faultNear(atMs, ['halt', 'lockout']) ?? this.faultNear(atMs, ['return']) ?? otherwise,
    );
  }

  private returnCause(atMs: number): string {
    const fault = this.faultNear(atMs, ['return']);
    if (fault !== null) return fault;
    const { lower } = this.world.buttons;
    const isPressed = lower.pressedAtMs <= atMs && atMs - lower.pressedAtMs <= STOP_PRESS_MS;
    return isPressed ? 'stop' : 'end of program';
  }

  private tellCause(open: OpenStop): void {
    if (open.findCause !== null) open.stop.cause = open.findCause();
    open.findCause = null;
  }

  private faultNear(atMs: number, reactions: readonly string[]): string | null {
    const faults = this.world.device.faults;
    const found = faults.find(
      (fault) => reactions.includes(fault.reaction) && Math.abs(fault.atMs - atMs) <= CAUSE_WITHIN_MS,
    );
    return found?.name ?? null;
  }

  private follow(open: OpenStop, nowMs: number, truth: Truth): boolean {
    const { stop } = open;
    if (open.findCause !== null && nowMs - stop.atMs > CAUSE_WITHIN_MS) this.tellCause(open);
    if (stop.drivePowerOffMs === null && open.kind !== 'returning' && !truth.drivePower)
      stop.drivePowerOffMs = nowMs - stop.atMs;
    if (stop.atRestMs === null) this.followToRest(open, nowMs, truth);
    return this.isOver(open, nowMs);
  }

  private followToRest(open: OpenStop, nowMs: number, truth: Truth): void {
    open.farthestDeg = Math.max(open.farthestDeg, Math.abs(truth.angleDeg - open.fromDeg));
    if (Math.abs(truth.speedDegPerS) >= REST_DEG_PER_S) {
      open.restSinceMs = Infinity;
      return;
    }
    open.restSinceMs = Math.min(open.restSinceMs, nowMs);
    if (nowMs - open.restSinceMs < REST_FOR_MS) return;
    open.stop.atRestMs = open.restSinceMs - open.stop.atMs;
    open.stop.overrunDeg = open.farthestDeg;
  }

  private isOver(open: OpenStop, nowMs: number): boolean {
    const { stop } = open;
    const powerKnown = stop.drivePowerOffMs !== null || open.kind === 'returning';
    const isKnown = powerKnown && stop.atRestMs !== null && open.findCause === null;
    return isKnown || nowMs - stop.atMs > WATCH_FOR_MS;
  }
}
