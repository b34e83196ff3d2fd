/**
 * The simulated chip: pads and time on one side, the documented Espruino API on the other, an interpreter's idle
 * loop between them, and whatever resets it.
 */
import { buildApi } from './api.ts';
import { makeE, makeProcess } from './api-e.ts';
import { Listeners } from './chip-parts.ts';
import type { ChipParts, ResetCause } from './chip-parts.ts';
import { Clock } from './clock.ts';
import type { ChipPort, Engine, EventHandle, I2cDevice, NativeApi, Pad } from './contract.ts';
import { BOOT_US, SOFT_BOOT_US } from './costs.ts';
import type { Emitter } from './emitter.ts';
import { NotModelled, ProgramStop } from './errors.ts';
import { ChipFaults } from './faults.ts';
import { Flash } from './flash.ts';
import { I2cBuses } from './i2c.ts';
import { EventLoop } from './loop.ts';
import type { LoopHost } from './loop.ts';
import { MotorDrivers } from './motor-driver.ts';
import type { VirtualPad } from './pad.ts';
import { PinBank } from './pin-bank.ts';
import type { ConsoleState, SerialDevice } from './serial.ts';
import { SerialPorts } from './serial-ports.ts';
import { Timeline } from './timeline.ts';
import { Watchdog } from './watchdog.ts';

export interface ChipOptions {
  /** Wall clock at power-up, in milliseconds since 1970. */
  wallClockMs?: number;
  /** A whole flash image to start from. */
  flash?: Uint8Array;
}

/** 2026-01-01 08:00 UTC. */
const DEFAULT_WALL_MS = 1767254400000;
const US_PER_MS = 1000;
/** Variables a fresh start uses; the simulation does not count the program's. */
const FRESH_BLOCKS = 48;

/** An engine that can also run code given as text. */
interface Evaluator {
  evaluate?: (code: string) => unknown;
}

export class Chip implements ChipPort, ChipParts, LoopHost {
  readonly clock = new Clock();
  readonly timeline = new Timeline();
  readonly loop: EventLoop;
  readonly bank: PinBank;
  readonly buses = new I2cBuses();
  readonly flash: Flash;
  readonly watchdog: Watchdog;
  readonly drivers: MotorDrivers;
  readonly faults: ChipFaults;
  readonly ports: SerialPorts;
  e!: Emitter;
  process!: Emitter;
  /** The API of the running boot; made anew at every boot. */
  api!: NativeApi;
  password: string | null = null;
  timeZoneHours = 0;
  memoryBlocks = FRESH_BLOCKS;
  pending: 'load' | 'reset' | null = null;
  /** Boots so far; the cause of the last. */
  boots = 0;
  lastReset: ResetCause = 'power';
  powered = false;
  private readonly errors = new Listeners<unknown>();
  private readonly resets = new Listeners<ResetCause | 'powerCut'>();
  private program: string | (() => string) = '';
  private isBare = false; // After `reset()` the interpreter starts without a program.
  private engine: Engine | null = null;
  private bootAtUs = Infinity;
  private bootTimer: EventHandle = -1;
  /** Power may come back while the chip is off. */
  private readonly bootIsDue = (): boolean => this.bootAtUs < Infinity;
  private readonly wallClockMs: number;

  constructor(options: ChipOptions = {}) {
    this.wallClockMs = options.wallClockMs ?? DEFAULT_WALL_MS;
    this.loop = new EventLoop(this.clock, this);
    this.ports = new SerialPorts(this.loop, this.timeline);
    this.bank = new PinBank(this.clock, this.timeline, this.loop.watches);
    this.flash = new Flash(
      this.clock,
      options.flash,
      () => this.powerCut(),
      () => this.watchdog.kick(),
    );
    this.watchdog = new Watchdog(this.clock, () => this.reset('watchdog'));
    this.drivers = new MotorDrivers(this.bank);
    this.faults = new ChipFaults(this);
    this.makeApi();
  }

  get nowUs(): number {
    return this.clock.nowUs;
  }

  pad(name: string): Pad {
    const pin = this.bank.byName.get(name);
    if (pin === undefined) throw new Error(`no pad "${name}": there are ${[...this.bank.byName.keys()].join(', ')}`);
    return pin.pad;
  }

  attachI2c(sda: string, scl: string, address: number, device: I2cDevice): void {
    this.buses.attach(this.pad(sda) as VirtualPad, this.pad(scl) as VirtualPad, address, device);
  }

  at(atUs: number, event: (atUs: number) => void): EventHandle {
    return this.clock.at(atUs, event);
  }

  cancel(handle: EventHandle): void {
    this.clock.cancel(handle);
  }

  /** Switches the chip on with a program that it runs after the boot time, or with where it finds one at every boot. */
  powerUp(program: string | (() => string), engine: Engine): void {
    this.program = program;
    this.engine = engine;
    this.powered = true;
    this.loop.wallUs = this.wallClockMs * US_PER_MS - this.loop.chipUs();
    this.lastReset = 'power';
    this.clock.resume();
    this.bank.reset();
    this.bootAfter(BOOT_US);
  }

