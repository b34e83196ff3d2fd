/**
 * One pin of the chip: what the chip makes of it on one side, what hangs on it on the other, a wire between.
 *
 * The chip side follows the port registers of the nRF52840 as the interpreter sets them: an output has its
 * input buffer disconnected and therefore reads 0, and leaving input mode ends the sensing of a watch.
 */
import type { Clock } from './clock.ts';
import type { Level, Pad, WireState } from './contract.ts';
import type { Timeline } from './timeline.ts';

/** Modes of a pin, in the interpreter's words (`PIN_MODE_NAMES`). */
export const MODE = {
  analog: 0,
  input: 1,
  pullUp: 2,
  pullDown: 3,
  output: 4,
  openDrain: 5,
  openDrainPullUp: 6,
} as const;

export const PIN_MODE_NAMES: readonly string[] = [
  'analog',
  'input',
  'input_pullup',
  'input_pulldown',
  'output',
  'opendrain',
  'opendrain_pullup',
];

/** Who owns the pin: plain port, or a peripheral that overrides the output register. */
export const OWNER = { port: 0, pwm: 1, bus: 2, softPwm: 3 } as const;

/** Something that takes a pin over and must hear when it loses it. */
export interface PadOwner {
  released(pad: VirtualPad): void;
}

/** Told of every level change on a watched pin. */
export interface EdgeSink {
  edge(pad: VirtualPad, level: Level, atUs: number): void;
}

type OutputListener = (pad: Pad, atUs: number) => void;

export class VirtualPad implements Pad {
  driven: Level | null = null;
  duty: number | null = null;
  pull: 'up' | 'down' | null = null;
  wire: WireState = 'ok';

  /** Mode as the port registers hold it. */
  mode: number = MODE.analog;
  /** Output register, in electrical levels. */
  out: Level = 0;
  owner: number = OWNER.port;
  /** A watch is sensing this pin. */
  sensing = false;

  private ownedBy: PadOwner | null = null;
  private outside: Level | null = null;
  private senseOutside: ((atUs: number) => Level) | null = null;
  private voltageOutside: ((atUs: number) => number) | null = null;
  private listeners: OutputListener[] = [];
  private chipDriven: Level | null = null;
  private chipDuty: number | null = null;
  private shownDuty: number | null = null;
  private lastLevel: Level = 0;
  readonly name: string;
  readonly index: number;
  private readonly clock: Clock;
  private readonly timeline: Timeline;
  private readonly edges: EdgeSink;

  constructor(index: number, clock: Clock, timeline: Timeline, edges: EdgeSink) {
    this.name = `D${index}`;
    this.index = index;
    this.clock = clock;
    this.timeline = timeline;
    this.edges = edges;
  }

  // ---- outside ----

  onOutput(listener: OutputListener): void {
    this.listeners.push(listener);
  }

  drive(level: Level | null): void {
    this.senseOutside = null;
    if (this.outside === level) return;
    this.outside = level;
    if (this.sensing) this.look();
  }

  sense(read: (atUs: number) => Level): void {
    this.senseOutside = read;
  }

  analog(read: (atUs: number) => number): void {
    this.voltageOutside = read;
  }

  setWire(state: WireState): void {
    this.wire = state;
    this.show();
    if (this.sensing) this.look();
  }

  // ---- chip ----

  /** Writes the output register and, unless the program fixed the mode, makes the pin an output. */
  write(level: Level, fixed: boolean): void {
    this.setOut(level);
    if (!fixed) this.setMode(MODE.output);
  }

  /** Writes the output register only (software buses, hardware timer). */
  setOut(level: Level): void {
    if (this.out === level) return;
    this.out = level;
    // Buses toggle pins thousands of times a second: the plain output has a way of its own.
    if (this.mode === MODE.output && this.chipDuty === null && this.owner === OWNER.port) this.toggle(level);
    else if (this.mode >= MODE.output) this.settle();
  }

