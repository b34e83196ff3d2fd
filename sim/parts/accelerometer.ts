/**
 * Angle of the board: a LIS2DH12 on it, x axis up the slope, z axis out of the board. Flat reads (0, 0, 1) g, tilted
 * (sin, 0, cos). Samples are made when the chip asks, one for each period of the output rate that has passed.
 */
import type { I2cDevice } from '../../hal/virtual/contract.ts';
import { RAD_PER_DEG, cosine, sine } from '../plant/trig.ts';
import type { PadsOf } from '../wiring.ts';
import { REGISTER, REGISTER_COUNT, WHO_AM_I, modeOf } from './lis2dh12.ts';
import type { Mode } from './lis2dh12.ts';
import { PropertyMaker } from './part.ts';
import type { Part, Site } from './part.ts';
import type { Property } from './property.ts';

/** Address with the SA0 pin high. */
export const ACCELEROMETER_ADDRESS = 0x19;
/** Loading of the trimming values after power-up (datasheet: 5 ms); until then nobody answers. */
const BOOT_US = 5000;
/** Die a little warmer than 25 degrees, where the temperature registers read zero. */
const TEMPERATURE_DIGITS = 3;
const AXIS_NAMES = ['x', 'y', 'z'] as const;

export class Accelerometer implements Part, I2cDevice {
  readonly name = 'accelerometer';
  readonly help = 'LIS2DH12 accelerometer on the board, x up the slope, z out of the board, I2C address 0x19.';
  readonly properties: readonly Property[];
  /** Writes to functions of the chip that the model does not have: register and value. */
  readonly unmodelled: { register: number; value: number }[] = [];
  private readonly site: Site;
  private readonly phase: number;
  private readonly angle: Property;
  private readonly knock: Property;
  private readonly axes: readonly Property[];
  private readonly conversion: Property;
  private readonly ack: Property;
  private readonly registers = new Uint8Array(REGISTER_COUNT);
  private mode: Mode = modeOf(0, 0);
  private pointer = 0;
  private increments = false;
  private readyAtUs = 0;
  private enabledAtUs = 0;
  private sampleNumber = 0;
  /** Axes of which one byte has been read while block update holds the other. */
  private held = 0;
  private powered = true;

  constructor(site: Site, pads: PadsOf<'accelerometer'>) {
    this.site = site;
    const maker = new PropertyMaker(site.random);
    this.angle = maker.make({
      name: 'angle',
      unit: 'deg',
      min: -180,
      max: 180,
      help: 'Tilt of the sensor, true side; offset: it sits askew; freeze: it came off the board; open: it hangs level.',
    });
    this.knock = maker.make({
      name: 'knock',
      unit: 'g',
      min: -16,
      max: 16,
      help: 'Shock on the x and z axes, true side; 0 in peace.',
    });
    this.axes = AXIS_NAMES.map((name) =>
      maker.make({
        name,
        unit: 'g',
        min: -16,
        max: 16,
        help: `Acceleration that the ${name} axis measures, before conversion; scale -1: mounted the wrong way round; open: 0.`,
      }),
    );
    this.conversion = maker.bit('conversion', '1 while the sensor makes new samples; stuck 0: the last sample stays.');
    this.ack = maker.bit('ack', '1 while the sensor acknowledges its address; stuck 0: it is silent.');
    maker.wire('sda', pads.sda, 'Data line of the bus, shared with the display; stuck 0: the bus hangs.');
    maker.wire('scl', pads.scl, 'Clock line of the bus, shared with the display; stuck 0: the bus hangs.');
    this.properties = maker.made;
    this.phase = site.random.unit();
    this.reset(site.port.nowUs);
  }

  /** Supply of the sensor comes or goes. */
  power(on: boolean, atUs: number): void {
    this.powered = on;
    this.reset(atUs);
  }

  write(bytes: Uint8Array, atUs: number): boolean {
    if (!this.answers(atUs)) return false;
    if (bytes.length === 0) return true;
    this.pointer = bytes[0]! & 0x7f;
    this.increments = (bytes[0]! & 0x80) !== 0;
    for (let i = 1; i < bytes.length; i++) {
      this.writeRegister(bytes[i]!, atUs);
      this.step();
    }
    return true;
  }

  read(count: number, atUs: number): Uint8Array | null {
    if (!this.answers(atUs)) return null;
    this.sampleIfDue(atUs);
    const bytes = new Uint8Array(count);
    for (let i = 0; i < count; i++) {
      bytes[i] = this.readRegister();
      this.step();
    }
    return bytes;
  }

  private answers(atUs: number): boolean {
    return this.powered && atUs >= this.readyAtUs && this.ack.passBit(true, atUs);
  }

  private step(): void {
    if (this.increments) this.pointer = (this.pointer + 1) & 0x7f;
  }

