/** The scenario format: what a story may say, with its defaults. Times are milliseconds since power-up. */
import * as v from 'valibot';
import { exactlyOne, flag, integer, number, object, text, word } from './fields.ts';
import { PRESCRIPTION } from './prescription.ts';
import { RUNTIME_FAULTS, RUNTIME_PART } from './runtime-faults.ts';

/** Eight days: one more than the longest run that is asked of the simulator. */
const INSTANT_MS_MAX = 8 * 24 * 3600 * 1000;
/** A whole line to the console has at most 300 characters. */
const AT_MAX = 400;
/** Nobody needs more steps than this in one story; it bounds what a broken generator can ask for. */
const STEPS_MAX = 100_000;

export const BUTTONS = ['start', 'lower', 'panic', 'key'] as const;
export const WAYS = ['stuck', 'open', 'scale', 'offset', 'noise', 'freeze', 'delay', 'bitflip'] as const;
const PERSON = object(
  {
    massKg: v.optional(number(30, 200, 'Body mass.'), 80),
    friction: v.optional(number(0, 1, 'Friction coefficient between body and board.'), 0.2),
    answers: v.optional(
      flag(
        'Whether the person answers what the device asks (score, "go on?", the tone at the end) within a few seconds.',
      ),
      true,
    ),
  },
  'Who lies on the board.',
);

const HISTORY = object(
  {
    dayMin: v.optional(integer(0, 60, 'Minutes of sessions today.'), 0),
    sessions: v.optional(integer(0, 20, 'Sessions today.'), 0),
    endedMinAgo: v.optional(
      integer(0, 100_000, 'Minutes since the end of the last session; without it there was none.'),
    ),
    level: v.optional(integer(0, 1000, 'Steps by which the target had grown in the last session.'), 0),
    completed: v.optional(integer(0, 1000, 'Sessions of this course that were completed.'), 0),
  },
  'The sessions before.',
);

const DEVICE = object(
  {
    orientation: v.optional(
      word(['head-up', 'head-down'], 'Head-up: straps at the raised edge. Head-down: inversion, with tighter limits.'),
      'head-up',
    ),
    calibrated: v.optional(flag('Whether the device holds a valid calibration in date.'), true),
    panicTested: v.optional(flag('Whether the panic button has been tested today.'), true),
    history: v.optional(HISTORY, {}),
    flash: v.optional(
      text(
        1000,
        'File with a saved flash image, relative to the scenario file; it replaces calibration and prescription.',
      ),
    ),
    supplyV: v.optional(number(12, 32, 'Voltage of the drive supply; 24 is nominal.'), 24),
    noise: v.optional(number(0, 20, 'Factor on every sensor noise; 1 is the datasheet.'), 1),
    startAngleDeg: v.optional(number(0, 46, 'Angle of the board at power-up.'), 0),
  },
  'What is known about the device at power-up.',
);

const instantHelp = 'Instant on the simulated clock.';
const angle = (help: string) => v.optional(number(-1, 50, help));
const force = (help: string) => v.optional(number(0, 3000, help));

const EXPECT = object(
  {
    state: v.optional(text(40, 'State that the device reported last.')),
    fault: v.optional(
      v.nullable(
        v.union(
          [v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(999)), v.pipe(v.string(), v.minLength(1))],
          'must be the number or the name of a fault, or null for none so far',
        ),
      ),
    ),
    display: v.optional(text(200, 'Text that the display shows somewhere, upper and lower case alike.')),
    lamp: v.optional(
      word(['off', 'red', 'green', 'blue', 'yellow', 'cyan', 'magenta', 'white'], 'Colour of the lamp.'),
    ),
    drivePower: v.optional(flag('Whether the relay feeds the drive.')),
    moving: v.optional(flag('Whether the board turns faster than 0.01 degrees per second.')),
    angleDeg: angle('Angle of the board, within toleranceDeg.'),
    toleranceDeg: v.optional(number(0, 50, 'Tolerance of angleDeg.'), 0.5),
    angleMinDeg: angle('Angle of the board, at least.'),
    angleMaxDeg: angle('Angle of the board, at most.'),
    forceN: force('Pull in the strap, within toleranceN.'),
    toleranceN: v.optional(number(0, 3000, 'Tolerance of forceN.'), 5),
    forceMinN: force('Pull in the strap, at least.'),
    forceMaxN: force('Pull in the strap, at most.'),
    speedMinDegPerS: v.optional(number(0, 100, 'Speed of the board without its sign, at least.')),
    speedMaxDegPerS: v.optional(number(0, 100, 'Speed of the board without its sign, at most.')),
    elongationMinMm: v.optional(number(0, 100, 'Slow stretch of the spine, at least.')),
    elongationMaxMm: v.optional(number(0, 100, 'Slow stretch of the spine, at most.')),
    currentMaxA: v.optional(number(0, 1000, 'Current in the motor without its sign, at most.')),
    sessions: v.optional(integer(0, 100_000, "Sessions in the device's own log.")),
  },
  'What must hold at the instant: the truth of the plant, except state, fault, display, lamp and sessions.',
);

