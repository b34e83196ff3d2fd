/** Injects faults of the controller itself, as scenarios name them. */
import type { Chip } from '../hal/virtual/chip.ts';
import { flipBit, spoilNumber } from './memory.ts';
import type { InjectStep } from './scenario/format.ts';
import type { RuntimeFault } from './scenario/runtime-faults.ts';

/** What runtime faults act on. */
export interface RuntimeTarget {
  readonly chip: Chip;
  readonly nowMs: number;
  cutPower(forMs: number): void;
  at(atMs: number, act: () => void): void;
}

/** Without a value. Long enough for every capacitor to empty, short enough for a story. */
export const POWER_CUT_MS = 1000;
/** Stages of the control period by the native call that only they make. */
const STAGES: Readonly<Record<string, string>> = { read: 'analogRead', write: 'analogWrite', feed: 'kickWatchdog' };

/** Any native call, whichever comes. */
const ANY_CALL = 'any';
/** A line at 100,000 baud. */
const FLOOD_BYTES_PER_MS = 10;
/** Multiplicative generator of Lewis, Goodman and Miller: bytes without meaning, every value among them. */
const FLOOD_FACTOR = 16807;
const FLOOD_MODULUS = 2147483647;

function flood(target: RuntimeTarget, count: number): void {
  const startMs = target.nowMs;
  let seed = 1;
  for (let sent = 0; sent < count; sent += FLOOD_BYTES_PER_MS) {
    let text = '';
    for (let i = sent; i < count && i < sent + FLOOD_BYTES_PER_MS; i++) {
      seed = (seed * FLOOD_FACTOR) % FLOOD_MODULUS;
      text += String.fromCharCode(seed & 0xff);
    }
    target.at(startMs + sent / FLOOD_BYTES_PER_MS, () => target.chip.usbInput(text));
  }
}

type Inject = (target: RuntimeTarget, value: number, where: string) => void;

const RUNTIME: Readonly<Record<RuntimeFault, Inject>> = {
  throw: ({ chip }, value, where) => {
    if (where === ANY_CALL) chip.faults.throwAtCall(value);
    else chip.faults.throwAt(STAGES[where] ?? where, value);
  },
  stall: ({ chip }, value) => chip.faults.stall(value),
  powerCut: (target, value) => target.cutPower(value),
  reset: ({ chip }) => chip.faults.reset(),
  lowMemory: ({ chip }) => chip.faults.lowMemory('low'),
  outOfMemory: ({ chip }) => chip.faults.lowMemory('out'),
  eventOverflow: ({ chip }) => chip.faults.eventOverflow(),
  loseTimer: ({ chip }) => chip.faults.loseTimer(),
  clockRate: ({ chip }, value) => chip.faults.clockRate(value),
  flashErrors: ({ chip }, value) => chip.faults.flashErrors(value),
  cutAfterWords: ({ chip }, value) => chip.faults.cutAfterWords(value),
  bitRot: ({ chip }, value) => chip.faults.bitRot(Math.floor(value / 8), value % 8),
  wornByte: ({ chip }, value) => chip.faults.wearOut(value),
  clockJump: ({ chip }, value) => chip.faults.clockJump(value),
  memoryFlip: ({ chip }, value) => flipBit(chip.api, value),
  memoryNaN: ({ chip }, value) => spoilNumber(chip.api, value),
  usbInput: ({ chip }, _value, text) => chip.usbInput(text),
  usbFlood: (target, value) => flood(target, value),
};

/** Values where a scenario names none. */
const USUAL_VALUE: Partial<Record<RuntimeFault, number>> = {
  throw: 1,
  stall: 200,
  powerCut: POWER_CUT_MS,
  clockRate: 1,
  flashErrors: 1,
  cutAfterWords: 0,
  usbFlood: 10_000,
};

export function injectRuntime(target: RuntimeTarget, { property, as, value, at }: InjectStep): void {
  const kind = (property ?? as) as RuntimeFault;
  RUNTIME[kind](target, value ?? USUAL_VALUE[kind] ?? 0, at ?? 'read');
}
