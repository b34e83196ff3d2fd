/** The prescription as a scenario writes it. Bounds are the widest the device accepts; whether fields fit together it decides itself. */
import * as v from 'valibot';
import { PROGRAMS } from '../../firmware/programs.ts';
import { PRESCRIPTION as RECORD } from '../../firmware/records.ts';
import { exactlyOne, flag, integer, number, object, word } from './fields.ts';

/** Bounds of a field of the device's own record, so that the two cannot drift apart. */
function bounds(name: string): [min: number, max: number] {
  const field = RECORD.fields.find((candidate) => candidate.name === name);
  if (field === undefined) throw new Error(`the prescription record has no field ${name}`);
  return [field.min, field.max];
}

const PROGRAM_NAMES = PROGRAMS.map((program) => program.name);

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
  },
  'What the clinician has ordered; null for a device without a prescription.',
);
