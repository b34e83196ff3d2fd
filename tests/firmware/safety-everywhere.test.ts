import { expect } from 'chai';
import { Fault, Reaction } from '../../firmware/faults.ts';
import {
  EASE_MS,
  Mode,
  MODES,
  newSafety,
  safetyStep,
  type SafetyInputs,
  type SafetyState,
} from '../../firmware/safety.ts';

const NOW_MS = 10_000;
const SINCE_MS = [NOW_MS, NOW_MS - EASE_MS + 1, NOW_MS - EASE_MS];
const FLAGS = ['panic', 'startPressed', 'lowerPressed', 'lowerHeld', 'arm', 'jog', 'ended', 'atRest', 'flat'] as const;
/** Fresh halting fault: none, one of a sensor, one that forbids lowering. */
const FRESH = [
  { fresh: Fault.None, freshStopsLowering: false },
  { fresh: Fault.AccelAbsent, freshStopsLowering: false },
  { fresh: Fault.DriveWrongWay, freshStopsLowering: true },
];

/** One step: what was, what was said, what came of it. */
interface Step {
  before: SafetyState;
  i: SafetyInputs;
  after: SafetyState;
}

/** What must hold of a step; the text says what is broken. */
type Law = (step: Step) => boolean;

/** Modes in which nothing is energised. */
function isOff(mode: Mode): boolean {
  return mode === Mode.Off || mode === Mode.Paused || mode === Mode.Halted;
}

const LAWS: Readonly<Record<string, Law>> = {
  'there is no permission while panic is pressed': ({ i, after }) => !i.panic || (!after.power && !after.up),
  'modes off, paused and halted have no power, the others have': ({ after }) => after.power === !isOff(after.mode),
  'upward motion needs power': ({ after }) => !after.up || after.power,
  'upward motion is for a session, for easing into a pause, for a jog, and for the first 0.9 s of a return': (step) => {
    const { after } = step;
    const easing = after.mode === Mode.Returning && NOW_MS - after.sinceMs < EASE_MS;
    return !after.up || [Mode.Session, Mode.Pausing, Mode.Jogging].includes(after.mode) || easing;
  },
  'a jog begins from off alone, with START pressed anew, the console heard and nothing that returns or halts': (
    step,
  ) => {
    const { before, i, after } = step;
    if (after.mode !== Mode.Jogging || before.mode === Mode.Jogging) return true;
    return before.mode === Mode.Off && i.jog && i.startPressed && i.worst < Reaction.Return;
  },
  'a jog ends at rest, 0.9 s after START or the console are missing, and at once by whatever returns or halts': (
    step,
  ) => {
    const { before, i, after } = step;
    if (before.mode !== Mode.Jogging) return true;
    if (i.worst >= Reaction.Return) return after.mode === Mode.Halted && !after.power;
    const overdue = NOW_MS - before.sinceMs >= EASE_MS;
    return !(i.atRest || overdue) || after.mode === (i.lowerHeld ? Mode.Lowering : Mode.Off);
  },
  'a jog goes on only while START is held and the console is heard: else its time runs': ({ before, i, after }) =>
    before.mode !== Mode.Jogging || after.mode !== Mode.Jogging || i.jog || after.sinceMs === before.sinceMs,
  'a halting fault takes power in every mode but lowering, in the same step': ({ before, i, after }) =>
    i.worst < Reaction.Halt || before.mode === Mode.Halted || before.mode === Mode.Lowering || before.mode === Mode.Off
      ? true
      : after.mode === Mode.Halted,
  'a fresh fault of the drive takes power in every mode': ({ i, after }) => !i.freshStopsLowering || !after.power,
  'halted is left for power only acknowledged, panic released, LOWER seen open since and held, and only to lower': (
    step,
  ) => {
    const { before, i, after } = step;
    if (before.mode !== Mode.Halted || !after.power) return true;
    const acknowledged = !i.freshStopsLowering && (before.acknowledged || i.startPressed);
    const isReady = i.lowerPressed || (before.lowerReady && !i.startPressed);
    return after.mode === Mode.Lowering && acknowledged && isReady && !i.panic && i.lowerHeld && !i.flat;
  },
  'halted is left at all only acknowledged, with panic released': ({ before, i, after }) =>
    before.mode !== Mode.Halted ||
    after.mode === Mode.Halted ||
    (!i.panic && !i.freshStopsLowering && (i.startPressed || before.acknowledged)),
  'a new cause needs a new acknowledgement, unless the way down does not mind it': ({ before, i, after }) => {
    const minds = before.mode < Mode.Halted || i.freshStopsLowering;
    return i.fresh === Fault.None || !minds || after.mode !== Mode.Halted || !after.acknowledged;
  },
  'a session starts only armed, at flat, with nothing that refuses it; or is resumed by START': (step) => {
    const { before, i, after } = step;
    if (after.mode !== Mode.Session || before.mode === Mode.Session) return true;
    if (before.mode === Mode.Off) return i.arm && i.flat && i.worst < Reaction.RefuseStart;
    return before.mode === Mode.Paused && i.startPressed && !i.lowerPressed && !i.ended && i.worst < Reaction.Return;
  },
  'lowering begins with LOWER held after a halt or at the end of a jog, or pressed anew from off': ({
    before,
    i,
    after,
  }) => {
    if (after.mode !== Mode.Lowering || before.mode === Mode.Lowering) return true;
    if (before.mode === Mode.Off) return i.lowerPressed;
    return (before.mode === Mode.Halted || before.mode === Mode.Jogging) && i.lowerHeld;
  },
  'easing into a pause, or to rest when LOWER is let go, ends after 0.9 s': ({ before, i, after }) => {
    const overdue = NOW_MS - before.sinceMs >= EASE_MS;
    if (!overdue) return true;
    if (before.mode === Mode.Pausing) return after.mode !== Mode.Pausing;
    return before.mode !== Mode.Lowering || i.lowerHeld || after.mode !== Mode.Lowering;
  },
  'a fault that unloads ends a session and a pause': ({ before, i, after }) =>
    i.worst < Reaction.Return || before.mode < Mode.Session || before.mode > Mode.Paused
      ? true
      : after.mode === Mode.Returning || after.mode === Mode.Halted,
  'speed is at most 1.5 degrees per second, and 0.8 while lowering or jogging': ({ after }) =>
    after.speedMaxDegPerS === (after.mode === Mode.Lowering || after.mode === Mode.Jogging ? 0.8 : 1.5),
  'every mode leads to a mode': ({ after }) => after.mode >= 0 && after.mode < MODES,
};

