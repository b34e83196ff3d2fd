/**
 * Two-wire buses: which device answers on which pair of pads, and the hardware and software masters of the chip.
 *
 * A device gets whole transactions. With a line open or shorted, or nobody at the address, a transfer fails:
 * on hardware I2C with the driver's exception, on software I2C as that one does, which does not look at
 * the acknowledge and then reads all ones.
 */
import { toBytesAll } from './bytes.ts';
import type { Clock } from './clock.ts';
import type { I2cDevice } from './contract.ts';
import { CALL, I2C_BITS_PER_BYTE, I2C_FRAME_BITS, I2C_TIMEOUT_US } from './costs.ts';
import { InternalError } from './errors.ts';
import { MODE, OWNER } from './pad.ts';
import type { PadOwner, VirtualPad } from './pad.ts';
import type { PinBank } from './pin-bank.ts';
import type { Timeline } from './timeline.ts';

const ADDRESSES = 128;
const US_PER_S = 1e6;
/** The chip's driver reports a missing acknowledge with this code, a dead bus with the other. */
const NO_ACKNOWLEDGE = 33281;
const BUS_DEAD = 3;
const DEFAULT_BITRATE = 100000;

export class I2cBus {
  readonly sda: VirtualPad;
  readonly scl: VirtualPad;
  readonly devices: (I2cDevice | null)[] = new Array<I2cDevice | null>(ADDRESSES).fill(null);
  constructor(sda: VirtualPad, scl: VirtualPad) {
    this.sda = sda;
    this.scl = scl;
  }

  get sound(): boolean {
    return this.sda.wire === 'ok' && this.scl.wire === 'ok';
  }
}

export class I2cBuses {
  private readonly buses: I2cBus[] = [];

  get(sda: VirtualPad, scl: VirtualPad): I2cBus {
    let bus = this.buses.find((candidate) => candidate.sda === sda && candidate.scl === scl);
    if (bus === undefined) this.buses.push((bus = new I2cBus(sda, scl)));
    return bus;
  }

  attach(sda: VirtualPad, scl: VirtualPad, address: number, device: I2cDevice): void {
    if (!(Number.isInteger(address) && address >= 0 && address < ADDRESSES)) {
      throw new Error(`I2C address ${address}: it must be a whole number from 0 to ${ADDRESSES - 1}`);
    }
    const bus = this.get(sda, scl);
    if (bus.devices[address] !== null)
      throw new Error(`I2C address ${address} on ${sda.name}/${scl.name} is taken: choose another`);
    bus.devices[address] = device;
  }
}

/** What the masters share. */
export interface I2cHost {
  readonly clock: Clock;
  readonly timeline: Timeline;
  readonly bank: PinBank;
  readonly buses: I2cBuses;
}

interface SetupOptions {
  sda?: unknown;
  scl?: unknown;
  bitrate?: unknown;
}

/** Rates the hardware has; a wish is moved to the nearest by the interpreter's own limits. */
function hardwareRate(wanted: number): number {
  return wanted < 175000 ? 100000 : wanted < 325000 ? 250000 : 400000;
}

export class I2cMaster implements PadOwner {
  private bus: I2cBus | null = null;
  private bitUs = US_PER_S / DEFAULT_BITRATE;
  private readonly register = new Uint8Array(1);
  private readonly host: I2cHost;
  private readonly isHardware: boolean;

  constructor(host: I2cHost, isHardware: boolean) {
    this.host = host;
    this.isHardware = isHardware;
  }

  setup(options?: SetupOptions): void {
    this.host.clock.charge(CALL.i2cSetup);
    const sda = this.host.bank.resolve(options?.sda);
    const scl = this.host.bank.resolve(options?.scl);
    const bitrate = options?.bitrate === undefined ? DEFAULT_BITRATE : Number(options.bitrate);
    if (bitrate < 100) throw new Error('Invalid I2C bitrate');
    if (sda === null || scl === null) {
      if (this.isHardware) throw new Error('SDA and SCL pins must be valid');
      return;
    }
    this.bitUs = US_PER_S / (this.isHardware ? hardwareRate(bitrate) : bitrate);
    for (const pin of [sda, scl]) {
      pin.pad.setOut(1);
      pin.pad.setMode(MODE.openDrainPullUp);
      if (this.isHardware) pin.pad.own(OWNER.bus, this);
    }
    this.bus = this.host.buses.get(sda.pad, scl.pad);
  }

