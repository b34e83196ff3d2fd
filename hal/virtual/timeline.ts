/**
 * The record of everything the chip did to the outside: output edges, bytes on buses, bytes on USB.
 *
 * It is written into one preallocated buffer and hashed in bulk, so that it can stay on in every run.
 * Two runs are the same run exactly when their digests are equal.
 */
import { latin1Bytes } from './base64.ts';
import type { Level } from './contract.ts';
import { Digest } from './digest.ts';

const BUFFER_WORDS = 16384;
/** Largest number of words one entry can need; data is split into pieces that fit. */
const PIECE_BYTES = 256;
/** Times enter the record in sixteenths of a microsecond, finer than any cost in the table. */
const TIME_STEPS_PER_US = 16;

/** Kinds of entry, in the top byte of its first word. */
const KIND = { low: 1, high: 2, released: 3, duty: 4, i2cWrite: 5, i2cRead: 6, usb: 7, reset: 8 } as const;

export interface TimelineListener {
  edge?(pad: number, driven: Level | null, duty: number | null, atUs: number): void;
  usb?(text: string, atUs: number): void;
  i2c?(address: number, bytes: Uint8Array, atUs: number): void;
}

export class Timeline {
  private readonly words = new Int32Array(BUFFER_WORDS);
  private readonly bytes = new Uint8Array(this.words.buffer);
  private used = 0;
  private hash = new Digest();
  private listener: TimelineListener | null = null;
  /** Entries so far. */
  entries = 0;

  /** One subscriber, called on every entry; null ends it. */
  subscribe(listener: TimelineListener | null): void {
    this.listener = listener;
  }

  edge(pad: number, driven: Level | null, duty: number | null, atUs: number): void {
    const kind = duty !== null ? KIND.duty : driven === null ? KIND.released : driven === 1 ? KIND.high : KIND.low;
    // Sixteen bits hold the duty exactly: a PWM counter has fifteen.
    const value = duty !== null ? Math.round(duty * 65535) : 0;
    this.put((kind << 24) | (pad << 16) | value, atUs);
    if (this.listener?.edge !== undefined) this.listener.edge(pad, driven, duty, atUs);
  }

  /** Plain output level, the most frequent entry. */
  level(pad: number, level: Level, atUs: number): void {
    if (this.used + 2 > BUFFER_WORDS) this.flush();
    this.words[this.used] = ((level === 1 ? KIND.high : KIND.low) << 24) | (pad << 16);
    this.words[this.used + 1] = atUs * TIME_STEPS_PER_US;
    this.used += 2;
    this.entries++;
    if (this.listener !== null) this.listener.edge?.(pad, level, null, atUs);
  }

  i2c(address: number, data: Uint8Array, isRead: boolean, atUs: number): void {
    this.data(isRead ? KIND.i2cRead : KIND.i2cWrite, address, data, atUs);
    if (!isRead && this.listener?.i2c !== undefined) this.listener.i2c(address, data, atUs);
  }

  usb(text: string, atUs: number): void {
    this.data(KIND.usb, 0, latin1Bytes(text), atUs);
    if (this.listener?.usb !== undefined) this.listener.usb(text, atUs);
  }

  reset(atUs: number): void {
    this.put(KIND.reset << 24, atUs);
  }

  /** SHA-256 over all entries so far, in hexadecimal. */
  digest(): string {
    this.flush();
    return this.hash.hex();
  }

  /** Forgets everything: a new run starts. */
  restart(): void {
    this.used = 0;
    this.entries = 0;
    this.hash = new Digest();
  }

  private put(head: number, atUs: number): void {
    if (this.used + 2 > BUFFER_WORDS) this.flush();
    this.words[this.used] = head;
    this.words[this.used + 1] = atUs * TIME_STEPS_PER_US;
    this.used += 2;
    this.entries++;
  }

  private data(kind: number, address: number, data: Uint8Array, atUs: number): void {
    for (let from = 0; from < data.length; from += PIECE_BYTES) {
      const count = Math.min(PIECE_BYTES, data.length - from);
      this.put((kind << 24) | (address << 16) | count, atUs);
      const room = (count + 3) >> 2;
      if (this.used + room > BUFFER_WORDS) this.flush();
      const start = this.used * 4;
      this.words[this.used + room - 1] = 0;
      for (let i = 0; i < count; i++) this.bytes[start + i] = data[from + i]!;
      this.used += room;
    }
  }

  private flush(): void {
    this.hash.update(this.bytes.subarray(0, this.used * 4));
    this.used = 0;
  }
}
