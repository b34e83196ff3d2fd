/**
 * Machine words of an AVR program that reads an HX711 as usual Arduino libraries do: wait until the data line is low, clock
 * 24 bits in and one more pulse out, keep the word, start over. Encodings from the AVR instruction set manual (Microchip DS40002198).
 */

/** ATmega328P: port B in the space of SBI and SBIC. */
const PINB = 0x03;
const DDRB = 0x04;
const PORTB = 0x05;
/** Clock and data line on port B. */
export const CLOCK_BIT = 0;
export const DATA_BIT = 1;
/** Where the program leaves the word, low byte first, and counts words, in data space. */
export const WORD_AT = 0x0100;
export const COUNT_AT = 0x0103;

const WORD_BITS = 24;
/** Registers: the word, low byte first, and two counters. */
const [LOW, MIDDLE, HIGH, BITS, WORDS] = [16, 17, 18, 20, 21] as const;

const NOP = 0;
const sbi = (port: number, bit: number): number => 0x9a00 | (port << 3) | bit;
const cbi = (port: number, bit: number): number => 0x9800 | (port << 3) | bit;
/** Skips the next instruction when the bit is clear. */
const sbic = (port: number, bit: number): number => 0x9900 | (port << 3) | bit;
const immediate = (code: number, register: number, value: number): number =>
  code | ((value & 0xf0) << 4) | ((register - 16) << 4) | (value & 0x0f);
const ldi = (register: number, value: number): number => immediate(0xe000, register, value);
const ori = (register: number, value: number): number => immediate(0x6000, register, value);
const twoRegisters = (code: number, to: number, from: number): number =>
  code | ((from & 0x10) << 5) | (to << 4) | (from & 0x0f);
/** Shifts left by adding a register to itself, without and with carry. */
const lsl = (register: number): number => twoRegisters(0x0c00, register, register);
const rol = (register: number): number => twoRegisters(0x1c00, register, register);
const clr = (register: number): number => twoRegisters(0x2400, register, register);
const dec = (register: number): number => 0x940a | (register << 4);
const inc = (register: number): number => 0x9403 | (register << 4);
const sts = (address: number, register: number): number[] => [0x9200 | (register << 4), address];
/** Jumps count words from the instruction after them. */
const brne = (words: number): number => 0xf401 | ((words & 0x7f) << 3);
const rjmp = (words: number): number => 0xc000 | (words & 0x0fff);

/** The program, ready for the simulated flash. */
export function hx711Program(): number[] {
  const words = [sbi(DDRB, CLOCK_BIT), clr(WORDS)];
  const wait = words.length;
  words.push(sbic(PINB, DATA_BIT), rjmp(-2));
  words.push(ldi(BITS, WORD_BITS), clr(LOW), clr(MIDDLE), clr(HIGH));
  const bit = words.length;
  words.push(sbi(PORTB, CLOCK_BIT), lsl(LOW), rol(MIDDLE), rol(HIGH), cbi(PORTB, CLOCK_BIT));
  words.push(sbic(PINB, DATA_BIT), ori(LOW, 1), dec(BITS));
  words.push(brne(bit - (words.length + 1)));
  words.push(sbi(PORTB, CLOCK_BIT), NOP, NOP, cbi(PORTB, CLOCK_BIT));
  words.push(...sts(WORD_AT, LOW), ...sts(WORD_AT + 1, MIDDLE), ...sts(WORD_AT + 2, HIGH));
  words.push(inc(WORDS), ...sts(COUNT_AT, WORDS));
  words.push(rjmp(wait - (words.length + 1)));
  return words;
}