  private reset(atUs: number): void {
    const { registers } = this;
    registers.fill(0);
    registers[REGISTER.whoAmI] = WHO_AM_I;
    // Reset values of the datasheet that are not zero.
    registers[REGISTER.control0] = 0x10;
    registers[REGISTER.control1] = 0x07;
    this.readyAtUs = atUs + BOOT_US;
    this.held = 0;
    this.configure(atUs);
  }

  private configure(atUs: number): void {
    this.mode = modeOf(this.registers[REGISTER.control1]!, this.registers[REGISTER.control4]!);
    this.enabledAtUs = atUs;
    this.sampleNumber = 0;
  }

  private writeRegister(value: number, atUs: number): void {
    const register = this.pointer;
    const isWritable =
      register === REGISTER.control0 ||
      register === REGISTER.temperatureConfig ||
      (register >= REGISTER.control1 && register <= REGISTER.reference) ||
      register === REGISTER.fifoControl ||
      register >= REGISTER.interrupt1Config;
    if (!isWritable || register >= REGISTER_COUNT) return;
    const before = this.registers[register]!;
    this.registers[register] = value;
    if (register === REGISTER.control5 && (value & 0x80) !== 0) {
      this.reset(atUs);
      return;
    }
    const isMode = register === REGISTER.control1 || register === REGISTER.control4;
    if (isMode && value !== before) this.configure(atUs);
    if (this.isUnmodelled(register, value)) this.unmodelled.push({ register, value });
  }

  /** High-pass filter, interrupts, self-test and FIFO are not modelled. */
  private isUnmodelled(register: number, value: number): boolean {
    if (register === REGISTER.control4) return (value & 0x06) !== 0;
    if (register === REGISTER.control5) return (value & 0x40) !== 0;
    const isOther = register === REGISTER.control2 || register === REGISTER.control3 || register === REGISTER.control6;
    return value !== 0 && (isOther || register >= REGISTER.interrupt1Config);
  }

  private readRegister(): number {
    const register = this.pointer;
    if (register >= REGISTER_COUNT) return 0;
    if (register >= REGISTER.outX && register <= REGISTER.outEnd) this.noteRead(register - REGISTER.outX);
    return this.registers[register]!;
  }

  private noteRead(byte: number): void {
    const axis = 1 << (byte >> 1);
    this.held ^= axis;
    const status = this.registers[REGISTER.status]!;
    // Both bytes read: the axis has no new data and no overrun; the common flags fall with the last axis.
    if ((this.held & axis) !== 0) return;
    const left = status & ~(axis | (axis << 4));
    const common = (left & 0x07) === 0 ? 0x88 : 0;
    this.registers[REGISTER.status] = left & ~common;
  }

  private sampleIfDue(atUs: number): void {
    const { mode, registers } = this;
    if (mode.rateHz === 0) return;
    const number = Math.floor(((atUs - this.enabledAtUs) * mode.rateHz) / 1e6 + this.phase);
    const isGood = number >= mode.turnOnSamples;
    if (number === this.sampleNumber || !isGood || !this.conversion.passBit(true, atUs)) return;
    const unread = registers[REGISTER.status]! & 0x07;
    const missed = number - this.sampleNumber > 1 ? mode.axes : unread;
    this.sampleNumber = number;
    if (mode.blockUpdate && this.held !== 0) return;
    this.held = 0;
    const overrun = missed !== 0 ? 0x80 | (missed << 4) : 0;
    registers[REGISTER.status] = 0x08 | mode.axes | overrun;
    this.measure(atUs);
  }

  private measure(atUs: number): void {
    const { plant } = this.site;
    plant.advanceTo(atUs);
    const tiltRad = this.angle.pass(plant.angleDeg, atUs) * RAD_PER_DEG;
    const knockG = this.knock.pass(0, atUs);
    this.store(0, sine(tiltRad) + knockG, atUs);
    this.store(1, 0, atUs);
    this.store(2, cosine(tiltRad) + knockG, atUs);
    if ((this.registers[REGISTER.temperatureConfig]! & 0xc0) === 0xc0) {
      this.registers[REGISTER.statusAux] = 0x04;
      this.registers[REGISTER.temperatureLow + 1] = TEMPERATURE_DIGITS;
    }
  }

  private store(axis: 0 | 1 | 2, trueG: number, atUs: number): void {
    const { mode, registers, site } = this;
    const property = this.axes[axis]!;
    if ((mode.axes & (1 << axis)) === 0) return;
    const accelG = property.pass(trueG + site.noise * mode.noiseG * site.random.gaussian(), atUs);
    const limit = 1 << (mode.bits - 1);
    const digits = Math.max(-limit, Math.min(limit - 1, Math.round(accelG / mode.digitG)));
    const word = digits << (16 - mode.bits);
    const low = REGISTER.outX + 2 * axis;
    registers[mode.bigEndian ? low + 1 : low] = word & 0xff;
    registers[mode.bigEndian ? low : low + 1] = (word >> 8) & 0xff;
  }
}
