/** The contract between the firmware and the machine, in machine words. Types only; nothing here runs. */

/** How much a reading is worth. Invalid is not zero: a value counts only while its validity is Fresh. */
export const enum Validity {
  Fresh = 0,
  /** Too old. */
  Stale = 1,
  /** At the end of its range. */
  Saturated = 2,
  /** The same again and again where noise must show. */
  Frozen = 3,
  /** Never came, or the part does not answer. */
  Absent = 4,
}

/** What the machine senses. One object, filled in place every tick. */
export interface Inputs {
  /** Instant of this tick, in ms since boot. */
  nowMs: number;
  /** Since the tick before. */
  periodMs: number;
  /** Panic contact open, now or at any time since the tick before. */
  panic: boolean;
  start: boolean;
  lower: boolean;
  /** Service key turned; looked at once a second, with the drive off. */
  key: boolean;
  /** Mirror contact: true while the relay is open. */
  relayOpen: boolean;
  /** From the last press of panic until the mirror contact closed, by the times of the edges. */
  opensMs: number;
  /** End switches: true while they are open (board there, or wire cut). */
  endLow: boolean;
  endHigh: boolean;
  /** Wiper of the travel potentiometer as a share of its supply, 0 to 1. */
  travelRatio: number;
  /** Motor current, magnitude. */
  currentA: number;
  supplyV: number;
  /** Raw acceleration along the board (up-slope positive) and normal to it, in mg; read every other period. */
  accelXMg: number;
  accelYMg: number;
  accelZMg: number;
  /** Rises by one with every accelerometer reading that succeeded. */
  accelCount: number;
  /** Failed accelerometer reads in a row. */
  accelMisses: number;
  /** A closer look found that the sensor makes no new samples. */
  accelStuck: boolean;
  /** Last intact word of the load-cell converter; rises `loadCount` by one. */
  loadCounts: number;
  loadCount: number;
  /** Words rejected since boot. */
  loadRejects: number;
  /** Bits of hal/espruino error flags since the tick before. */
  lowMemory: boolean;
  eventsLost: boolean;
}

/** What the machine is to do. `power` false opens the relay; duty 0 with power holds still. */
export interface Outputs {
  power: boolean;
  /** -1 (down) to 1 (up), share of the supply on the motor. */
  duty: number;
}

/** Raw flash as the firmware sees it: whole words are programmed into erased pages. Only at rest, with the drive off. */
export interface Flash {
  read(length: number, address: number): Uint8Array;
  write(data: Uint8Array, address: number): void;
  erase(address: number): void;
}

/** Where one text stands on the display of 128 x 64 dots. Worked out in advance: the tick only reads it. */
export interface Cell {
  /** The box that the text has for itself, corners included, in dots. The text begins in its top left corner. */
  readonly x: number;
  readonly y: number;
  readonly right: number;
  readonly bottom: number;
  /** A character is this many times 6 x 8 dots. */
  readonly scale: number;
  /** The display's pages (8 rows of dots) that the box covers, one bit each. */
  readonly pages: number;
}

/** What the panel shows and sounds. What it asks for stands until it is done; display and signals then take it back. */
export interface PanelView {
  /** `text` is to be drawn into `cell`. */
  draw: boolean;
  cell: Cell;
  text: string;
  /** Lamp or tone are others than before. */
  signal: boolean;
  /** Bit 0 red, bit 1 green, bit 2 blue. */
  lamp: number;
  /** 0 is silence. */
  toneHz: number;
}
