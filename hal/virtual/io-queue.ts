/**
 * The ring between interrupts and the interpreter's loop: pin edges and received characters wait here.
 * Only its size is modelled, not its bytes: an event takes two bytes and its data, and when there is no
 * room the event is lost and a flag raised (Espruino 2v29, jsdevices).
 */
import type { Level } from './contract.ts';
import { MEMORY } from './board.ts';

const HEADER_BYTES = 2;
const WATCH_BYTES = 4;
/** The ring keeps this much spare. */
const SPARE_BYTES = 4;
/** Characters in one event at most. */
const MAX_TEXT = 254;

interface TextEvent {
  device: string;
  text: string;
}

export interface IoEvent {
  /** Watched pin, or -1 for text. */
  readonly pad: number;
  readonly level: Level;
  /** Level of the data pin, if the watch has one. */
  readonly data: Level;
  readonly atUs: number;
  readonly device: string;
  readonly text: string;
}

export class IoQueue {
  usedBytes = 0;
  private events: IoEvent[] = [];
  private readonly onOverflow: () => void;

  constructor(onOverflow: () => void) {
    this.onOverflow = onOverflow;
  }

  get length(): number {
    return this.events.length;
  }

  pushEdge(pad: number, level: Level, data: Level, atUs: number): void {
    if (this.takes(WATCH_BYTES)) this.events.push({ pad, level, data, atUs, device: '', text: '' });
  }

  /**
   * Characters join the last event when it is of the same device, unless that is the next to be handled: the
   * interpreter does so to save headers.
   */
  pushText(device: string, text: string, atUs: number): void {
    const last = this.events[this.events.length - 1];
    const joins =
      this.events.length > 1 && last!.pad < 0 && last!.device === device && last!.text.length + text.length < MAX_TEXT;
    if (joins && MEMORY.ioBufferBytes - this.usedBytes - SPARE_BYTES > 0) {
      (last as TextEvent).text += text;
      this.usedBytes += text.length;
      return;
    }
    for (let from = 0; from < text.length; from += MAX_TEXT) {
      const piece = text.slice(from, from + MAX_TEXT);
      if (this.takes(piece.length)) this.events.push({ pad: -1, level: 0, data: 0, atUs, device, text: piece });
    }
  }

  /** Drops the newest event if it is an edge of this pin not older than `sinceUs`. */
  dropNewestEdge(pad: number, sinceUs: number): boolean {
    const last = this.events[this.events.length - 1];
    if (last === undefined || last.pad !== pad || last.atUs < sinceUs) return false;
    this.events.pop();
    this.usedBytes -= HEADER_BYTES + WATCH_BYTES;
    return true;
  }

  pop(): IoEvent | undefined {
    const event = this.events.shift();
    if (event !== undefined) this.usedBytes -= HEADER_BYTES + (event.pad >= 0 ? WATCH_BYTES : event.text.length);
    return event;
  }

  /** Fills the ring with text for a device that does not exist: what a burst of radio traffic does to it. */
  flood(atUs: number): void {
    for (const size of [MAX_TEXT, 1]) {
      while (this.takes(size))
        this.events.push({ pad: -1, level: 0, data: 0, atUs, device: 'none', text: ' '.repeat(size) });
    }
  }

  clear(): void {
    this.events = [];
    this.usedBytes = 0;
  }

  private takes(dataBytes: number): boolean {
    const needed = HEADER_BYTES + dataBytes;
    if (MEMORY.ioBufferBytes - this.usedBytes - SPARE_BYTES < needed) {
      this.onOverflow();
      return false;
    }
    this.usedBytes += needed;
    return true;
  }
}
