import type { Inputs } from '../machine.ts';
import { PINS } from './pins.ts';

/**
 * HX711 through native software SPI: its clock is PD_SCK, its data line DOUT, so that each pulse is about a microsecond.
 * A pin write in JavaScript takes 0.3 ms and would power the converter down (60 us of clock high).
 */

/** 24 pulses shift the word out; what is sent does not matter, there is no line for it. */
const WORD = new Uint8Array(3);
const word = new SPI();
/** One more pulse selects channel A at gain 128 (HX711 datasheet, table 3). After it the data line must be high. */
const last = new SPI();

/** Prepares the lines; the clock rests low so that the converter runs. */
export function initLoadCell(): void {
  const clock = new Pin(PINS.loadCellClock);
  const data = new Pin(PINS.loadCellData);
  pinMode(data, 'input');
  digitalWrite(clock, 0);
  word.setup({ sck: clock, miso: data, bits: 8 });
  last.setup({ sck: clock, miso: data, bits: 1 });
}

/**
 * Reads one word: 25 pulses, never else. Call it only while the data line is low (ready). The line that is still low in the
 * 25th pulse is stuck, or a pulse was lost: the word is rejected.
 */
export function readLoadCell(i: Inputs): void {
  const bytes = word.send(WORD);
  if (last.send(0) !== 1) {
    i.loadRejects++;
    return;
  }
  i.loadCounts = ((bytes[0] << 24) | (bytes[1] << 16) | (bytes[2] << 8)) >> 8;
  i.loadCount++;
}
