/**
 * The flash of the nRF52840: 4,096-byte pages, words that a write can only clear bits of, nothing atomic but a word.
 *
 * Injected faults sit here too, because they follow the memory, not the call: a power cut after so many
 * programmed words leaves exactly those words, and an erase that is cut leaves the page undefined.
 */
import type { Clock } from './clock.ts';
import { FLASH_ERASE_US, FLASH_READ_BYTE_US, FLASH_WORD_US } from './costs.ts';
import { InternalError } from './errors.ts';

export const FLASH_BYTES = 1024 * 1024;
export const PAGE_BYTES = 4096;
export const WORD_BYTES = 4;

/** Storage area of Jolt.js: a hundred pages below page 245 (its board description). */
export const STORAGE_START = (245 - 100) * PAGE_BYTES;
export const STORAGE_END = 245 * PAGE_BYTES;

/**
 * First page after the interpreter. An estimate: 37 pages up to the radio stack's end and some 400 kB of
 * interpreter end near 0x88000 on this chip; the real address is in `process.memory().flash_binary_end`.
 */
export const FREE_START = 0x88000;

/** Linear congruential generator of Numerical Recipes, for a pattern without meaning. */
const LCG_FACTOR = 1664525;
const LCG_STEP = 1013904223;

/** SoftDevice error codes: address outside flash, and area that is not the application's. */
const INVALID_ADDRESS = 0x10;

export class Flash {
  readonly bytes: Uint8Array;
  /** Programmed words until power fails, an erased page counting as one; negative: never. */
  wordsUntilCut = -1;
  /** This many further writes fail with an error. */
  failingWrites = 0;
  /** Addresses of bytes that no erase lifts any more. */
  readonly wornAt: number[] = [];
  /** Page erases so far, for wear. */
  erases = 0;
  private readonly clock: Clock;
  private readonly cutPower: () => void;
  private readonly kick: () => void;

  constructor(clock: Clock, image: Uint8Array | undefined, cutPower: () => void, kick: () => void) {
    this.clock = clock;
    this.cutPower = cutPower;
    this.kick = kick;
    this.bytes = new Uint8Array(FLASH_BYTES).fill(0xff);
    if (image === undefined) return;
    if (image.length !== FLASH_BYTES) {
      throw new Error(`flash image has ${image.length} bytes: it must be a whole image of ${FLASH_BYTES} bytes`);
    }
    this.bytes.set(image);
  }

  read(address: number, length: number): Uint8Array {
    this.clock.spend(length * FLASH_READ_BYTE_US);
    const data = new Uint8Array(length).fill(0xff);
    data.set(this.bytes.subarray(Math.max(0, address), Math.max(0, address + length)));
    return data;
  }

  erase(address: number): void {
    if (address < 0 || address >= FLASH_BYTES) return;
    const start = address - (address % PAGE_BYTES);
    this.erases++;
    try {
      if (this.wordsUntilCut === 0) this.fail();
      if (this.wordsUntilCut > 0) this.wordsUntilCut--;
      this.clock.spend(FLASH_ERASE_US);
    } catch (error) {
      this.halfErase(start);
      throw error;
    }
    this.bytes.fill(0xff, start, start + PAGE_BYTES);
    for (const worn of this.wornAt) if (worn >= start && worn < start + PAGE_BYTES) this.bytes[worn] = 0;
    // The interpreter feeds the watchdog after every page, whether the program wants it or not.
    this.kick();
  }

  /** Writes any bytes anywhere: the ends of the words it touches are filled with what is there. */
  write(address: number, data: Uint8Array): void {
    if (data.length === 0) return;
    if (address < 0 || address + data.length > FLASH_BYTES)
      throw new InternalError(`NRF ERROR 0x${INVALID_ADDRESS.toString(16)}`);
    if (this.failingWrites > 0) {
      this.failingWrites--;
      throw new InternalError('Timeout on jshFlashWrite');
    }
    const first = address - (address % WORD_BYTES);
    for (let word = first; word < address + data.length; word += WORD_BYTES) {
      if (this.wordsUntilCut === 0) return this.fail();
      if (this.wordsUntilCut > 0) this.wordsUntilCut--;
      for (let i = 0; i < WORD_BYTES; i++) {
        const from = word + i - address;
        if (from >= 0 && from < data.length) this.bytes[word + i]! &= data[from]!;
      }
      this.clock.spend(FLASH_WORD_US);
    }
  }

  /** Flips one bit, as age and radiation do. */
  rot(address: number, bit: number): void {
    if (!(address >= 0 && address < FLASH_BYTES && bit >= 0 && bit < 8)) {
      throw new Error(`bit rot at ${address} bit ${bit}: the address must be below ${FLASH_BYTES} and the bit below 8`);
    }
    this.bytes[address]! ^= 1 << bit;
  }

  /** A cut erase: some bits have already risen, others not; the pattern depends on the page and its history only. */
  private halfErase(start: number): void {
    let seed = start + this.erases;
    for (let i = start; i < start + PAGE_BYTES; i++) {
      seed = (Math.imul(seed, LCG_FACTOR) + LCG_STEP) | 0;
      this.bytes[i]! |= seed >>> 24;
    }
  }

  private fail(): void {
    this.wordsUntilCut = -1;
    this.cutPower();
    this.clock.spend(0);
  }
}
