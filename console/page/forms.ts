/** What each task wants to know before it begins. A task without an entry wants nothing. */
import { PRESCRIPTION } from '../../firmware/course-records.ts';
import { EXERCISES, PROGRAMS } from '../../firmware/programs.ts';
import type { Field } from '../../firmware/records.ts';
import type { Settings } from '../actions.ts';
import type { Board, Named } from '../board.ts';
import { REFERENCES_DEG } from '../calibrate-angle.ts';
import { massesFrom, referencesFrom, verifyFrom } from '../masses.ts';

/** One field of a form. */
export interface FieldSpec {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  /** A choice by number, in words. */
  readonly choices?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly note?: string;
  readonly isSecret?: boolean;
}

export interface Form {
  fields(board: Board): Promise<readonly FieldSpec[]>;
  /** What was typed, by the names of the fields, as a part of the settings. */
  settings(typed: Readonly<Record<string, string>>, fields: readonly FieldSpec[]): Partial<Settings>;
}

const VERIFY_MAX_KG = 200;
const VERIFY = 'Mass for the verification, kg';
const MASSES = 'Masses on the way up, kg';

const CALIBRATE: Form = {
  fields: () =>
    Promise.resolve([
      {
        name: 'masses',
        label: MASSES,
        value: '5, 10, 20, 30, 40',
        note: 'At least five, each at least 2 kg heavier than the one before, up to at least 25 kg.',
      },
      {
        name: 'verify',
        label: VERIFY,
        value: '25',
        min: 1,
        max: VERIFY_MAX_KG,
        note: 'None of the others, from a fifth of the heaviest up.',
      },
    ]),
  settings: ({ masses = '', verify = '' }) => {
    const massesKg = massesFrom(MASSES, masses);
    return { massesKg, verifyKg: verifyFrom(VERIFY, verify, massesKg) };
  },
};

const REFERENCES = 'Angles that the board is brought to, degrees';
const CALIBRATE_ANGLE: Form = {
  fields: () =>
    Promise.resolve([
      {
        name: 'references',
        label: REFERENCES,
        value: REFERENCES_DEG.join(', '),
        note: 'Two, from 10 to 25 and from 30 to 42; you read the inclinometer at each, and flat before and after.',
      },
      {
        name: 'strap',
        label: 'Mass in the strap, kg',
        value: '0',
        min: 0,
        max: 20,
        note: 'On rollers; 0 for an empty strap, as on the simulated bench.',
      },
    ]),
  settings: ({ references = '', strap = '' }) => ({
    referencesDeg: referencesFrom(REFERENCES, references),
    strapKg: Number(strap),
  }),
};

/** Fields whose numbers have names. */
const CHOICES: Readonly<Record<string, readonly string[]>> = {
  program: PROGRAMS.map(({ name }) => name),
  exercise: EXERCISES.map(({ name }) => name),
  targetKind: ['pull in N', 'pull in % of body weight', 'angle in degrees'],
  headDown: ['no', 'yes'],
  confirmed: ['no', 'yes'],
  stepsDown: ['no', 'yes'],
  askScore: ['no', 'yes'],
};

/** `holdS` as "hold", with its unit behind. */
function labelOf({ name, unit }: Field): string {
  const words = name
    .replace(/(DegPerS|Min|Deg|Kg|Pct|N|S)$/, '')
    .replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
  return unit === '' ? words : `${words}, ${unit}`;
}

function prescriptionField(field: Field, before: Named | null): FieldSpec {
  const { name, min, max } = field;
  const was = before?.[name];
  const value = was === undefined ? '' : String(Math.round(was * 1e4) / 1e4);
  const choices = CHOICES[name];
  if (choices !== undefined) return { name, label: labelOf(field), value, choices };
  return { name, label: labelOf(field), value, min, max, note: `${min} to ${max}` };
}

/** Only what differs from the prescription in use is set anew. */
const PRESCRIBE: Form = {
  fields: async (board) => {
    const before = await board.prescription();
    return PRESCRIPTION.fields.map((field) => prescriptionField(field, before));
  },
  settings: (typed, fields) => {
    const changed = fields.filter(({ name, value }) => typed[name] !== value && typed[name] !== '');
    return { set: Object.fromEntries(changed.map(({ name }) => [name, Number(typed[name])])) };
  },
};

const KEY: Form = {
  fields: () =>
    Promise.resolve([
      {
        name: 'newKey',
        label: 'New key, 32 hexadecimal digits',
        value: '',
        note: 'Write it down first: without it nobody calibrates this device again.',
      },
    ]),
  settings: ({ newKey = '' }) => ({ newKey: newKey.trim() }),
};

export const FORMS: Readonly<Record<string, Form>> = {
  calibrate: CALIBRATE,
  'calibrate-angle': CALIBRATE_ANGLE,
  prescribe: PRESCRIBE,
  key: KEY,
};

/** How tasks are called on the page; one that has no entry is called by its name. */
export const TITLES: Readonly<Record<string, string>> = {
  info: 'Device',
  live: 'Sensors',
  calibration: 'Calibration in use',
  prescription: 'Prescription in use',
  sessions: 'Sessions',
  events: 'Journal',
  chain: 'Safety chain',
  calibrate: 'Calibrate the load cell',
  'calibrate-angle': 'Calibrate the angle',
  prescribe: 'Load a prescription',
  clock: 'Set the clock',
  key: 'New key',
  upload: 'New firmware',
};

/** The field for the key of the device, for every task that opens the service. */
export const KEY_FIELD: FieldSpec = {
  name: 'key',
  label: 'Key of the device, 32 hexadecimal digits',
  value: '',
  isSecret: true,
  note: 'Empty for a device that was never given one.',
};
