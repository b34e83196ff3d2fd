/** Pin watches: which pins are sensed, and what to do with an edge once the loop gets to it. */
import type { Level } from './contract.ts';
import type { EdgeSink, VirtualPad } from './pad.ts';
import type { IoQueue } from './io-queue.ts';
import type { Timer } from './timers.ts';
import type { Pin } from './pin.ts';
import { MAX_WATCHES } from './board.ts';

/** Shorter pulses get lost on a watch without `hispeed` (Espruino reference, setWatch). */
const SLOW_SENSE_US = 25;

export interface WatchOptions {
  recur: boolean;
  debounceUs: number;
  /** 1 rising, -1 falling, 0 both. */
  edge: number;
  hispeed: boolean;
  data: Pin | null;
}

export class Watch {
  state: boolean;
  lastTimeS: number | undefined = undefined;
  timeout: Timer | null = null;
  readonly id: number;
  readonly pin: Pin;
  readonly callback: unknown;
  readonly options: WatchOptions;
  constructor(id: number, pin: Pin, callback: unknown, options: WatchOptions, state: boolean) {
    this.id = id;
    this.pin = pin;
    this.callback = callback;
    this.options = options;
    this.state = state;
  }

  /** Whether this watch wants an edge to that level. */
  wants(high: boolean): boolean {
    const edge = this.options.edge;
    return edge === 0 || (high ? edge > 0 : edge < 0);
  }
}

/** One sensing channel of the chip: at most eight pins can have one. */
interface Channel {
  readonly pad: VirtualPad;
  readonly negated: boolean;
  readonly hispeed: boolean;
  readonly data: Pin | null;
  lastEdgeUs: number;
}

export class WatchList implements EdgeSink {
  readonly list: Watch[] = [];
  private channels: Channel[] = [];
  private readonly queue: IoQueue;
  private readonly wake: () => void;

  constructor(queue: IoQueue, wake: () => void) {
    this.queue = queue;
    this.wake = wake;
  }

  /** Starts sensing; false when all channels are taken. */
  sense(pin: Pin, options: WatchOptions): boolean {
    if (this.channels.some((channel) => channel.pad === pin.pad)) return true;
    if (this.channels.length >= MAX_WATCHES) return false;
    this.channels.push({
      pad: pin.pad,
      negated: pin.negated,
      hispeed: options.hispeed,
      data: options.data,
      lastEdgeUs: -Infinity,
    });
    pin.pad.startSensing();
    return true;
  }

  add(pin: Pin, callback: unknown, options: WatchOptions, state: boolean): Watch {
    const last = this.list[this.list.length - 1];
    const watch = new Watch(last === undefined ? 1 : last.id + 1, pin, callback, options, state);
    this.list.push(watch);
    return watch;
  }

  remove(watch: Watch): void {
    const place = this.list.indexOf(watch);
    if (place >= 0) this.list.splice(place, 1);
    if (!this.list.some((other) => other.pin.pad === watch.pin.pad)) this.unsense(watch.pin.pad);
  }

  clear(): void {
    this.list.length = 0;
    for (const channel of this.channels) channel.pad.sensing = false;
    this.channels = [];
  }

  hasDataPin(pad: VirtualPad): boolean {
    return this.channels.some((channel) => channel.pad === pad && channel.data !== null);
  }

  /** From the pad, at the instant of the edge: the interrupt. */
  edge(pad: VirtualPad, level: Level, atUs: number): void {
    const channel = this.channels.find((candidate) => candidate.pad === pad);
    if (channel === undefined) return;
    const sinceUs = atUs - SLOW_SENSE_US;
    const tooQuick = !channel.hispeed && channel.lastEdgeUs > sinceUs;
    channel.lastEdgeUs = atUs;
    // A pulse too short for slow sensing leaves no trace: its first edge goes again with the second.
    if (tooQuick && this.queue.dropNewestEdge(pad.index, sinceUs)) return;
    const shown = channel.negated ? (level === 1 ? 0 : 1) : level;
    this.queue.pushEdge(pad.index, shown, channel.data === null ? 0 : channel.data.peekLevel(), atUs);
    this.wake();
  }

  private unsense(pad: VirtualPad): void {
    this.channels = this.channels.filter((channel) => channel.pad !== pad);
    pad.sensing = false;
  }
}
