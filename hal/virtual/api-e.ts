/** The `E` object and `process`. */
import type { ChipParts } from './chip-parts.ts';
import { MEMORY } from './board.ts';
import { toBytes, toBytesAll, toText } from './bytes.ts';
import { BYTE_US, CALL, GC_US } from './costs.ts';
import { Emitter } from './emitter.ts';
import { FREE_START, STORAGE_END, STORAGE_START } from './flash.ts';
import { refuseAll } from './refused.ts';

/** Standard CRC-32, reflected. */
const CRC_POLYNOMIAL = 0xedb88320;
/** Room temperature: the chip's own sensor counts in quarters of a degree. */
const TEMPERATURE_C = 25;
const FLAG_NAMES = [
  'deepSleep',
  'unsafeFlash',
  'unsyncFiles',
  'pretokenise',
  'jitDebug',
  'onErrorSave',
  'onErrorFlash',
];

export function crc32(bytes: Iterable<number>): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte & 0xff;
    for (let i = 0; i < 8; i++) crc = (crc >>> 1) ^ (CRC_POLYNOMIAL & -(crc & 1));
  }
  return ~crc >>> 0;
}

/** Items of an array, typed array or string as numbers. */
function numbers(value: unknown): number[] {
  if (typeof value === 'string') return Array.from(toBytes(value));
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return Array.from(value as ArrayLike<unknown>, Number);
  if (value instanceof ArrayBuffer) return Array.from(new Uint8Array(value));
  throw new Error(`First argument must be Array, not ${typeof value}`);
}

type Mapping = ((value: number, index: number) => unknown) | ArrayLike<unknown> | undefined;

/** Regroups the bits of one array into another: `bits` per item, most significant first unless negative. */
function mapInPlace(from: unknown, to: unknown, map: Mapping, bitsGiven: unknown): void {
  if (!ArrayBuffer.isView(from) || !ArrayBuffer.isView(to))
    throw new Error('First 2 arguments should be array buffers');
  if (map !== undefined && typeof map !== 'function' && typeof map !== 'object') {
    throw new Error('Third argument should be a function or array');
  }
  const source = from as Uint8Array;
  const target = to as Uint8Array;
  const wish = Number(bitsGiven ?? 0) | 0;
  const sourceBits = 8 * source.BYTES_PER_ELEMENT;
  const bits = Math.abs(wish) || sourceBits;
  const msbFirst = wish >= 0;
  const mask = bits >= 32 ? -1 : (1 << bits) - 1;
  let read = 0;
  let pool = 0;
  let held = 0;
  for (let write = 0; write < target.length && (read < source.length || held >= bits); write++) {
    const index = read;
    for (; held < bits; held += sourceBits, read++) {
      const item = read < source.length ? source[read]! : 0;
      pool = msbFirst ? (pool << sourceBits) | item : pool | (item << held);
    }
    held -= bits;
    const value = (msbFirst ? pool >> held : pool) & mask;
    if (!msbFirst) pool >>= bits;
    const mapped = map === undefined ? value : typeof map === 'function' ? map(value, index) : map[value];
    target[write] = Number(mapped ?? 0);
  }
}

function mathFunctions(chip: ChipParts): Record<string, unknown> {
  const { clock } = chip;
  const walk = (items: { length: number }): void => clock.chargeMore(CALL.eBytes, items.length * BYTE_US);
  return {
    clip: (value: unknown, min: unknown, max: unknown) => {
      clock.charge(CALL.eSmall);
      let x = Number(value);
      if (x < Number(min)) x = Number(min);
      if (x > Number(max)) x = Number(max);
      return x;
    },
    sum: (values: unknown) => {
      const items = numbers(values);
      walk(items);
      return items.reduce((sum, item) => sum + item, 0);
    },
    variance: (values: unknown, mean: unknown) => {
      const items = numbers(values);
      walk(items);
      return items.reduce((sum, item) => sum + (item - Number(mean)) ** 2, 0);
    },
    convolve: (first: unknown, second: unknown, offset: unknown) => {
      const a = numbers(first);
      const b = numbers(second);
      walk(a);
      const start = (((Number(offset) | 0) % b.length) + b.length) % b.length;
      return a.reduce((sum, item, i) => sum + item * b[(i + start) % b.length]!, 0);
    },
    CRC32: (data: unknown) => {
      if (data === undefined || data === null || typeof data === 'number') return undefined;
      const items = typeof data === 'string' || data instanceof Uint8Array ? toBytes(data) : numbers(data);
      walk(items);
      return crc32(items);
    },
    mapInPlace: (from: unknown, to: unknown, map: Mapping, bits: unknown) => {
      clock.chargeMore(CALL.eBytes, (ArrayBuffer.isView(to) ? to.byteLength : 0) * BYTE_US);
      mapInPlace(from, to, map, bits);
    },
    reverseByte: (value: unknown) => {
      clock.charge(CALL.eSmall);
      let bits = Number(value) & 0xff;
      let result = 0;
      for (let i = 0; i < 8; i++, bits >>= 1) result = (result << 1) | (bits & 1);
      return result;
    },
    toUint8Array: (...data: unknown[]) => {
      const bytes = Uint8Array.from(toBytesAll(data));
      walk(bytes);
      return bytes;
    },
    toString: (...data: unknown[]) => {
      const bytes = toBytesAll(data);
      walk(bytes);
      return toText(bytes);
    },
    toArrayBuffer: (text: unknown) => {
      const bytes = Uint8Array.from(toBytes(text));
      walk(bytes);
      return bytes.buffer;
    },
  };
}

