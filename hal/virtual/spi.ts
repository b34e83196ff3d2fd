/**
 * SPI masters. The software one moves pads bit by bit in the order of the interpreter's own loop, so a part on the
 * pins sees every edge at its time; the hardware one is the same loop at the speed of its clock.
 */
import { toBytes, toBytesAll, toText } from './bytes.ts';
import type { Clock } from './clock.ts';
import type { Level } from './contract.ts';
import { CALL, PIN_ACCESS_US } from './costs.ts';
import { NotModelled } from './errors.ts';
import { MODE } from './pad.ts';
import { Pin } from './pin.ts';
import type { PinBank } from './pin-bank.ts';

const US_PER_S = 1e6;
/** Rates of the hardware in bits per second; a wish takes the nearest by the interpreter's own limits. */
const HARDWARE_RATES = [125000, 250000, 500000, 1000000, 2000000, 4000000, 8000000];

interface SetupOptions {
  sck?: unknown;
  miso?: unknown;
  mosi?: unknown;
  baud?: unknown;
  mode?: unknown;
  order?: unknown;
  bits?: unknown;
}

export class SpiMaster {
  private sck: Pin | null = null;
  private miso: Pin | null = null;
  private mosi: Pin | null = null;
  private phaseLate = false;
  private idleLevel: Level = 0;
  private msbFirst = true;
  private bits = 8;
  /** Time of one bit on the hardware; 0: as fast as the loop goes. */
  private bitUs = 0;
  private ready = false;
  private readonly clock: Clock;
  private readonly bank: PinBank;
  private readonly isHardware: boolean;

  constructor(bank: PinBank, isHardware: boolean) {
    this.bank = bank;
    this.clock = bank.clock;
    this.isHardware = isHardware;
  }

  setup(options: SetupOptions = {}): void {
    this.clock.charge(CALL.spiSetup);
    if (options.order !== undefined && options.order !== 'msb' && options.order !== 'lsb') {
      throw new Error("SPI order should be 'msb' or 'lsb'");
    }
    const baud = options.baud === undefined ? 100000 : Number(options.baud);
    if (baud < 100) throw new Error('Invalid SPI baud rate');
    this.sck = this.bank.resolve(options.sck);
    this.miso = this.bank.resolve(options.miso);
    this.mosi = this.bank.resolve(options.mosi);
    const mode = Number(options.mode ?? 0) & 3;
    this.phaseLate = (mode & 1) !== 0;
    this.idleLevel = mode & 2 ? 1 : 0;
    this.msbFirst = options.order !== 'lsb';
    this.bits = this.isHardware ? 8 : Number(options.bits ?? 8);
    this.bitUs = this.isHardware ? US_PER_S / hardwareRate(baud) : 0;
    this.ready = true;
    // Software SPI sets the modes but leaves the levels alone; the peripheral puts its clock to rest at once.
    if (this.isHardware) this.sck?.register(this.idleLevel);
    this.sck?.pad.setMode(MODE.output);
    this.miso?.pad.setMode(MODE.input);
    this.mosi?.pad.setMode(MODE.output);
  }

  forget(): void {
    this.sck = this.miso = this.mosi = null;
    this.ready = false;
  }

  send(data: unknown, select?: unknown): number | string | Uint8Array {
    this.clock.charge(CALL.spiSend);
    // What is no pin counts as none.
    const nss = this.bank.resolve(select);
    nss?.outputLevel(0);
    const bytes = typeof data === 'number' ? Uint8Array.of(data) : toBytes(data);
    const answer = new Uint8Array(bytes.length);
    this.transfer(bytes, answer);
    nss?.outputLevel(1);
    if (typeof data === 'number') return answer[0]!;
    return typeof data === 'string' ? toText(answer) : answer;
  }

  write(...data: unknown[]): void {
    this.clock.charge(CALL.spiWrite);
    const last = data[data.length - 1];
    const nss = last instanceof Pin ? last : null;
    if (nss !== null) data.pop();
    nss?.outputLevel(0);
    this.transfer(toBytesAll(data), null);
    nss?.outputLevel(1);
  }

  send4bit(): never {
    throw new NotModelled('SPI.send4bit');
  }

  send8bit(): never {
    throw new NotModelled('SPI.send8bit');
  }

  private transfer(bytes: Uint8Array, answer: Uint8Array | null): void {
    if (this.isHardware && !this.ready) return;
    const { bits, msbFirst } = this;
    for (let i = 0; i < bytes.length; i++) {
      const data = bytes[i]!;
      let result = 0;
      for (let n = 0; n < bits; n++) {
        const place = msbFirst ? bits - 1 - n : n;
        result |= this.bit(((data >> place) & 1) as Level) << place;
      }
      if (answer !== null) answer[i] = result;
    }
  }

  /** One bit in the order of the interpreter's loop. Time passes between the accesses, as it does there. */
  private bit(level: Level): Level {
    const { sck, mosi, miso, clock } = this;
    const stepUs = this.bitUs > 0 ? this.bitUs / 4 : PIN_ACCESS_US;
    let read: Level = 0;
    if (this.phaseLate && sck !== null) {
      clock.spend(stepUs);
      sck.register(this.idleLevel === 1 ? 0 : 1);
    }
    // The hardware takes its time whether a line is connected or not.
    if (this.bitUs > 0 && mosi === null) clock.spend(stepUs);
    if (this.bitUs > 0 && miso === null) clock.spend(stepUs);
    if (mosi !== null) {
      clock.spend(stepUs);
      mosi.register(level);
    }
    if (sck !== null) {
      clock.spend(stepUs);
      sck.register(this.phaseLate ? this.idleLevel : this.idleLevel === 1 ? 0 : 1);
    }
    if (miso !== null) {
      clock.spend(stepUs);
      read = miso.peekLevel();
    }
    if (!this.phaseLate && sck !== null) {
      clock.spend(stepUs);
      sck.register(this.idleLevel);
    }
    return read;
  }
}

function hardwareRate(baud: number): number {
  for (let i = 0; i < HARDWARE_RATES.length - 1; i++) {
    if (baud < (HARDWARE_RATES[i]! + HARDWARE_RATES[i + 1]!) / 2) return HARDWARE_RATES[i]!;
  }
  return HARDWARE_RATES[HARDWARE_RATES.length - 1]!;
}
