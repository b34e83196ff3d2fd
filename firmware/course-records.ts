import { Type, type Field, type RecordSpec } from './fields.ts';

/** The prescription, and what is remembered of its days and weeks: flash records as data (codec: records.ts). */

/** What a target means. */
export const enum TargetKind {
  PullN = 0,
  BodyWeightPct = 1,
  AngleDeg = 2,
}

export const enum Rx {
  Program = 0,
  HeadDown = 1,
  TargetKind = 2,
  Target = 3,
  HoldS = 4,
  AngleCapDeg = 5,
  PullCapN = 6,
  BodyMassKg = 7,
  Confirmed = 8,
  SessionMaxMin = 9,
  SpeedDegPerS = 10,
  StepS = 11,
  RestS = 12,
  RestPct = 13,
  Rounds = 14,
  StepsDown = 15,
  Reps = 16,
  SwingDeg = 17,
  Exercise = 18,
  EaseDegPerS = 19,
  WarmUps = 20,
  DayMaxMin = 21,
  SessionsPerDay = 22,
  GapMin = 23,
  FirstTarget = 24,
  GrowBy = 25,
  MissedDays = 26,
  Supervised = 27,
  AskScore = 28,
  AskMin = 29,
  Course = 30,
}

/** Programs of the device, and exercises of its coach (programs.ts; a test compares). */
const PROGRAM_MAX = 5;
const EXERCISE_MAX = 4;

/** The fields that a prescription has had from the first. */
function prescriptionFields(programMax: number): readonly Field[] {
  return [
    { name: 'program', stored: Type.U8, unit: '', min: 0, max: programMax },
    { name: 'headDown', stored: Type.U8, unit: '', min: 0, max: 1 },
    { name: 'targetKind', stored: Type.U8, unit: '', min: 0, max: 2 },
    { name: 'target', stored: Type.F32, unit: 'N, % or deg', min: 1, max: 500 },
    { name: 'holdS', stored: Type.U16, unit: 's', min: 1, max: 1800 },
    { name: 'angleCapDeg', stored: Type.F32, unit: 'deg', min: 1, max: 45 },
    { name: 'pullCapN', stored: Type.F32, unit: 'N', min: 10, max: 500 },
    { name: 'bodyMassKg', stored: Type.F32, unit: 'kg', min: 30, max: 150 },
    { name: 'confirmed', stored: Type.U8, unit: '', min: 0, max: 1 },
    { name: 'sessionMaxMin', stored: Type.U16, unit: 'min', min: 1, max: 30 },
    { name: 'speedDegPerS', stored: Type.F32, unit: 'deg/s', min: 0.2, max: 1.5 },
  ];
}

/** Programs, days and weeks. In the order of `PRESCRIPTION_ADDED`. */
const COURSE_FIELDS: readonly Field[] = [
  { name: 'stepS', stored: Type.U16, unit: 's', min: 2, max: 1800 },
  { name: 'restS', stored: Type.U16, unit: 's', min: 1, max: 1800 },
  { name: 'restPct', stored: Type.U8, unit: '%', min: 0, max: 90 },
  { name: 'rounds', stored: Type.U8, unit: '', min: 1, max: 20 },
  { name: 'stepsDown', stored: Type.U8, unit: '', min: 0, max: 1 },
  { name: 'reps', stored: Type.U8, unit: '', min: 1, max: 50 },
  { name: 'swingDeg', stored: Type.F32, unit: 'deg', min: 0.5, max: 10 },
  { name: 'exercise', stored: Type.U8, unit: '', min: 0, max: EXERCISE_MAX },
  { name: 'easeDegPerS', stored: Type.F32, unit: 'deg/s', min: 0.2, max: 1.5 },
  { name: 'warmUps', stored: Type.U8, unit: '', min: 0, max: 5 },
  { name: 'dayMaxMin', stored: Type.U8, unit: 'min', min: 1, max: 60 },
  { name: 'sessionsPerDay', stored: Type.U8, unit: '', min: 1, max: 20 },
  { name: 'gapMin', stored: Type.U16, unit: 'min', min: 0, max: 1440 },
  { name: 'firstTarget', stored: Type.F32, unit: 'N, % or deg', min: 0, max: 500 },
  { name: 'growBy', stored: Type.F32, unit: 'N, % or deg', min: 0, max: 100 },
  { name: 'missedDays', stored: Type.U8, unit: 'day', min: 0, max: 30 },
  { name: 'supervised', stored: Type.U8, unit: '', min: 0, max: 30 },
  { name: 'askScore', stored: Type.U8, unit: '', min: 0, max: 1 },
  { name: 'askMin', stored: Type.U8, unit: 'min', min: 1, max: 30 },
  { name: 'course', stored: Type.U16, unit: '', min: 0, max: 65535 },
];

