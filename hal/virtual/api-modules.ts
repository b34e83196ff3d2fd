/** What `require` gives: Flash, Storage, timer, and modules that the program itself registered. */
import type { ChipParts } from './chip-parts.ts';
import { toMemory } from './bytes.ts';
import { CALL } from './costs.ts';
import type { NativeApi } from './contract.ts';
import { NotModelled } from './errors.ts';
import { FLASH_BYTES, FREE_START, PAGE_BYTES, STORAGE_START } from './flash.ts';
import type { Pin } from './pin.ts';
import { Storage } from './storage.ts';

const US_PER_MS = 1000;
const BUILT_IN_REFUSED = ['heatshrink', 'neopixel', 'http', 'net', 'fs', 'tls', 'crypto', 'Wifi', 'tensorflow'];

function flashModule(chip: ChipParts): Record<string, unknown> {
  const { clock, flash } = chip;
  return {
    getPage: (address: unknown) => {
      clock.charge(CALL.flashCall);
      const at = Number(address) | 0;
      if (at < 0 || at > FLASH_BYTES) return undefined;
      return { addr: at - (at % PAGE_BYTES), length: PAGE_BYTES };
    },
    getFree: () => {
      clock.charge(CALL.flashCall);
      return [{ addr: FREE_START, length: STORAGE_START - FREE_START }];
    },
    erasePage: (address: unknown) => {
      clock.charge(CALL.flashCall);
      if (!Number.isInteger(address)) throw new Error(`Address should be an integer, got ${typeof address}`);
      flash.erase(address as number);
    },
    write: (data: unknown, address: unknown) => {
      clock.charge(CALL.flashCall);
      if (data === undefined) throw new Error('Data is not defined');
      flash.write(Number(address) | 0, toMemory(data, 'Flash.write'));
    },
    read: (length: unknown, address: unknown) => {
      clock.charge(CALL.flashCall);
      const count = Number(length) | 0;
      return count > 0 ? flash.read(Number(address) | 0, count) : undefined;
    },
  };
}

interface TimerTask {
  type?: unknown;
  time?: unknown;
  interval?: unknown;
  value?: unknown;
  pin?: unknown;
  pin2?: unknown;
  pin3?: unknown;
  pin4?: unknown;
}

function timerModule(chip: ChipParts): Record<string, unknown> {
  const { clock, bank } = chip;
  const describe = (id: number): Record<string, unknown> | undefined => {
    const task = bank.timer.get(id);
    if (task === null) return undefined;
    const shown: Record<string, unknown> = {
      id,
      value: task.value,
      pins: task.pins,
      type: 'SET',
      time: (task.dueUs - clock.nowUs) / US_PER_MS,
    };
    if (task.intervalUs > 0) shown.interval = task.intervalUs / US_PER_MS;
    return shown;
  };
  return {
    add: (task: TimerTask) => {
      clock.charge(CALL.other);
      const type = String(task.type).toUpperCase();
      if (type === 'EXEC') throw new NotModelled("require('timer').add of type EXEC");
      if (type !== 'SET') throw new Error(`Unsupported timer type "${String(task.type)}"`);
      const pins = [task.pin, task.pin2, task.pin3, task.pin4].map((pin) => bank.resolve(pin));
      if (pins[0] === null) throw new Error('`pin` required for SET timer');
      const used = pins.filter((pin): pin is Pin => pin !== null);
      const dueUs = clock.nowUs + Number(task.time ?? 0) * US_PER_MS;
      return bank.timer.add(used, Number(task.value ?? 0) | 0, dueUs, Number(task.interval ?? 0) * US_PER_MS);
    },
    remove: (id: unknown) => {
      clock.charge(CALL.other);
      return bank.timer.remove(Number(id));
    },
    get: (id: unknown) => {
      clock.charge(CALL.other);
      return describe(Number(id));
    },
    list: () => {
      clock.charge(CALL.other);
      const tasks: unknown[] = [];
      for (let id = 0; id < 16; id++) if (describe(id) !== undefined) tasks.push(describe(id));
      return tasks;
    },
  };
}

type ModuleSource = string | ((this: object, exports: object, module: object) => void);

export function moduleFunctions(chip: ChipParts): NativeApi {
  const builtIn: Record<string, unknown> = {
    Flash: flashModule(chip),
    Storage: new Storage(chip.flash, chip.clock),
    timer: timerModule(chip),
  };
  const cached = new Map<string, unknown>();
  const load = (source: ModuleSource): unknown => {
    if (typeof source === 'string') throw new NotModelled('Modules.addCached with source text', 'pass a function');
    const module: { exports: object } = { exports: {} };
    source.call(module.exports, module.exports, module);
    return module.exports;
  };
  return {
    require: (name: unknown) => {
      chip.clock.charge(CALL.other);
      const key = String(name);
      if (key in builtIn) return builtIn[key];
      if (cached.has(key)) return cached.get(key);
      if (BUILT_IN_REFUSED.includes(key)) throw new NotModelled(`require('${key}')`);
      throw new Error(`Module "${key}" not found`);
    },
    Modules: {
      addCached: (name: unknown, source: ModuleSource) => {
        chip.clock.charge(CALL.other);
        cached.set(String(name), load(source));
      },
      getCached: () => [...cached.keys()],
      removeCached: (name: unknown) => cached.delete(String(name)),
      removeAllCached: () => cached.clear(),
    },
  };
}
