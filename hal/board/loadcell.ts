import type { Inputs } from '../machine.ts';
import { PINS } from './pins.ts';

/**
 * HX711 through native software SPI. The clock line hangs on MOSI: every 1 bit sent is a clock pulse of under a microsecond,
 * every 0 its pause, and MISO is sampled once in each. A pin write in JavaScript takes 0.3 ms and would power the chip down.
 */

/** 25 pulses, never else: 24 data bits, and one more that selects channel A at gain 128 (HX711 datasheet, table 3). */
const PULSES = new Uint8Array([0xaa, 0xaa, 0xaa, 0xaa, 0xaa, 0xaa, 0x80]);
/** After the 25th pulse the data line is high again; the sample within that pulse is not looked at. */
const AFTER_LAST = 0x7f;
/** Marks a byte whose paired samples differ: the line moved between the two halves of a clock pulse. */
const DAMAGED = 16;

/** Four data bits by a byte of paired samples. */
const NIBBLES = new Uint8Array(256);
const spi = new SPI();

function nibbleOf(pairs: number): number {
  let nibble = 0;
  for (let bit = 6; bit >= 0; bit -= 2) {
    const pair = (pairs >> bit) & 3;
    if (pair === 1 || pair === 2) return DAMAGED;
    nibble = (nibble << 1) | (pair & 1);
  }
  return nibble;
}

/** Prepares the lines; the clock rests low so that the converter runs. */
export function initLoadCell(): void {
  const clock = new Pin(PINS.loadCellClock);
  const data = new Pin(PINS.loadCellData);
  for (let i = 0; i < 256; i++) NIBBLES[i] = nibbleOf(i);
  pinMode(data, 'input');
  digitalWrite(clock, 0);
  spi.setup({ mosi: clock, miso: data });
}

/** Reads one word. Call it only while the data line is low (ready). A word that fails a check counts as rejected. */
export function readLoadCell(i: Inputs): void {
  const r = spi.send(PULSES);
  const a = NIBBLES[r[0]];
  const b = NIBBLES[r[1]];
  const c = NIBBLES[r[2]];
  const d = NIBBLES[r[3]];
  const e = NIBBLES[r[4]];
  const f = NIBBLES[r[5]];
  if ((r[6] & AFTER_LAST) !== AFTER_LAST || (a | b | c | d | e | f) >= DAMAGED) {
    i.loadRejects++;
    return;
  }
  i.loadCounts = (((a << 20) | (b << 16) | (c << 12) | (d << 8) | (e << 4) | f) << 8) >> 8;
  i.loadCount++;
}
