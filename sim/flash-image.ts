/** The flash image of a device as a scenario describes it, and what a device has left in its own. */
import { FAULTS } from '../firmware/faults.ts';
import { Page, PAGE_BYTES, recordsBase, SESSION_PAGES } from '../firmware/layout.ts';
import { DAILY, NO_DAY, PRESCRIPTION } from '../firmware/course-records.ts';
import {
  CALIBRATION,
  decodeRecord,
  encodeRecord,
  isScoredAgain,
  Log,
  recordBytes,
  recordSequence,
  SESSION_LOG,
  type RecordSpec,
  type Scored,
} from '../firmware/records.ts';
import { EXERCISES, PROGRAMS } from '../firmware/programs.ts';
import { crc32 } from '../hal/virtual/api-e.ts';
import { FLASH_BYTES, FREE_START, STORAGE_START } from '../hal/virtual/flash.ts';
import { COUNTS_PER_N, ZERO_N } from './parts/loadCell.ts';
import { prescribedPull } from './prescribed.ts';
import type { LoggedSession } from './report.ts';
import type { Scenario } from './scenario/format.ts';

/** Power-up of every simulated device: 1 January 2026, 08:00 UTC. */
export const WALL_CLOCK_MS = 1_767_254_400_000;

const DAY_MS = 86_400_000;
const TODAY = Math.floor(WALL_CLOCK_MS / DAY_MS);
/** A calibration in the middle of its year. */
const CALIBRATED_DAYS_AGO = 30;
const EXPIRES_IN_DAYS = 335;
/** Stop causes of a session log below the fault codes (firmware/records.ts). */
const STOP_CAUSES = ['end of program', 'stop'];

/** What a calibration made by nobody tells of how good it is. */
const NO_FIGURES = { heaviestN: 0, residualN: 0, hysteresisN: 0, repeatN: 0, zeroReturnN: 0, verifyN: 0, points: 0 };
const NO_ERRORS = { tiltErrorDeg: 0, travelErrorDeg: 0 };

/** A console key that nobody has set. */
const NO_KEY = { key0: 0, key1: 0, key2: 0, key3: 0, opens: 0 };

/** First flash page of the device's records. */
export function basePage(): number {
  const base = recordsBase([{ addr: FREE_START, length: STORAGE_START - FREE_START }]);
  if (base < 0) throw new Error('the records of the firmware do not fit into the free flash of the simulated chip');
  return base;
}

/** Values in the order of the record's fields. */
function inOrder(spec: RecordSpec, values: Readonly<Record<string, number>>): number[] {
  return spec.fields.map((field) => {
    const value = values[field.name];
    if (value === undefined) throw new Error(`no value for the record field ${field.name}`);
    return value;
  });
}

function calibration(): number[] {
  return inOrder(CALIBRATION, {
    zeroCounts: Math.round(ZERO_N * COUNTS_PER_N),
    countsPerN: COUNTS_PER_N,
    accelZeroDeg: 0,
    travelZeroMm: 0,
    calibratedDay: TODAY - CALIBRATED_DAYS_AGO,
    expiresDay: TODAY + EXPIRES_IN_DAYS,
    ...NO_FIGURES,
    angleDay: TODAY - CALIBRATED_DAYS_AGO,
    ...NO_ERRORS,
  });
}

/** Kind of target as the record numbers it, and its value. */
function target(scenario: Scenario): [kind: number, value: number] {
  const { forceN, bodyWeightPct, angleDeg } = scenario.prescription?.target ?? {};
  if (forceN !== undefined) return [0, forceN];
  if (bodyWeightPct !== undefined) return [1, bodyWeightPct];
  return [2, angleDeg ?? 0];
}