const INJECT_FIELDS = object(
  {
    part: text(60, 'Part as `incline list parts` names it, or `runtime`, the controller itself.'),
    property: v.optional(text(60, 'Property of the part. For the runtime it may name the fault instead of `as`.')),
    as: v.optional(word([...WAYS, ...RUNTIME_FAULTS], 'Way of the fault.')),
    value: v.optional(
      number(
        -1e9,
        1e9,
        'By the way of the fault: level or value, factor, offset, sigma, delay in ms, bit number, time in ms.',
      ),
    ),
    at: v.optional(
      text(
        AT_MAX,
        'For the runtime fault `throw`: the stage (`read`, `write`, `feed`), the native call that throws, or `any`; without it, `read`. For `usbInput`: the text.',
      ),
    ),
  },
  'A fault: of a property of a part, or of the runtime.',
);

const INJECT = v.pipe(
  INJECT_FIELDS,
  v.check(
    ({ part, property, as }) => part === RUNTIME_PART || (property !== undefined && isWord(WAYS, as)),
    `needs property and as, one of ${WAYS.join(', ')}`,
  ),
  v.check(
    ({ part, property, as }) => part !== RUNTIME_PART || isWord(RUNTIME_FAULTS, property ?? as),
    `needs as, one of ${RUNTIME_FAULTS.join(', ')}`,
  ),
);

function isWord(words: readonly string[], candidate: string | undefined): boolean {
  return candidate !== undefined && words.includes(candidate);
}

const CLEAR = object({ part: text(60, 'Part.'), property: text(60, 'Property.') }, 'Which fault to mend.');

const STEP = v.pipe(
  object(
    {
      atMs: number(0, INSTANT_MS_MAX, instantHelp),
      press: v.optional(word(BUTTONS, 'Button that goes down; without forMs it stays down until its release.')),
      release: v.optional(word(BUTTONS, 'Button that comes up.')),
      inject: v.optional(INJECT),
      clear: v.optional(CLEAR),
      expect: v.optional(EXPECT),
      note: v.optional(text(200, 'Remark that appears in the events of the run.')),
      forMs: v.optional(number(0.001, INSTANT_MS_MAX, 'How long a press or an injected fault lasts.')),
    },
    'One thing that happens at an instant.',
  ),
  exactlyOne(['press', 'release', 'inject', 'clear', 'expect', 'note']),
  v.check(
    (step) => step.forMs === undefined || step.press !== undefined || step.inject !== undefined,
    'has forMs, which belongs to press and inject only',
  ),
);

export const SCENARIO = object(
  {
    $schema: v.optional(text(1000, 'Address of the schema, for editors.')),
    name: v.optional(text(200, 'What the story is about.'), 'unnamed'),
    covers: v.optional(
      v.pipe(
        v.array(text(40, 'Identifier.'), 'must be a list'),
        v.description('Hazards or faults the story is about.'),
      ),
    ),
    seed: v.optional(integer(0, 0xffffffff, 'Seed of everything random in the run.'), 1),
    person: v.optional(PERSON, {}),
    device: v.optional(DEVICE, {}),
    prescription: v.optional(v.nullable(PRESCRIPTION), {}),
    steps: v.optional(
      v.pipe(
        v.array(STEP, 'must be a list'),
        v.maxLength(STEPS_MAX, `must have at most ${STEPS_MAX} steps`),
        v.description('What happens; the order in the list only matters between equal instants.'),
      ),
      [],
    ),
    endMs: number(1, INSTANT_MS_MAX, 'Instant at which the run ends.'),
  },
  'A story for the simulator.',
);

export type Scenario = v.InferOutput<typeof SCENARIO>;
export type Step = Scenario['steps'][number];
export type Expect = NonNullable<Step['expect']>;
export type InjectStep = NonNullable<Step['inject']>;
export type Prescription = NonNullable<Scenario['prescription']>;
