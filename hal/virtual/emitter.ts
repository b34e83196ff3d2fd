/** Event listeners as every object of the interpreter has them: `on`, `emit`, `removeListener`. */
import type { EventLoop } from './loop.ts';

export type Callback = (...args: never[]) => unknown;

/** The interpreter passes at most four arguments to an event. */
const MAX_ARGS = 4;

export class Emitter {
  protected readonly loop: EventLoop;
  private listeners = new Map<string, unknown[]>();

  constructor(loop: EventLoop) {
    this.loop = loop;
  }

  on(event: string, listener: unknown): void {
    if (typeof event !== 'string') throw new TypeError('First argument must be String');
    const list = this.listeners.get(event);
    if (list === undefined) this.listeners.set(event, [listener]);
    else list.push(listener);
  }

  addListener(event: string, listener: unknown): void {
    this.on(event, listener);
  }

  prependListener(event: string, listener: unknown): void {
    this.on(event, listener);
    const list = this.listeners.get(event)!;
    list.unshift(list.pop());
  }

  /** Queues the listeners: they run later, from the loop. */
  emit(event: string, ...args: unknown[]): void {
    if (args.length > MAX_ARGS) throw new TypeError(`Too many arguments (>${MAX_ARGS})`);
    for (const listener of this.listeners.get(event) ?? []) this.loop.defer(listener, this, args);
  }

  removeListener(event: string, listener: unknown): void {
    const list = this.listeners.get(event);
    if (list === undefined) return;
    const left = list.filter((candidate) => candidate !== listener);
    if (left.length === 0) this.listeners.delete(event);
    else this.listeners.set(event, left);
  }

  removeAllListeners(event?: string): void {
    if (event === undefined) this.listeners.clear();
    else this.listeners.delete(event);
  }

  /** Runs the listeners at once, as the chip does for its own events. False when there are none. */
  fire(event: string, args: unknown[]): boolean {
    const list = this.listeners.get(event);
    if (list === undefined) return false;
    for (const listener of [...list]) this.loop.invoke(listener, this, args);
    return true;
  }

  has(event: string): boolean {
    return this.listeners.has(event);
  }
}