function prescription(scenario: Scenario): number[] | null {
  const { prescription: rx, person, device } = scenario;
  const pull = prescribedPull(scenario);
  if (rx === null || pull === null) return null;
  const [targetKind, value] = target(scenario);
  return inOrder(PRESCRIPTION, {
    program: PROGRAMS.findIndex((program) => program.name === rx.program),
    headDown: device.orientation === 'head-down' ? 1 : 0,
    targetKind,
    target: value,
    holdS: rx.holdS,
    angleCapDeg: rx.angleCapDeg,
    pullCapN: pull.writtenCapN,
    bodyMassKg: rx.bodyMassKg ?? person.massKg,
    confirmed: rx.confirmed ? 1 : 0,
    sessionMaxMin: rx.sessionMaxMin,
    speedDegPerS: rx.speedDegPerS,
    stepS: rx.stepS,
    restS: rx.restS,
    restPct: rx.restPct,
    rounds: rx.rounds,
    stepsDown: rx.stepsDown ? 1 : 0,
    reps: rx.reps,
    swingDeg: rx.swingDeg,
    exercise: EXERCISES.findIndex((exercise) => exercise.name === rx.exercise),
    easeDegPerS: rx.easeDegPerS,
    warmUps: rx.warmUps,
    dayMaxMin: rx.dayMaxMin,
    sessionsPerDay: rx.sessionsPerDay,
    gapMin: rx.gapMin,
    firstTarget: rx.firstTarget,
    growBy: rx.growBy,
    missedDays: rx.missedDays,
    supervised: rx.supervised,
    askScore: rx.askScore ? 1 : 0,
    askMin: rx.askMin,
    course: rx.course,
  });
}

/** What the device remembers of the day and of the weeks before. */
function daily(scenario: Scenario): number[] {
  const { panicTested, history } = scenario.device;
  const { endedMinAgo } = history;
  const lastEndMs = endedMinAgo === undefined ? 0 : WALL_CLOCK_MS - endedMinAgo * 60_000;
  return inOrder(DAILY, {
    panicTestedDay: panicTested ? TODAY : TODAY - 1,
    sessionDay: TODAY,
    sessionS: history.dayMin * 60,
    sessions: history.sessions,
    lastDay: endedMinAgo === undefined ? NO_DAY : Math.floor(lastEndMs / DAY_MS),
    lastEndS: lastEndMs / 1000,
    level: history.level,
    completed: history.completed,
    course: scenario.prescription?.course ?? 0,
    ...NO_KEY,
  });
}

/** Flash of a device at power-up. */
export function flashImage(scenario: Scenario): Uint8Array {
  const image = new Uint8Array(FLASH_BYTES).fill(0xff);
  const base = basePage();
  const put = (spec: RecordSpec, page: number, values: number[]): void =>
    image.set(encodeRecord(spec, values, 0, crc32), base + page * PAGE_BYTES);
  const rx = prescription(scenario);
  if (scenario.device.calibrated) put(CALIBRATION, Page.Calibration, calibration());
  if (rx !== null) put(PRESCRIPTION, Page.Prescription, rx);
  put(DAILY, Page.Daily, daily(scenario));
  return image;
}

/** Sessions that a device has logged, oldest first. */
export function loggedSessions(image: Uint8Array): LoggedSession[] {
  const start = basePage() + Page.Sessions * PAGE_BYTES;
  const bytes = recordBytes(SESSION_LOG);
  const found: { sequence: number; values: number[] }[] = [];
  for (let page = 0; page < SESSION_PAGES; page += 1) {
    for (let at = start + page * PAGE_BYTES; at + bytes <= start + (page + 1) * PAGE_BYTES; at += bytes) {
      const record = image.subarray(at, at + bytes);
      const values = decodeRecord(SESSION_LOG, record, crc32);
      if (values !== null) found.push({ sequence: recordSequence(SESSION_LOG, record, crc32), values });
    }
  }
  const logged = found.sort((a, b) => a.sequence - b.sequence).map(({ values }) => values);
  return logged
    .filter((one, k) => k + 1 === logged.length || !isScoredAgain(scored(one), scored(logged[k + 1]!)))
    .map(session);
}

function scored(values: readonly number[]): Scored {
  return { startedS: values[Log.StartedS]!, scores: values[Log.Scores]! };
}

function session(values: readonly number[]): LoggedSession {
  const named: LoggedSession = {};
  SESSION_LOG.fields.forEach((field, index) => {
    named[field.name] = values[index] ?? 0;
  });
  const cause = Number(named.stopCause);
  named.stopCause = STOP_CAUSES[cause] ?? FAULTS.find((fault) => fault.code === cause)?.name ?? `code ${cause}`;
  return named;
}
