/** The documented global functions for pins, timers and watches. */
import type { ChipParts } from './chip-parts.ts';
import { BUTTON_PIN } from './board.ts';
import { toBytes } from './bytes.ts';
import { CALL, PIN_ACCESS_US } from './costs.ts';
import { format } from './format.ts';
import type { Level, NativeApi } from './contract.ts';
import { MODE } from './pad.ts';
import { periodUs } from './timers.ts';
import type { WatchOptions } from './watches.ts';

const US_PER_MS = 1000;
const US_PER_S = 1e6;
/** Debounce of the built-in button without the option. */
const BUTTON_DEBOUNCE_MS = 25;
const EDGE_NAMES: Readonly<Record<string, number>> = { rising: 1, falling: -1, both: 0 };
const MAX_SHIFT_PINS = 8;

function needCallback(callback: unknown): void {
  if (typeof callback !== 'function' && typeof callback !== 'string')
    throw new Error('Function or String not supplied!');
}

export function pinFunctions(chip: ChipParts): NativeApi {
  const bank = chip.bank;
  return {
    digitalRead: (pin: unknown) => bank.digitalRead(pin),
    digitalWrite: (pin: unknown, value: unknown) => bank.digitalWrite(pin, value),
    digitalPulse: (pin: unknown, value: unknown, time: unknown) => bank.digitalPulse(pin, value, time),
    analogRead: (pin: unknown) => bank.analogRead(pin),
    analogWrite: (pin: unknown, value: unknown, options: unknown) => bank.analogWrite(pin, value, options),
    pinMode: (pin: unknown, mode: unknown, automatic: unknown) => bank.pinMode(pin, mode, automatic),
    getPinMode: (pin: unknown) => bank.getPinMode(pin),
    shiftOut: (pins: unknown, options: unknown, data: unknown) => shiftOut(chip, pins, options, data),
  };
}

function shiftOut(chip: ChipParts, pins: unknown, options: unknown, data: unknown): void {
  const { bank, clock } = chip;
  clock.charge(CALL.shiftOut);
  const given = (options ?? {}) as { clk?: unknown; clkPol?: unknown; repeat?: unknown };
  const outputs = (Array.isArray(pins) ? pins : [pins]).map((pin) => bank.need(pin));
  if (outputs.length > MAX_SHIFT_PINS) throw new Error(`Too many pins! ${MAX_SHIFT_PINS} Maximum`);
  const tick = bank.resolve(given.clk);
  const active: Level = given.clkPol ? 1 : 0;
  const repeat = Math.max(1, Number(given.repeat ?? 1) | 0);
  for (const pin of outputs) if (!pin.fixed) pin.pad.setMode(MODE.output);
  tick?.pad.setMode(MODE.output);
  for (const byte of toBytes(data)) {
    let bits = byte;
    for (let i = 0; i < repeat; i++) {
      for (let n = outputs.length - 1; n >= 0; n--, bits >>= 1) {
        clock.spend(PIN_ACCESS_US);
        outputs[n]!.register((bits & 1) as Level);
      }
      if (tick === null) continue;
      clock.spend(PIN_ACCESS_US);
      tick.register(active);
      clock.spend(PIN_ACCESS_US);
      tick.register(active === 1 ? 0 : 1);
    }
  }
}

