/** A yardstick from outside: avr8js, an instruction-level simulator, running an HX711 read loop at 16 MHz. */
import type * as Avr8js from 'avr8js';
import { CLOCK_BIT, COUNT_AT, DATA_BIT, hx711Program, WORD_AT } from './avr-code.ts';

const CLOCK_HZ = 16_000_000;
const CONVERSIONS_PER_S = 10;
const CYCLES_PER_CONVERSION = CLOCK_HZ / CONVERSIONS_PER_S;
const FLASH_WORDS = 0x4000;
const WORD_BITS = 24;
/** Any word with both bits in every nibble. */
const FIRST_WORD = 0x5a3c96;

export interface AvrRun {
  readonly simulatedS: number;
  readonly cpuS: number;
  /** Words that the program has read. */
  readonly words: number;
}

type Avr = typeof Avr8js;

/** The converter as the loop sees it: ready ten times a second, a bit for each rising edge, high after the 25th. */
class Converter {
  word = FIRST_WORD;
  private pulses = WORD_BITS + 1;
  private clock = false;
  private readonly show: (level: boolean) => void;

  constructor(show: (level: boolean) => void) {
    this.show = show;
    show(true);
  }

  convert(): void {
    this.word = (this.word + 1) & 0xffffff;
    this.pulses = 0;
    this.show(false);
  }

  clockChanged(level: boolean): void {
    const isRising = level && !this.clock;
    this.clock = level;
    if (!isRising || this.pulses > WORD_BITS) return;
    this.pulses += 1;
    this.show(this.pulses > WORD_BITS || ((this.word >> (WORD_BITS - this.pulses)) & 1) === 1);
  }
}

function board(avr: Avr): { cpu: Avr8js.CPU; converter: Converter } {
  const flash = new Uint16Array(FLASH_WORDS);
  flash.set(hx711Program());
  const cpu = new avr.CPU(flash);
  const port = new avr.AVRIOPort(cpu, avr.portBConfig);
  const converter = new Converter((level) => port.setPin(DATA_BIT, level));
  port.addListener((value) => converter.clockChanged(((value >> CLOCK_BIT) & 1) === 1));
  const convert = (): void => {
    converter.convert();
    cpu.addClockEvent(convert, CYCLES_PER_CONVERSION);
  };
  cpu.addClockEvent(convert, CYCLES_PER_CONVERSION);
  return { cpu, converter };
}

/** avr8js where it is installed, else null. */
export async function loadAvr(): Promise<Avr | null> {
  try {
    return await import('avr8js');
  } catch {
    return null;
  }
}

/** Runs the loop for some simulated time; throws when it does not read what the converter sends. */
export function timeAvr(avr: Avr, simulatedS: number): AvrRun {
  const { cpu, converter } = board(avr);
  const endCycles = simulatedS * CLOCK_HZ;
  const before = process.cpuUsage();
  while (cpu.cycles < endCycles) {
    avr.avrInstruction(cpu);
    cpu.tick();
  }
  const spent = process.cpuUsage(before);
  const word = cpu.dataView.getUint32(WORD_AT, true) & 0xffffff;
  const words = cpu.data[COUNT_AT] ?? 0;
  const expected = Math.ceil(simulatedS * CONVERSIONS_PER_S) - 1;
  // The last conversion may still be on its way in.
  if (words < expected || (word !== converter.word && word !== converter.word - 1))
    throw new Error(`the AVR loop read ${words} words, the last ${word}; the converter sent ${converter.word}`);
  return { simulatedS, cpuS: (spent.user + spent.system) / 1e6, words };
}
