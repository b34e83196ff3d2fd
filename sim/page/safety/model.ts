/**
 * The safety step of the firmware with one switch per input. The step itself is the firmware's own module, compiled into
 * the page; here is only what a reviewer turns on and off. Knows no page.
 */
import { FAULTS, Fault, Reaction } from '../../../firmware/faults.ts';
import { EASE_MS, Mode, MODES, newSafety, safetyStep } from '../../../firmware/safety.ts';
import type { SafetyInputs, SafetyState } from '../../../firmware/safety.ts';

export interface Switch {
  readonly name: string;
  readonly label: string;
  readonly help: string;
  /** Puts itself into the inputs. */
  readonly set: (inputs: SafetyInputs) => void;
}

export interface SwitchGroup {
  readonly title: string;
  readonly switches: readonly Switch[];
}

/** A fault of the catalogue that has this reaction, as the example. */
function exampleOf(reaction: Reaction): Fault {
  return FAULTS.find((row) => row.reaction === reaction)?.code ?? Fault.None;
}

function latched(name: string, label: string, reaction: Reaction): Switch {
  return {
    name,
    label,
    help: `A fault that asks for it is latched; the most severe one wins.`,
    set: (inputs) => {
      if (reaction <= inputs.worst) return;
      inputs.worst = reaction;
      inputs.cause = exampleOf(reaction);
    },
  };
}

/** From the mildest to the most severe: the last one set wins. */
export const GROUPS: readonly SwitchGroup[] = [
  {
    title: 'People',
    switches: [
      {
        name: 'panic',
        label: 'Panic is pressed',
        help: 'The contact that the chip watches.',
        set: (i) => (i.panic = true),
      },
      {
        name: 'startPressed',
        label: 'START goes down',
        help: 'In this very tick.',
        set: (i) => (i.startPressed = true),
      },
      {
        name: 'lowerPressed',
        label: 'LOWER goes down',
        help: 'In this very tick.',
        set: (i) => (i.lowerPressed = true),
      },
      {
        name: 'lowerHeld',
        label: 'LOWER is held',
        help: 'For longer than this tick.',
        set: (i) => (i.lowerHeld = true),
      },
    ],
  },
  {
    title: 'Session',
    switches: [
      {
        name: 'arm',
        label: 'Session asks for permission',
        help: 'START was accepted at flat.',
        set: (i) => (i.arm = true),
      },
      {
        name: 'jog',
        label: 'Service: START held, console heard',
        help: 'Both must go on as long as the empty board is to move.',
        set: (i) => (i.jog = true),
      },
      { name: 'ended', label: 'Program is complete', help: 'Or was cancelled.', set: (i) => (i.ended = true) },
    ],
  },
  {
    title: 'Board',
    switches: [
      { name: 'flat', label: 'Board is flat', help: 'By angle and end switch.', set: (i) => (i.flat = true) },
      {
        name: 'atRest',
        label: 'Commanded motion is at rest',
        help: 'The planner has come to its end.',
        set: (i) => (i.atRest = true),
      },
      {
        name: 'late',
        label: `${EASE_MS} ms in this mode`,
        help: 'Easing to rest takes at most 600 ms; afterwards the mode goes on without it.',
        set: (i) => (i.nowMs = EASE_MS),
      },
    ],
  },
  {
    title: 'Faults',
    switches: [
      latched('warn', 'Warning latched', Reaction.Warn),
      latched('refuse', 'Refusal of start latched', Reaction.RefuseStart),
      latched('return', 'Return latched', Reaction.Return),
      latched('halt', 'Halt latched', Reaction.Halt),
      latched('lockout', 'Lockout latched', Reaction.Lockout),
      {
        name: 'fresh',
        label: 'A halting fault is raised',
        help: 'In this very tick; a fresh one is also latched, so it halts.',
        set: (i) => {
          i.fresh = exampleOf(Reaction.Halt);
          i.worst = Math.max(i.worst, Reaction.Halt);
          i.cause = i.fresh;
        },
      },
      {
        name: 'freshStopsLowering',
        label: 'The fresh fault forbids lowering',
        help: 'Drive in doubt, or panic.',
        set: (i) => (i.freshStopsLowering = i.fresh !== Fault.None),
      },
    ],
  },
];

export const SWITCHES: readonly Switch[] = GROUPS.flatMap((group) => group.switches);

