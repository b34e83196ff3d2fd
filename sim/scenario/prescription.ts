/** The prescription as a scenario writes it. Bounds are the widest the device accepts; whether fields fit together it decides itself. */
import * as v from 'valibot';
import { EXERCISES, PROGRAMS } from '../../firmware/programs.ts';
import { PRESCRIPTION as RECORD, PRESCRIPTION_ADDED } from '../../firmware/course-records.ts';
import { exactlyOne, flag, integer, number, object, word } from './fields.ts';

/** Bounds of a field of the device's own record, so that the two cannot drift apart. */
function bounds(name: string): [min: number, max: number] {
  const field = RECORD.fields.find((candidate) => candidate.name === name);
  if (field === undefined) throw new Error(`the prescription record has no field ${name}`);
  return [field.min, field.max];
}

/** What a prescription of the version before says of a field that it lacks: the default of a scenario. */
function usual(name: string): number {
  const index = RECORD.fields.findIndex((candidate) => candidate.name === name);
  const value = PRESCRIPTION_ADDED[index - (RECORD.fields.length - PRESCRIPTION_ADDED.length)];
  if (value === undefined) throw new Error(`the prescription record has no usual value for ${name}`);
  return Math.round(1e6 * value) / 1e6;
}

const whole = (name: string, help: string) => v.optional(integer(...bounds(name), help), usual(name));
const real = (name: string, help: string) => v.optional(number(...bounds(name), help), usual(name));

const PROGRAM_NAMES = PROGRAMS.map((program) => program.name);
const EXERCISE_NAMES = EXERCISES.map((exercise) => exercise.name);

const TARGET = v.pipe(
  object(
    {
      bodyWeightPct: v.optional(number(1, 100, 'Pull as a share of body weight.')),
      forceN: v.optional(number(1, bounds('pullCapN')[1], 'Pull in the strap.')),
      angleDeg: v.optional(number(...bounds('angleCapDeg'), 'Angle of the board.')),
    },
    'What the program aims at: a pull or an angle.',
  ),
  exactlyOne(['bodyWeightPct', 'forceN', 'angleDeg']),
);

export const PRESCRIPTION = object(
  {
    program: v.optional(word(PROGRAM_NAMES, 'Program as `incline list programs` names it.'), 'static'),
    target: v.optional(TARGET, { bodyWeightPct: 25 }),
    holdS: v.optional(integer(...bounds('holdS'), 'How long the target is held.'), 300),
    angleCapDeg: v.optional(number(...bounds('angleCapDeg'), 'Angle never to be passed.'), 45),
    forceCapN: v.optional(
      number(
        ...bounds('pullCapN'),
        'Pull never to be passed; without it a tenth above a target pull, or 500 for an angle.',
      ),
    ),
    bodyMassKg: v.optional(
      number(...bounds('bodyMassKg'), 'Body mass as prescribed; without it the mass of the person.'),
    ),
    sessionMaxMin: v.optional(integer(...bounds('sessionMaxMin'), 'Longest session.'), 30),
    speedDegPerS: v.optional(number(...bounds('speedDegPerS'), 'Speed of the board.'), 1),
    confirmed: v.optional(flag('Whether a pull above 180 N was confirmed when the prescription was loaded.'), true),
    stepS: whole('stepS', 'Seconds of a hold, a step, a hang, a repetition, or of a whole swing to and fro.'),
    restS: whole('restS', 'Seconds of the rest between two of them; it counts from its beginning.'),
    restPct: whole('restPct', 'Share of the target that a rest eases to.'),
    rounds: whole('rounds', 'Steps up, or sets.'),
    stepsDown: v.optional(flag('Whether a progressive program comes down in steps too.'), false),
    reps: whole('reps', 'Repetitions of a set of exercises.'),
    swingDeg: real('swingDeg', 'How far a swing goes to either side of the target.'),
    exercise: v.optional(word(EXERCISE_NAMES, 'Exercise of the coach.'), 'pelvic lift'),
    easeDegPerS: real('easeDegPerS', 'Speed of the board on its way to a rest.'),
    warmUps: whole('warmUps', 'Growing cycles before the program itself.'),
    dayMaxMin: whole('dayMaxMin', 'Minutes of sessions on one day.'),
    sessionsPerDay: whole('sessionsPerDay', 'Sessions on one day.'),
    gapMin: whole('gapMin', 'Minutes between the end of a session and the start of the next.'),
    firstTarget: real('firstTarget', 'Target of the first session, in the unit of the target; 0 is the whole target.'),
    growBy: real('growBy', 'What the target grows by with each completed session.'),
    missedDays: whole('missedDays', 'So many days without a session take one step back; 0 is none.'),
    supervised: whole('supervised', "First sessions that need a supervisor's key."),
    askScore: v.optional(flag('Whether the device asks for a pain score before and after.'), false),
    askMin: whole('askMin', 'Minutes without a sign of life after which the device asks whether to go on.'),
    course: whole('course', 'Number of the course; another number begins the weeks anew.'),
  },
  'What the clinician has ordered; null for a device without a prescription.',
);