function chipFunctions(chip: ChipParts): Record<string, unknown> {
  const { clock, watchdog, loop } = chip;
  const flags: Record<string, number> = Object.fromEntries(FLAG_NAMES.map((name) => [name, 0]));
  return {
    getErrorFlags: () => {
      clock.charge(CALL.eSmall);
      return loop.flags.take();
    },
    enableWatchdog: (seconds: unknown, isAuto: unknown) => {
      clock.charge(CALL.eSmall);
      watchdog.enable(seconds, isAuto);
    },
    kickWatchdog: () => {
      clock.charge(CALL.kickWatchdog);
      watchdog.kick();
    },
    getTemperature: () => {
      clock.charge(CALL.temperature);
      return TEMPERATURE_C;
    },
    getAnalogVRef: () => {
      clock.charge(CALL.analogRead);
      return chip.bank.referenceV;
    },
    getFlags: () => {
      clock.charge(CALL.eSmall);
      return { ...flags };
    },
    setFlags: (wish: Record<string, unknown>) => {
      clock.charge(CALL.eSmall);
      for (const name of FLAG_NAMES) if (wish[name] !== undefined) flags[name] = Number(wish[name]) | 0;
    },
    setTimeZone: (hours: unknown) => {
      clock.charge(CALL.eSmall);
      chip.timeZoneHours = Number(hours);
    },
    getSizeOf: (value: unknown) => {
      clock.charge(CALL.memory);
      // Blocks of the interpreter; here only a size that grows with the value, one block per twelve characters.
      return 1 + Math.ceil((JSON.stringify(value)?.length ?? 0) / 12);
    },
    defrag: () => clock.chargeMore(CALL.memory, GC_US),
    srand: () => clock.charge(CALL.eSmall),
    reboot: () => {
      clock.charge(CALL.eSmall);
      chip.requestReset('software');
      clock.spend(0);
    },
  };
}

function consoleFunctions(chip: ChipParts): Record<string, unknown> {
  const { clock } = chip;
  return {
    setConsole: (device: unknown) => {
      clock.charge(CALL.eSmall);
      const name = typeof device === 'string' ? device : ((device as { name?: string } | null)?.name ?? null);
      if (name !== null && !chip.serial.has(name)) throw new Error(`Unknown device type "${name}"`);
      chip.console.device = name;
    },
    getConsole: () => {
      clock.charge(CALL.eSmall);
      return chip.console.device;
    },
    setPassword: (password: unknown) => {
      clock.charge(CALL.eSmall);
      chip.password = typeof password === 'string' ? password : null;
    },
    lockConsole: () => {
      clock.charge(CALL.eSmall);
      // Without a password there is nothing to lock with.
      chip.console.locked = chip.password !== null;
    },
  };
}

export function makeE(chip: ChipParts): Emitter {
  const e = new Emitter(chip.loop);
  refuseAll('E', e);
  return Object.assign(e, mathFunctions(chip), chipFunctions(chip), consoleFunctions(chip));
}

export function makeProcess(chip: ChipParts): Emitter {
  const { clock } = chip;
  return Object.assign(new Emitter(chip.loop), {
    version: '2v29',
    env: {
      VERSION: '2v29',
      BOARD: 'JOLTJS',
      RAM: 262144,
      FLASH: 1048576,
      STORAGE: STORAGE_END - STORAGE_START,
      SERIAL: '00000000-00000001',
      CONSOLE: 'USB',
      MODULES: 'Flash,Storage,timer',
    },
    memory: (collect?: unknown) => {
      clock.chargeMore(CALL.memory, collect === false ? 0 : GC_US);
      const usage = chip.memoryBlocks;
      const memory: Record<string, unknown> = {
        free: MEMORY.variables - usage,
        usage,
        total: MEMORY.variables,
        history: 0,
        blocksize: MEMORY.blockBytes,
        rx: { used: chip.loop.io.usedBytes, total: MEMORY.ioBufferBytes },
        tx: { used: 0, total: MEMORY.transmitBytes },
        stackEndAddress: 0,
        stackFree: 9280,
        flash_start: 0,
        flash_binary_end: FREE_START,
        flash_code_start: STORAGE_START,
        flash_length: 1048576,
      };
      if (collect !== false) Object.assign(memory, { gc: 0, gctime: GC_US / 1000 });
      return memory;
    },
  });
}