/** What the step is told when these switches are on. */
export function inputsOf(on: ReadonlySet<string>): SafetyInputs {
  const inputs: SafetyInputs = {
    nowMs: 0,
    worst: Reaction.None,
    cause: Fault.None,
    fresh: Fault.None,
    freshStopsLowering: false,
    panic: false,
    startPressed: false,
    lowerPressed: false,
    lowerHeld: false,
    arm: false,
    jog: false,
    ended: false,
    atRest: false,
    flat: false,
  };
  for (const one of SWITCHES) if (on.has(one.name)) one.set(inputs);
  return inputs;
}

/** Names of the modes by number, with what is energised and how each is left. */
export const MODE_NAMES: readonly (readonly [name: string, sentence: string])[] = [
  ['Off', 'At flat, or tilted by hand. Nothing is energised.'],
  ['Session', 'Relay may close; motion both ways within the limits.'],
  ['Pausing', 'Motion eases to rest; the relay is still closed.'],
  ['Paused', 'Nothing is energised; the screw holds.'],
  ['Jogging', 'Service: slow motion of the empty board, while START is held and the console is heard.'],
  ['Returning', 'Only downward motion, after it has eased to rest.'],
  ['Halted', 'Nothing is energised. Left by panic released, START, LOWER held.'],
  ['Lowering', 'Only slow downward motion, only while LOWER is held.'],
];

/** A mode to begin with, LOWER seen open in it. Time in the mode counts from 0. */
export function stateIn(mode: Mode, isAcknowledged = false): SafetyState {
  return { ...newSafety(), mode, acknowledged: isAcknowledged, lowerReady: true };
}

/** The state after one step; the one before stays as it is. */
export function stepped(before: SafetyState, inputs: SafetyInputs): SafetyState {
  const after = { ...before };
  safetyStep(after, inputs);
  return after;
}

export function faultWords(fault: Fault): string {
  const row = FAULTS.find((one) => one.code === fault);
  return row === undefined ? 'none' : `${row.code} ${row.name}`;
}

/** Something that must hold after every step, with how often it did. */
export interface Claim {
  readonly sentence: string;
  tried: number;
  broken: number;
}

interface Rule {
  readonly sentence: string;
  readonly concerns: (inputs: SafetyInputs, before: SafetyState) => boolean;
  readonly holds: (after: SafetyState, before: SafetyState) => boolean;
}

const RULES: readonly Rule[] = [
  {
    sentence:
      'A halting fault raised in this tick leaves no power, unless the board is lowered by hand after a halt and the fault allows it.',
    concerns: (i, s) => i.fresh !== Fault.None && (s.mode < Mode.Halted || i.freshStopsLowering),
    holds: (after) => !after.power,
  },
  {
    sentence: 'While panic is pressed and its fault is latched, there is no power in any mode.',
    concerns: (i) => i.panic && i.worst >= Reaction.Halt,
    holds: (after) => !after.power,
  },
  {
    sentence: 'Upward motion is permitted only in a session, in a jog, and while either eases to rest.',
    concerns: () => true,
    holds: (after) => !after.up || [Mode.Session, Mode.Pausing, Mode.Jogging, Mode.Returning].includes(after.mode),
  },
  {
    sentence: 'A jog begins only with START pressed anew, the console heard, and no fault that returns or halts.',
    concerns: (i, s) =>
      s.mode !== Mode.Jogging && !(s.mode === Mode.Off && i.jog && i.startPressed && i.worst < Reaction.Return),
    holds: (after) => after.mode !== Mode.Jogging,
  },
  {
    sentence: 'From Halted no step leads to a session.',
    concerns: (_i, s) => s.mode === Mode.Halted,
    holds: (after) => after.mode !== Mode.Session,
  },
  {
    sentence: 'A latched refusal of start, or worse, starts no session.',
    concerns: (i, s) => i.worst >= Reaction.RefuseStart && s.mode === Mode.Off,
    holds: (after) => after.mode !== Mode.Session,
  },
];

/** Tries every combination of the switches in every mode. */
export function tryAll(): { readonly steps: number; readonly claims: readonly Claim[] } {
  const claims = RULES.map(({ sentence }) => ({ sentence, tried: 0, broken: 0 }));
  let steps = 0;
  for (let bits = 0; bits < 2 ** SWITCHES.length; bits++) {
    const inputs = inputsOf(new Set(SWITCHES.filter((_, i) => ((bits >> i) & 1) === 1).map((one) => one.name)));
    for (let mode = 0; mode < MODES; mode++) {
      const before = stateIn(mode);
      const after = stepped(before, inputs);
      steps += 1;
      RULES.forEach((rule, i) => {
        if (!rule.concerns(inputs, before)) return;
        claims[i]!.tried += 1;
        if (!rule.holds(after, before)) claims[i]!.broken += 1;
      });
    }
  }
  return { steps, claims };
}