/** Every flag on and off; panic comes with its latched fault, as the book sees to it, and so does every fresh fault. */
function* allInputs(): Generator<SafetyInputs> {
  for (let worst = Reaction.None; worst <= Reaction.Lockout; worst++) {
    for (const fresh of FRESH) {
      for (let bits = 0; bits < 1 << FLAGS.length; bits++) {
        const flags = Object.fromEntries(FLAGS.map((name, k) => [name, (bits & (1 << k)) !== 0]));
        const i = { nowMs: NOW_MS, worst, cause: Fault.Panic, ...fresh, ...flags } as SafetyInputs;
        if (worst >= Reaction.Halt || !(i.panic || i.fresh !== Fault.None)) yield i;
      }
    }
  }
}

/** What a mode may have behind it. */
function pastsOf(mode: Mode): SafetyState[] {
  const pasts: SafetyState[] = [];
  for (const acknowledged of [false, true]) {
    for (const lowerReady of [false, true]) {
      for (const sinceMs of SINCE_MS) pasts.push({ ...newSafety(), mode, acknowledged, lowerReady, sinceMs });
    }
  }
  return pasts;
}

/** Takes every step from a mode; gives the laws that are broken, each with the first step that breaks it. */
function brokenFrom(mode: Mode, inputs: readonly SafetyInputs[]): Record<string, Step> {
  const broken: Record<string, Step> = {};
  const laws = Object.entries(LAWS);
  for (const before of pastsOf(mode)) {
    for (const i of inputs) {
      const after = { ...before };
      safetyStep(after, i);
      for (const [text, law] of laws) if (!law({ before, i, after })) broken[text] ??= { before, i, after };
    }
  }
  return broken;
}

describe('safety step, everywhere', () => {
  const inputs = [...allInputs()];

  it('is given every flag, every kind of fresh fault and every reaction', () => {
    // 6 reactions, 512 flags, 3 kinds of fresh faults, less what cannot be.
    expect(inputs).to.have.length(4 * 256 + 2 * 3 * 512);
  });

  // Each mode is enumerated within its test, so that a changed step is seen by the tests of the modes that it changes.
  for (let mode = 0; mode < MODES; mode++) {
    it(`breaks no sentence in mode ${mode}`, () => {
      expect(brokenFrom(mode, inputs)).to.deep.equal({});
    });
  }

  it('reaches every mode', () => {
    const reached = new Set<Mode>();
    for (let mode = 0; mode < MODES; mode++) {
      for (const i of inputs) {
        const after = { ...newSafety(), mode };
        safetyStep(after, i);
        if (after.mode !== mode) reached.add(after.mode);
      }
    }
    expect(reached.size).to.equal(MODES);
  });
});