export function timerFunctions(chip: ChipParts): NativeApi {
  const { loop, clock } = chip;
  const start = (callback: unknown, ms: unknown, args: unknown[], repeats: boolean): number => {
    clock.charge(CALL.setTimer);
    needCallback(callback);
    const period = periodUs(ms);
    loop.timers.changed = true;
    return loop.timers.add(loop.chipUs() + period, repeats ? period : -1, callback, args.length > 0 ? args : null).id;
  };
  const clear = (name: string, args: unknown[]): void => {
    clock.charge(CALL.clearTimer);
    loop.timers.changed = true;
    if (args.length === 0) return loop.timers.removeAll();
    if (args[0] === undefined) throw new Error(`clear${name}(undefined) not allowed. Use clear${name}() instead`);
    const timer = loop.timers.find(args[0]);
    if (timer !== undefined) loop.timers.remove(timer);
  };
  return {
    setInterval: (callback: unknown, ms: unknown, ...args: unknown[]) => start(callback, ms, args, true),
    setTimeout: (callback: unknown, ms: unknown, ...args: unknown[]) => start(callback, ms, args, false),
    clearInterval: (...args: unknown[]) => clear('Interval', args),
    clearTimeout: (...args: unknown[]) => clear('Timeout', args),
    changeInterval: (id: unknown, ms: unknown) => {
      clock.charge(CALL.changeInterval);
      const timer = loop.timers.find(id);
      if (timer === undefined) throw new Error('Unknown Interval');
      timer.intervalUs = periodUs(ms);
      timer.dueUs = loop.chipUs() + timer.intervalUs;
      loop.timers.changed = true;
      loop.timers.refresh();
    },
    getTime: () => {
      clock.charge(CALL.getTime);
      return loop.seconds(loop.chipUs());
    },
    setTime: (seconds: unknown) => {
      clock.charge(CALL.setTime);
      loop.wallUs = Number(seconds) * US_PER_S - loop.chipUs();
    },
  };
}

function watchOptions(chip: ChipParts, isButton: boolean, given: unknown): WatchOptions {
  const options: WatchOptions = { recur: false, debounceUs: 0, edge: 0, hispeed: false, data: null };
  if (isButton) {
    options.edge = 1;
    options.debounceUs = BUTTON_DEBOUNCE_MS * US_PER_MS;
  }
  if (typeof given !== 'object' || given === null) {
    options.recur = Boolean(given);
    return options;
  }
  const wish = given as {
    repeat?: unknown;
    debounce?: unknown;
    edge?: unknown;
    irq?: unknown;
    hispeed?: unknown;
    data?: unknown;
  };
  options.recur = Boolean(wish.repeat);
  if (wish.debounce !== undefined) options.debounceUs = Math.max(0, Number(wish.debounce) || 0) * US_PER_MS;
  if (typeof wish.edge === 'number') options.edge = Math.sign(wish.edge);
  else if (wish.edge !== undefined) {
    const edge = typeof wish.edge === 'string' ? EDGE_NAMES[wish.edge] : undefined;
    if (edge === undefined) throw new TypeError("'edge' in setWatch should be 1, -1, 0, 'rising', 'falling' or 'both'");
    options.edge = edge;
  }
  if (wish.irq) throw new Error('irq=true set, but function is not a native function');
  options.hispeed = Boolean(wish.hispeed);
  options.data = chip.bank.resolve(wish.data);
  return options;
}

export function watchFunctions(chip: ChipParts): NativeApi {
  const { loop, clock, bank } = chip;
  return {
    setWatch: (callback: unknown, target: unknown, given: unknown) => {
      clock.charge(CALL.setWatch);
      const pin = bank.resolve(target);
      if (pin === null) {
        chip.print('ERROR: Invalid pin\n');
        return undefined;
      }
      const options = watchOptions(chip, pin.number === BUTTON_PIN, given);
      needCallback(callback);
      const state = pin.inputLevel() === 1;
      if (!loop.watches.sense(pin, options)) chip.print('WARNING: No free EXTI for watch\n');
      return loop.watches.add(pin, callback, options, state).id;
    },
    clearWatch: (...args: unknown[]) => {
      clock.charge(CALL.clearWatch);
      if (args.length === 0) return loop.watches.clear();
      if (args[0] === undefined) throw new Error('clearWatch(undefined) not allowed. Use clearWatch() instead');
      const watch = loop.watches.list.find((candidate) => candidate.id === args[0]);
      if (watch === undefined) throw new Error(`Unknown Watch ${format(args[0])}`);
      loop.watches.remove(watch);
    },
  };
}