/** What a prescription of version 1 says of them: neither day nor weeks are limited beyond the device, nothing is asked but "go on?". */
export const PRESCRIPTION_ADDED: readonly number[] = [
  60, 30, 50, 1, 0, 10, 2, 0, 0.800000011920929, 0, 60, 20, 0, 0, 0, 0, 0, 0, 5, 0,
];

/**
 * Prescription. Bounds are the widest the device ever accepts; `prescription.ts` checks the fields against each other.
 * `firstTarget` 0 is the whole target from the first session; `missedDays` 0 never falls back; a prescription with another
 * `course` than the one before begins its weeks anew.
 */
export const PRESCRIPTION: RecordSpec = {
  kind: 2,
  version: 2,
  payloadBytes: 64,
  fields: prescriptionFields(PROGRAM_MAX).concat(COURSE_FIELDS),
  older: { kind: 2, version: 1, payloadBytes: 28, fields: prescriptionFields(0) },
  added: PRESCRIPTION_ADDED,
};

export const enum Daily {
  PanicTestedDay = 0,
  SessionDay = 1,
  SessionS = 2,
  Sessions = 3,
  LastDay = 4,
  LastEndS = 5,
  Level = 6,
  Completed = 7,
  Course = 8,
  /** Key of the console, four words; zeros until one is set. */
  Key0 = 9,
  Key1 = 10,
  Key2 = 11,
  Key3 = 12,
  /** How often the service was opened: no challenge comes twice. */
  Opens = 13,
}

const DAILY_FIELDS: readonly Field[] = [
  { name: 'panicTestedDay', stored: Type.U16, unit: 'day', min: 0, max: 65535 },
  { name: 'sessionDay', stored: Type.U16, unit: 'day', min: 0, max: 65535 },
  { name: 'sessionS', stored: Type.U16, unit: 's', min: 0, max: 65535 },
];

/** `level` counts the steps by which the target has grown, `completed` the sessions of this course. */
const DAILY_COURSE: readonly Field[] = [
  { name: 'sessions', stored: Type.U8, unit: '', min: 0, max: 255 },
  { name: 'lastDay', stored: Type.U16, unit: 'day', min: 0, max: 65535 },
  { name: 'lastEndS', stored: Type.F64, unit: 's', min: 0, max: 4e9 },
  { name: 'level', stored: Type.U16, unit: '', min: 0, max: 65535 },
  { name: 'completed', stored: Type.U16, unit: '', min: 0, max: 65535 },
  { name: 'course', stored: Type.U16, unit: '', min: 0, max: 65535 },
];

const WORD_MIN = -2147483648;
const WORD_MAX = 2147483647;

const DAILY_KEY: readonly Field[] = [
  { name: 'key0', stored: Type.I32, unit: '', min: WORD_MIN, max: WORD_MAX },
  { name: 'key1', stored: Type.I32, unit: '', min: WORD_MIN, max: WORD_MAX },
  { name: 'key2', stored: Type.I32, unit: '', min: WORD_MIN, max: WORD_MAX },
  { name: 'key3', stored: Type.I32, unit: '', min: WORD_MIN, max: WORD_MAX },
  { name: 'opens', stored: Type.I32, unit: '', min: 0, max: WORD_MAX },
];

/** No day at all: never tested, no session yet. */
export const NO_DAY = 65535;

/** What a daily record of version 1 says of the weeks and of the key: there were none. */
export const DAILY_ADDED: readonly number[] = [0, NO_DAY, 0, 0, 0, 0, 0, 0, 0, 0, 0];

/**
 * What must be remembered from day to day, and from week to week. The console's key is here because the chip has no pages
 * left for it alone.
 */
export const DAILY: RecordSpec = {
  kind: 3,
  version: 2,
  payloadBytes: 43,
  fields: DAILY_FIELDS.concat(DAILY_COURSE, DAILY_KEY),
  older: { kind: 3, version: 1, payloadBytes: 6, fields: DAILY_FIELDS },
  added: DAILY_ADDED,
};
