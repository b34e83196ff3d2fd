/** What the loop does with the edges of watched pins, with and without debouncing (Espruino 2v29, jsiIdle). */
import type { IoEvent } from './io-queue.ts';
import type { EventLoop } from './loop.ts';
import type { Timer } from './timers.ts';
import type { Watch } from './watches.ts';
import type { Pin } from './pin.ts';

/** What a watch callback gets. */
interface WatchEvent {
  state: boolean;
  lastTime: number | undefined;
  time: number;
  pin: Pin;
  data?: boolean;
}

/** Hands one edge from the ring to every watch on its pin. */
export function runWatches(loop: EventLoop, event: IoEvent): void {
  const atUs = loop.rate === 1 ? event.atUs + loop.offsetUs : event.atUs * loop.rate + loop.offsetUs;
  const isHigh = event.level === 1;
  for (const watch of [...loop.watches.list]) {
    if (watch.pin.pad.index !== event.pad || !loop.watches.list.includes(watch)) continue;
    if (watch.options.debounceUs > 0) debounce(loop, watch, isHigh, atUs);
    else {
      watch.state = isHigh;
      fire(loop, watch, isHigh, atUs, event.data === 1);
    }
  }
}

/** The time-out of a debounced watch: the pin has been quiet for long enough. */
export function runDebounced(loop: EventLoop, timer: Timer, watch: Watch): void {
  const before = watch.state;
  watch.state = timer.watchState;
  watch.timeout = null;
  if (before === timer.watchState) return;
  const atUs = timer.dueUs - watch.options.debounceUs;
  if (watch.wants(timer.watchState)) {
    call(loop, watch, timer.watchState, atUs, null);
    if (!watch.options.recur) loop.watches.remove(watch);
  }
  watch.lastTimeS = loop.seconds(atUs);
}

/** Every edge starts the wait anew, so a contact that chatters is not reported before it rests. */
function debounce(loop: EventLoop, watch: Watch, isHigh: boolean, atUs: number): void {
  const timeout = watch.timeout;
  if (timeout === null) {
    if (isHigh === watch.state) return;
    watch.timeout = loop.timers.add(atUs + watch.options.debounceUs, -1, watch.callback, null);
    watch.timeout.watch = watch;
    watch.timeout.watchState = isHigh;
    return;
  }
  const dueUs = timeout.dueUs;
  timeout.dueUs = atUs + watch.options.debounceUs;
  timeout.watchState = isHigh;
  if (atUs > dueUs && isHigh !== watch.state) {
    // The wait was over before this edge, but the loop was busy: report now, with the old time.
    watch.state = isHigh;
    watch.timeout = null;
    loop.timers.remove(timeout);
    fire(loop, watch, isHigh, dueUs - watch.options.debounceUs, false);
    return;
  }
  loop.timers.refresh();
}

function fire(loop: EventLoop, watch: Watch, isHigh: boolean, atUs: number, data: boolean): void {
  if (watch.wants(isHigh)) {
    const goesOn = call(loop, watch, isHigh, atUs, loop.watches.hasDataPin(watch.pin.pad) ? data : null);
    if (!goesOn && watch.options.recur) loop.flags.raise('CALLBACK');
    if (!goesOn || !watch.options.recur) loop.watches.remove(watch);
  }
  watch.lastTimeS = loop.seconds(atUs);
}

function call(loop: EventLoop, watch: Watch, isHigh: boolean, atUs: number, data: boolean | null): boolean {
  const event: WatchEvent = { state: isHigh, lastTime: watch.lastTimeS, time: loop.seconds(atUs), pin: watch.pin };
  if (data !== null) event.data = data;
  return loop.invoke(watch.callback, undefined, [event]);
}