  setMode(mode: number): void {
    if (this.owner !== OWNER.port) this.disown();
    if (this.mode === mode) return;
    this.mode = mode;
    this.pull = mode === MODE.pullUp || mode === MODE.openDrainPullUp ? 'up' : mode === MODE.pullDown ? 'down' : null;
    // The registers lose the sense bits in every mode but the three input modes; the watch then is deaf for good.
    if (mode === MODE.analog || mode >= MODE.output) this.sensing = false;
    this.settle();
    if (this.sensing) this.look();
  }

  /** Hands the pin to a peripheral; the former owner, if any, is told. */
  own(owner: number, by: PadOwner): void {
    if (this.owner !== OWNER.port) this.disown();
    this.owner = owner;
    this.ownedBy = by;
  }

  /** PWM output: the share of time high, or null when the PWM does not run and the output register counts. */
  setDuty(duty: number | null): void {
    this.chipDuty = duty;
    this.settle();
  }

  /** Level the chip reads now. */
  level(): Level {
    const mode = this.mode;
    if (mode === MODE.analog || mode === MODE.output) return 0;
    if (this.wire !== 'ok' && this.wire !== 'open') return this.wire;
    if (this.chipDriven === 0) return 0;
    if (this.wire === 'ok') {
      if (this.senseOutside !== null) return this.senseOutside(this.clock.nowUs);
      if (this.outside !== null) return this.outside;
    }
    return this.pull === 'up' ? 1 : 0;
  }

  /** Voltage at the pin for the converter; an open wire floats near zero. */
  voltage(supplyV: number): number {
    if (this.wire === 0 || this.wire === 'open') return 0;
    if (this.wire === 1) return supplyV;
    if (this.voltageOutside !== null) return this.voltageOutside(this.clock.nowUs);
    if (this.outside !== null) return this.outside * supplyV;
    return this.pull === 'up' ? supplyV : 0;
  }

  startSensing(): void {
    this.sensing = true;
    this.lastLevel = this.level();
  }

  /** Power-on state: input disconnected, nothing driven, nobody owns it. What is outside stays. */
  float(): void {
    this.setMode(MODE.analog);
    this.out = 0;
    this.sensing = false;
  }

  private disown(): void {
    const by = this.ownedBy;
    this.owner = OWNER.port;
    this.ownedBy = null;
    this.chipDuty = null;
    by?.released(this);
    this.settle();
  }

  /** Works out what the chip drives now and tells whoever listens. */
  private settle(): void {
    const mode = this.mode;
    let driven: Level | null = null;
    let duty: number | null = null;
    if (this.chipDuty !== null) {
      duty = this.chipDuty;
    } else if (this.owner !== OWNER.bus) {
      if (mode === MODE.output) driven = this.out;
      else if (mode > MODE.output && this.out === 0) driven = 0;
    }
    if (driven === this.chipDriven && duty === this.shownDuty) return;
    this.chipDriven = driven;
    this.shownDuty = duty;
    this.timeline.edge(this.index, driven, duty, this.clock.nowUs);
    this.show();
  }

  private toggle(level: Level): void {
    const atUs = this.clock.nowUs;
    this.chipDriven = level;
    this.timeline.level(this.index, level, atUs);
    if (this.wire !== 'ok') return;
    this.driven = level;
    const listeners = this.listeners;
    for (let i = 0; i < listeners.length; i++) listeners[i]!(this, atUs);
  }

  /** Passes the chip's drive through the wire to the outside. */
  private show(): void {
    const wire = this.wire;
    const driven = wire === 'ok' ? this.chipDriven : wire === 'open' ? null : wire;
    const duty = wire === 'ok' ? this.shownDuty : null;
    if (driven === this.driven && duty === this.duty) return;
    this.driven = driven;
    this.duty = duty;
    const listeners = this.listeners;
    const atUs = this.clock.nowUs;
    for (let i = 0; i < listeners.length; i++) listeners[i]!(this, atUs);
  }

  private look(): void {
    const level = this.level();
    if (level === this.lastLevel) return;
    this.lastLevel = level;
    this.edges.edge(this, level, this.clock.nowUs);
  }
}
