/**
 * What every native call costs on the board, in one table.
 *
 * Scale: a pass of `for(i=0;i<n;i=i+1)` takes 8,017 Thumb instructions on an ARM build and 280 us on a board
 * by the interpreter's own JIT notes, a digitalWrite 11,900 on top; that is 28 to 43 instructions per
 * microsecond, of which the middle, 35, is taken here. So digitalWrite is 340 us, nearly all of it
 * reading the source text of the call. The other calls were counted on a PC build of Espruino 2v29
 * (instructions per call, loop subtracted) and scaled by digitalWrite (18,600 there): `ratio` below is
 * the count divided by that of digitalWrite. A ratio marked `estimate` could not be counted on a PC,
 * because the PC build does something else there.
 *
 * To this come the parts that hardware sets: bits on a bus, a conversion, words in flash.
 */

/** Cost of digitalWrite(pin, value), from which the others are scaled. */
const DIGITAL_WRITE_US = 340;

/** Name and cost relative to digitalWrite. */
const RATIO = {
  digitalWrite: 1,
  digitalRead: 0.93,
  pinMethod: 1.4,
  pinMode: 1.16,
  getPinMode: 1.11,
  digitalPulse: 1.2, // estimate: digitalWrite, one more argument, a place in the timer's list
  analogRead: 1, // estimate: digitalRead and 20 us for set-up and conversion of the SAADC
  analogWrite: 1.1, // 1.0 without options, 1.2 with
  getTime: 0.57,
  setTime: 1, // estimate
  setTimer: 2.2, // estimate
  clearTimer: 1.1,
  changeInterval: 1.23,
  setWatch: 3, // estimate
  clearWatch: 1.2, // estimate
  i2cSetup: 3, // estimate: as spiSetup with fewer options
  i2cWrite: 2, // estimate: as spiSend
  i2cRead: 2, // estimate: as spiSend
  i2cReadReg: 2.2,
  spiSetup: 3.5,
  spiSend: 1.8,
  spiWrite: 2.5,
  shiftOut: 3, // estimate
  usbWrite: 1.45,
  print: 1,
  kickWatchdog: 1.2,
  eSmall: 1.45,
  eBytes: 1.8,
  temperature: 1.4,
  flashCall: 4,
  storageCall: 4, // estimate: 1.5 for a name that is not there, more with every file to step over
  memory: 20, // 13.5 with 4,096 variables to count; Jolt.js has 12,000
  graphics: 2.7,
  other: 1.5, // estimate
  emit: 2,
  callback: 0.3, // estimate: entering a function without arguments, 3,100 Thumb instructions
  idlePass: 0.35, // estimate: one walk of the idle loop with a few timers
} as const;

export type CallName = keyof typeof RATIO;

export const CALL_NAMES = Object.keys(RATIO) as CallName[];

/** Number of each call in the table. */
export const CALL = Object.fromEntries(CALL_NAMES.map((name, id) => [name, id])) as Record<CallName, number>;

/** Cost by number. Rounded to quarters of a microsecond, so that sums of costs stay exact. */
export const COST_US = Float64Array.from(CALL_NAMES, (name) => Math.round(RATIO[name] * DIGITAL_WRITE_US * 4) / 4);

/** Each pin in an array of pins: 340 instructions on the PC. */
export const PER_PIN_US = 5;

/** Each byte that native code hashes, converts or queues: about 60 to 150 instructions. */
export const BYTE_US = 1.5;

/** One pin access inside a native loop (software SPI): about 25 instructions at 64 MHz. */
export const PIN_ACCESS_US = 0.5;

/** First use of a PWM channel: search for a free one and set-up. */
export const PWM_SETUP_US = 20;

/** Frequency of software PWM without the `freq` option (Espruino 2v29). */
export const SOFT_PWM_HZ = 50;

/** An I2C byte is eight bits and the acknowledge; start and stop cost about one bit each. */
export const I2C_BITS_PER_BYTE = 9;
export const I2C_FRAME_BITS = 2;

/** The two-wire driver gives up on a dead bus after 10,000 looks, about a microsecond each. */
export const I2C_TIMEOUT_US = 10000;

/** nRF52840 product specification: word write 41 us, page erase 85 ms, at most. */
export const FLASH_WORD_US = 41;
export const FLASH_ERASE_US = 85000;

/** Reading flash is a copy. */
export const FLASH_READ_BYTE_US = 0.25;

/** Garbage collection over 12,000 variables: about 30 instructions each. */
export const GC_US = 6000;

/** One pixel of a filled area: 100 instructions on the PC with `vertical_byte`. Whole bytes of a row-wise buffer count as one. */
export const PIXEL_US = 1.75;

/** One pixel of a line or of a glyph: 295 instructions on the PC, it is clipped and set on its own. */
export const DOT_US = 5.5;

/** One character besides its dots: finding its width, looping over its bits. */
export const GLYPH_US = 30;

/** From reset to the first statement of the program: boot loader, radio stack, interpreter. An estimate. */
export const BOOT_US = 250000;

/** From load() to the first statement: only the interpreter starts again. An estimate. */
export const SOFT_BOOT_US = 30000;
