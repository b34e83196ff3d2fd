/** A chip without a program: pads that a test sets by hand, a clock that runs when a test says so. */
import type { ChipPort, EventHandle, I2cDevice, Level, Pad, WireState } from '../../hal/virtual/contract.ts';

export class FakePad implements Pad {
  driven: Level | null = null;
  duty: number | null = null;
  pull: 'up' | 'down' | null = null;
  wire: WireState = 'ok';
  /** Every level from outside, with its instant. */
  readonly edges: { atUs: number; level: Level | null }[] = [];
  readonly name: string;
  private outside: Level | null = null;
  private chipLevel: Level | null = null;
  private chipDuty: number | null = null;
  private sensed: ((atUs: number) => Level) | null = null;
  private voltage: ((atUs: number) => number) | null = null;
  private readonly listeners: ((pad: Pad, atUs: number) => void)[] = [];
  private readonly port: FakePort;

  constructor(port: FakePort, name: string) {
    this.port = port;
    this.name = name;
  }

  onOutput(listener: (pad: Pad, atUs: number) => void): void {
    this.listeners.push(listener);
  }

  drive(level: Level | null): void {
    if (level !== this.outside) this.edges.push({ atUs: this.port.nowUs, level });
    this.outside = level;
  }

  sense(read: (atUs: number) => Level): void {
    this.sensed = read;
  }

  analog(read: (atUs: number) => number): void {
    this.voltage = read;
  }

  setWire(state: WireState): void {
    this.wire = state;
    this.put(this.chipLevel, this.chipDuty);
  }

  /** The chip drives a level, a duty or nothing. */
  put(level: Level | null, duty: number | null = null): void {
    this.chipLevel = level;
    this.chipDuty = duty;
    const isFree = this.wire === 'ok';
    this.driven = isFree ? level : this.wire === 'open' ? null : (this.wire as Level);
    this.duty = isFree ? duty : null;
    for (const listener of this.listeners) listener(this, this.port.nowUs);
  }

  /** What the chip reads with its pull-up on. */
  level(): Level {
    if (this.wire === 0 || this.wire === 1) return this.wire;
    if (this.wire === 'open') return 1;
    return this.sensed?.(this.port.nowUs) ?? this.outside ?? 1;
  }

  volts(): number {
    return this.voltage?.(this.port.nowUs) ?? 0;
  }
}

export class FakePort implements ChipPort {
  nowUs = 0;
  readonly devices = new Map<number, I2cDevice>();
  private readonly pads = new Map<string, FakePad>();
  private events: { atUs: number; handle: EventHandle; event: (atUs: number) => void }[] = [];
  private nextHandle = 1;

  pad(name: string): FakePad {
    const pad = this.pads.get(name) ?? new FakePad(this, name);
    this.pads.set(name, pad);
    return pad;
  }

  attachI2c(_sda: string, _scl: string, address: number, device: I2cDevice): void {
    this.devices.set(address, device);
  }

  at(atUs: number, event: (atUs: number) => void): EventHandle {
    if (atUs < this.nowUs) throw new Error(`event at ${atUs} us lies before now, ${this.nowUs} us`);
    const handle = this.nextHandle++;
    const place = this.events.findIndex((other) => other.atUs > atUs);
    this.events.splice(place < 0 ? this.events.length : place, 0, { atUs, handle, event });
    return handle;
  }

  cancel(handle: EventHandle): void {
    this.events = this.events.filter((event) => event.handle !== handle);
  }

  runTo(atUs: number): void {
    while (this.events.length > 0 && this.events[0]!.atUs <= atUs) {
      const { atUs: dueUs, event } = this.events.shift()!;
      this.nowUs = dueUs;
      event(dueUs);
    }
    this.nowUs = atUs;
  }

  runMs(ms: number): void {
    this.runTo(this.nowUs + ms * 1000);
  }
}
