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
const clockPin = new Pin(PINS.loadCellClock);
/** Words rejected in a row. One may be a conversion that ended within the last pulse; two mean pulses out of step. */
let rejects = 0;
/** The clock is held high to power the converter down. */
let isDown = false;

/** Prepares the lines; the clock rests low so that the converter runs. */
export function initLoadCell(): void {
  const data = new Pin(PINS.loadCellData);
  pinMode(data, 'input');
  digitalWrite(clockPin, 0);
  word.setup({ sck: clockPin, miso: data, bits: 8 });
  last.setup({ sck: clockPin, miso: data, bits: 1 });
}

/** A second bad word in a row powers the converter down until its next turn; it then settles for 0.4 s (datasheet). */
function rejectWord(i: Inputs): void {
  i.loadRejects++;
  rejects++;
  if (rejects < 2) return;
  rejects = 0;
  isDown = true;
  digitalWrite(clockPin, 1);
}

/**
 * Reads one word: 25 pulses, never else. Call it only while the data line is low (ready). The line that is still low in the
 * 25th pulse is stuck, or a pulse was lost: the word is rejected.
 */
export function readLoadCell(i: Inputs): void {
  const bytes = word.send(WORD);
  if (last.send(0) !== 1) {
    rejectWord(i);
    return;
  }
  rejects = 0;
  i.loadCounts = ((bytes[0] << 24) | (bytes[1] << 16) | (bytes[2] << 8)) >> 8;
  i.loadCount++;
}

/** Reads a word in between. After a damaged one the line may be stuck, and is not looked at more often than before. */
export function readLoadCellEarly(i: Inputs): void {
  if (rejects === 0) readLoadCell(i);
}

/** Wakes a converter that was powered down by a rejected word. Called in every period. */
export function wakeLoadCell(): void {
  if (!isDown) return;
  isDown = false;
  digitalWrite(clockPin, 0);
}