  /** Runs until the world's clock shows `untilUs`. A callback that is under way then is finished, so time may end later. */
  runUntil(untilUs: number): void {
    while (this.clock.nowUs < untilUs) {
      try {
        if (this.bootAtUs <= this.clock.nowUs) this.boot();
        else if (this.bootAtUs < Infinity || !this.powered)
          this.clock.sleepUntil(Math.min(untilUs, this.bootAtUs), this.bootIsDue);
        else this.loop.run(untilUs);
      } catch (error) {
        if (!(error instanceof ProgramStop)) throw error;
        this.clock.resume();
      }
    }
  }

  /** A reset from outside or inside: pins float at once, flash and watchdog stay, the program boots again. */
  reset(cause: ResetCause): void {
    if (!this.powered) return;
    this.halt();
    this.lastReset = cause;
    this.watchdog.afterReset();
    this.bank.reset();
    this.bootAfter(BOOT_US);
    this.resets.tell(cause, this.clock.nowUs);
    this.stopProgram('reset');
  }

  /** Supply gone: pins float, nothing runs until the next `powerUp`. */
  powerCut(): void {
    if (!this.powered) return;
    this.powered = false;
    this.halt();
    this.watchdog.powerOff();
    this.bank.reset();
    this.bank.pads.forEach((pad) => pad.float());
    this.bootAtUs = Infinity;
    this.resets.tell('powerCut', this.clock.nowUs);
    this.stopProgram('powerCut');
  }

  /** Called with what the program prints or writes to USB. */
  usbOutput(listener: (text: string, atUs: number) => void): void {
    this.ports.outputs.add(listener);
  }

  /** Called with every exception that the program did not catch, before its own handler. */
  uncaughtErrors(listener: (error: unknown, atUs: number) => void): void {
    this.errors.add(listener);
  }

  onReset(listener: (cause: ResetCause | 'powerCut', atUs: number) => void): void {
    this.resets.add(listener);
  }

  /** Called with text that arrives for the interpreter's console: the command line itself is not modelled. */
  consoleInput(listener: (text: string, atUs: number) => void): void {
    this.ports.commands.add(listener);
  }

  /** Text from the USB host. */
  usbInput(text: string): void {
    if (this.powered) this.ports.usbInput(text);
  }

  flashImage(): Uint8Array {
    return this.flash.bytes.slice();
  }

  // ---- for the API ----

  get serial(): ReadonlyMap<string, SerialDevice> {
    return this.ports.devices;
  }

  get console(): ConsoleState {
    return this.ports.console;
  }

  print(text: string): void {
    this.ports.print(text);
  }

  requestReset(cause: ResetCause): void {
    this.reset(cause);
  }

  // ---- for the loop ----

  say(text: string): void {
    this.print(text);
  }

  input(device: string, text: string): void {
    this.ports.deliver(device, text);
  }

  uncaught(error: unknown): boolean {
    this.errors.tell(error, this.clock.nowUs);
    return this.process.fire('uncaughtException', [error]);
  }

  errorFlags(flags: string[]): void {
    this.e.fire('errorFlag', [flags]);
  }

  evaluate(code: string): unknown {
    const engine: (Engine & Evaluator) | null = this.engine;
    if (engine?.evaluate === undefined) throw new NotModelled('code given as text', 'this engine runs bundles only');
    return engine.evaluate(code);
  }

  passed(): void {
    this.drivers.idle();
    if (this.watchdog.automatic) this.watchdog.kick();
    if (this.pending !== null) this.softReset(this.pending);
  }

  private boot(): void {
    this.bootAtUs = Infinity;
    this.boots++;
    this.loop.alive = true;
    this.drivers.start();
    const program = this.isBare ? '' : typeof this.program === 'string' ? this.program : this.program();
    this.loop.invoke(() => this.engine!.boot(program, this.api), undefined, null);
    this.isBare = false;
    this.e.fire('init', []);
    this.loop.wake();
  }

  /** `load()` and `reset()`: the interpreter starts again, the chip does not. */
  private softReset(kind: 'load' | 'reset'): void {
    this.pending = null;
    this.e.fire('kill', []);
    this.halt();
    this.bank.reset();
    this.isBare = kind === 'reset';
    this.bootAfter(SOFT_BOOT_US);
    throw new ProgramStop('reset');
  }

  private halt(): void {
    this.engine?.dispose();
    this.loop.clear();
    this.loop.alive = false;
    this.pending = null;
    this.ports.reset();
    this.timeline.reset(this.clock.nowUs);
    this.makeApi();
  }

  private stopProgram(reason: 'reset' | 'powerCut'): void {
    if (this.loop.running) this.clock.stopProgram(new ProgramStop(reason));
  }

  private bootAfter(us: number): void {
    this.clock.cancel(this.bootTimer);
    this.bootAtUs = this.clock.nowUs + us;
    // The event only ends the sleep in time; booting happens in runUntil.
    this.bootTimer = this.clock.at(this.bootAtUs, nothing);
  }

  private makeApi(): void {
    this.e = makeE(this);
    this.process = makeProcess(this);
    this.api = buildApi(this);
  }
}

function nothing(): void {
  // The instant itself is what counts.
}