  /** The program took one of the lines for something else. */
  released(): void {
    this.bus = null;
  }

  /** Reset: set-up is forgotten. */
  forget(): void {
    this.bus = null;
  }

  writeTo(target: unknown, ...data: unknown[]): void {
    const bytes = toBytesAll(data);
    if (bytes.length > 0) this.write(CALL.i2cWrite, addressOf(target), bytes);
  }

  readFrom(target: unknown, quantity: unknown): Uint8Array | undefined {
    const count = Number(quantity) | 0;
    return count > 0 ? this.read(CALL.i2cRead, addressOf(target), count) : undefined;
  }

  readReg(address: unknown, register: unknown, quantity: unknown): Uint8Array | undefined {
    const count = Number(quantity) | 0;
    const target = Number(address) | 0;
    this.register[0] = Number(register);
    this.write(CALL.i2cReadReg, target, this.register);
    return count > 0 ? this.read(-1, target, count) : undefined;
  }

  private write(call: number, address: number, bytes: Uint8Array): void {
    const bus = this.bus;
    const clock = this.host.clock;
    if (bus === null || !bus.sound) return this.dead(call, bus, 'Write');
    const device = bus.devices[address] ?? null;
    const frame =
      (I2C_FRAME_BITS + I2C_BITS_PER_BYTE * (device === null && this.isHardware ? 1 : bytes.length + 1)) * this.bitUs;
    clock.chargeMore(call, frame);
    const accepted = device !== null && device.write(bytes, clock.nowUs);
    if (accepted) this.host.timeline.i2c(address, bytes, false, clock.nowUs);
    else if (this.isHardware) throw new InternalError(`I2C Write Error ${NO_ACKNOWLEDGE}`);
  }

  private read(call: number, address: number, count: number): Uint8Array {
    const bus = this.bus;
    const clock = this.host.clock;
    if (bus === null || !bus.sound) {
      this.dead(call, bus, 'Read');
      return new Uint8Array(count);
    }
    const device = bus.devices[address] ?? null;
    const frame =
      (I2C_FRAME_BITS + I2C_BITS_PER_BYTE * (device === null && this.isHardware ? 1 : count + 1)) * this.bitUs;
    if (call >= 0) clock.chargeMore(call, frame);
    else clock.spend(frame);
    const answer = device === null ? null : device.read(count, clock.nowUs);
    if (answer === null) {
      if (this.isHardware) throw new InternalError(`I2C Read Error ${NO_ACKNOWLEDGE}`);
      return new Uint8Array(count).fill(0xff);
    }
    this.host.timeline.i2c(address, answer, true, clock.nowUs);
    const result = new Uint8Array(count);
    for (let i = 0; i < count; i++) result[i] = i < answer.length ? answer[i]! : 0xff;
    return result;
  }

  /** Nothing set up: hardware I2C then does nothing at all. A broken line: the driver's time-out and its exception. */
  private dead(call: number, bus: I2cBus | null, what: 'Read' | 'Write'): void {
    const clock = this.host.clock;
    if (bus === null) {
      if (call >= 0) clock.charge(call);
      return;
    }
    const forced = bus.sda.wire === 0 || bus.scl.wire === 0;
    if (!this.isHardware) {
      if (call >= 0) clock.charge(call);
      if (bus.sda.wire === 0) throw new Error('I2C Error: Arbitration (start)');
      if (bus.scl.wire === 0) clock.spend(I2C_TIMEOUT_US * 10);
      if (bus.scl.wire === 0) throw new Error('I2C Error: Timeout (start)');
      return;
    }
    const waitUs = forced ? I2C_TIMEOUT_US : (I2C_FRAME_BITS + I2C_BITS_PER_BYTE) * this.bitUs;
    if (call >= 0) clock.chargeMore(call, waitUs);
    else clock.spend(waitUs);
    throw new InternalError(`I2C ${what} Error ${forced ? BUS_DEAD : NO_ACKNOWLEDGE}`);
  }
}

function addressOf(target: unknown): number {
  if (typeof target === 'object' && target !== null) return Number((target as { address?: unknown }).address) | 0;
  return Number(target) | 0;
}
