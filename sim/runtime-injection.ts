/** Injects faults of the controller itself, as scenarios name them. */
import type { Chip } from '../hal/virtual/chip.ts';
import type { InjectStep } from './scenario/format.ts';
import type { RuntimeFault } from './scenario/runtime-faults.ts';

/** What runtime faults act on. */
export interface RuntimeTarget {
  readonly chip: Chip;
  cutPower(forMs: number): void;
}

/** Long enough for every capacitor to empty, short enough for a story. */
const POWER_CUT_MS = 1000;
/** Stages of the control period by the native call that only they make. */
const STAGES: Readonly<Record<string, string>> = { read: 'analogRead', write: 'analogWrite', feed: 'kickWatchdog' };

type Inject = (target: RuntimeTarget, value: number, where: string) => void;

const RUNTIME: Readonly<Record<RuntimeFault, Inject>> = {
  throw: ({ chip }, value, where) => chip.faults.throwAt(STAGES[where] ?? where, value),
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
};

/** Values where a scenario names none. */
const USUAL_VALUE: Partial<Record<RuntimeFault, number>> = {
  throw: 1,
  stall: 200,
  powerCut: POWER_CUT_MS,
  clockRate: 1,
  flashErrors: 1,
  cutAfterWords: 0,
};

export function injectRuntime(target: RuntimeTarget, { property, as, value, at }: InjectStep): void {
  const kind = (property ?? as) as RuntimeFault;
  RUNTIME[kind](target, value ?? USUAL_VALUE[kind] ?? 0, at ?? 'read');
}
