/** Curves and events of a run for people to look at: the live view, the report with pictures. */
import type { World } from './world.ts';

/** Sampling grid of the curves. */
export const TRACE_STEP_MS = 100;

/** States in which the device works towards its target. */
const AIMING_STATES: readonly string[] = ['raising', 'holding', 'relaxing', 'asking', 'paused'];

export interface TraceEvent {
  atMs: number;
  /** What kind of thing happened; the view chooses the mark by it. */
  kind: 'state' | 'fault' | 'press' | 'release' | 'inject' | 'clear' | 'expect' | 'violation' | 'note';
  text: string;
}

/** Curves over the same instants, one array per quantity. */
export interface Curves {
  timeS: number[];
  angleDeg: number[];
  speedDegPerS: number[];
  forceN: number[];
  /** Pull that the device aims at; null while it aims at none. */
  targetN: (number | null)[];
  elongationMm: number[];
}

export class Trace {
  readonly curves: Curves = { timeS: [], angleDeg: [], speedDegPerS: [], forceN: [], targetN: [], elongationMm: [] };
  readonly events: TraceEvent[] = [];
  private nextMs = 0;
  private readonly world: World;

  constructor(world: World) {
    this.world = world;
  }

  /** Called every step of the plant. */
  step(): void {
    const { world } = this;
    if (world.nowMs < this.nextMs) return;
    this.nextMs = world.nowMs + TRACE_STEP_MS;
    const { truth, device } = world;
    const { curves } = this;
    curves.timeS.push(world.nowMs / 1000);
    curves.angleDeg.push(truth.angleDeg);
    curves.speedDegPerS.push(truth.speedDegPerS);
    curves.forceN.push(truth.forceN);
    const aims = AIMING_STATES.includes(device.state) && device.reading !== null && device.reading.targetN > 0;
    curves.targetN.push(aims ? (device.reading?.targetN ?? null) : null);
    curves.elongationMm.push(truth.elongationMm);
  }

  event(kind: TraceEvent['kind'], text: string): void {
    this.events.push({ atMs: this.world.nowMs, kind, text });
  }
}
