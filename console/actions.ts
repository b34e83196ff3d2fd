/** What the technician can do, by name: each works without a terminal and gives a result that can be printed as JSON. */
import { PRESCRIPTION, Rx } from '../firmware/course-records.ts';
import { FAULTS } from '../firmware/faults.ts';
import { PULL_CONFIRM_N } from '../firmware/limits.ts';
import { VERBS } from '../firmware/protocol.ts';
import { NO_SCORES } from '../firmware/records.ts';
import type { Board, Named } from './board.ts';
import { calibrateAngle, REFERENCES_DEG } from './calibrate-angle.ts';
import { calibrate } from './calibrate.ts';
import { testChain } from './chain.ts';
import { keyOf } from './codes.ts';
import { historyOf, instant, withoutDoubles } from './history.ts';
import { fieldWithUnit } from './prescription-words.ts';
import { fixed, linesOf } from './record-words.ts';
import { SettingError } from './setting-error.ts';
import type { Talk } from './talk.ts';
import { upload } from './upload.ts';

/** What the command line gives. */
export interface Settings {
  readonly key: Uint8Array<ArrayBuffer>;
  readonly massesKg: readonly number[];
  readonly verifyKg: number;
  /** Angles that the board is brought to, and the mass in the strap meanwhile. */
  readonly referencesDeg?: readonly number[];
  readonly strapKg?: number;
  /** Fields of a prescription to change. */
  readonly set: Readonly<Record<string, number>>;
  readonly newKey: string | null;
  /** The file for the board. */
  readonly firmware: () => Promise<string>;
  /** Seconds since 1970 for the clock. */
  readonly nowS: number;
}

export interface Result {
  readonly ok: boolean;
  readonly value: unknown;
}

interface Action {
  readonly help: string;
  /** Needs the key switch and the key. */
  readonly opens: boolean;
  readonly run: (board: Board, talk: Talk, settings: Settings) => Promise<Result>;
}

const LOG_MAX = 200;
const STOP_WORDS: Readonly<Record<number, string>> = { 0: 'end of program', 1: 'stop' };

function done(value: unknown): Result {
  return { ok: true, value };
}

function list(talk: Talk, value: object): Result {
  for (const { label, text } of linesOf(value)) talk.say(`${label}: ${text}`);
  return done(value);
}

async function log(read: (back: number) => Promise<Named | null>): Promise<Named[]> {
  const found: Named[] = [];
  for (let back = 0; back < LOG_MAX; back += 1) {
    const one = await read(back);
    if (one === null) break;
    found.push(one);
  }
  return found;
}

/** Pain before and after, as far as it was told. */
function pain(scores: number): string {
  const [before, after] = [scores & 15, scores >> 4].map((score) => (score === NO_SCORES ? '-' : String(score)));
  return scores === 255 ? '' : `, pain ${before} before and ${after} after`;
}

async function history(board: Board, talk: Talk): Promise<Result> {
  const all = await log((back) => board.session(back));
  const found = await log((back) => board.event(back));
  const { date } = await board.info();
  const value = historyOf({ sessions: all, events: found, prescription: await board.prescription(), date });
  for (const week of value.weeks) {
    const of = week.prescribed === null ? '' : ` of ${week.prescribed}`;
    const pull = week.meanN === null ? '' : `, pull mean ${week.meanN.toFixed(0)} N`;
    talk.say(
      `week from ${week.from}: ${week.sessions}${of} sessions, ${week.minutes.toFixed(0)} min${pull}; ${week.causes}`,
    );
  }
  if (value.weeks.length === 0) talk.say('no session yet');
  return done(value);
}

async function sessions(board: Board, talk: Talk): Promise<Result> {
  const all = await log((back) => board.session(back));
  const found = withoutDoubles(all);
  for (const s of found) {
    const cause = STOP_WORDS[s['stopCause']!] ?? FAULTS.find(({ code }) => code === s['stopCause'])?.name ?? 'unknown';
    const pull = `pull mean ${s['pullMeanN']!.toFixed(0)} N, peak ${s['pullPeakN']!.toFixed(0)} N`;
    talk.say(
      `${instant(s['startedS']!)}: ${s['durationS']} s, held ${s['holdS']} s, ${pull}${pain(s['scores']!)}; ${cause}`,
    );
  }
  if (found.length === 0) talk.say('no session yet');
  return done(found);
}

function eventWords(e: Named): string {
  const code = e['code']!;
  if (e['event'] === 0) return code > 1 ? `started, number ${code} within a short time` : 'started';
  if (e['event'] === 1) return `fault ${FAULTS.find((fault) => fault.code === code)?.name ?? code}`;
  if (e['event'] === 5) return `session begins, ${e['pullN']} s at most`;
  if (e['event'] === 6) return 'has run for five minutes';
  if (e['event'] === 7) return `panic tested: the relay opened within ${code} ms`;
  return `console ${['opened', 'refused', 'changed'][e['event']! - 2] ?? 'event'} (${VERBS[code] ?? code})`;
}

async function events(board: Board, talk: Talk): Promise<Result> {
  const found = await log((back) => board.event(back));
  for (const e of found) talk.say(`${instant(e['atS']!)}: ${eventWords(e)}`);
  return done(found);
}

async function record(talk: Talk, read: Promise<Named | null>): Promise<Result> {
  const named = await read;
  if (named !== null) return list(talk, named);
  talk.say('there is none');
  return done(null);
}

async function live(board: Board, talk: Talk): Promise<Result> {
  const now = await board.live();
  const { zeroCounts = 0, countsPerN } = (await board.calibration()) ?? {};
  if (countsPerN !== undefined && now.pullFresh)
    talk.say(`Pull by the calibration in use: ${fixed((now.counts - zeroCounts) / countsPerN, 1)} N`);
  return list(talk, now);
}

/** The prescription that would be loaded, with what was where something changes. */
function prescriptionText(values: readonly number[], before: Named | null): string {
  const lines = PRESCRIPTION.fields.map(({ name }, k) => {
    const was = before?.[name];
    const isChanged = was !== undefined && was !== values[k];
    const old = isChanged ? `  (before: ${fieldWithUnit(name, was, before!['targetKind']!)})` : '';
    return `\n  ${name}: ${fieldWithUnit(name, values[k]!, values[Rx.TargetKind]!)}${old}`;
  });
  const strong = values[Rx.Confirmed] === 1 ? '' : `\n  A pull above ${PULL_CONFIRM_N} N needs confirmed=yes`;
  return `Load this prescription${lines.join('')}${strong}`;
}

async function prescribe(board: Board, talk: Talk, { set }: Settings): Promise<Result> {
  const before = await board.prescription();
  const unknown = Object.keys(set).find((name) => !PRESCRIPTION.fields.some((field) => field.name === name));
  const known = PRESCRIPTION.fields.map(({ name }) => name).join(', ');
  if (unknown !== undefined)
    throw new SettingError(`--set ${unknown}: a prescription has no such field; use one of ${known}`);
  const values = PRESCRIPTION.fields.map(({ name, min, max, unit }) => {
    const value = set[name] ?? before?.[name];
    if (value === undefined) throw new SettingError(`--set ${name}=...: is missing, and there is no old prescription`);
    if (value >= min && value <= max) return value;
    throw new SettingError(`--set ${name}: is ${value}; it must be from ${min} to ${max} ${unit}`);
  });
  if (!(await talk.ask({ act: 'nothing', says: prescriptionText(values, before) })))
    return { ok: false, value: before };
  await board.prescribe(values);
  return record(talk, board.prescription());
}

async function setKey(board: Board, talk: Talk, { newKey }: Settings): Promise<Result> {
  const key = keyOf(newKey ?? '');
  if (key === null) throw new SettingError('--new-key: must be 32 hexadecimal digits');
  await board.setKey(key);
  talk.say('The device has a new key. Keep it: without it nobody calibrates this device again.');
  return done({ hasKey: (await board.info()).hasKey });
}

async function setClock(board: Board, talk: Talk, { nowS }: Settings): Promise<Result> {
  await board.setClock(nowS);
  return list(talk, { date: (await board.info()).date });
}

async function certify(board: Board, talk: Talk, { massesKg, verifyKg }: Settings): Promise<Result> {
  const certificate = await calibrate(board, talk, massesKg, verifyKg);
  return { ok: certificate.accepted, value: certificate };
}

async function certifyAngle(board: Board, talk: Talk, settings: Settings): Promise<Result> {
  const { referencesDeg = REFERENCES_DEG, strapKg: massKg = 0 } = settings;
  const certificate = await calibrateAngle(board, talk, { referencesDeg, massKg });
  return { ok: certificate.accepted, value: certificate };
}

async function update(board: Board, talk: Talk, { firmware }: Settings): Promise<Result> {
  const value = await upload(board, talk, await firmware());
  if (value !== null) list(talk, value);
  return { ok: value !== null, value };
}

async function chain(board: Board, talk: Talk): Promise<Result> {
  const value = await testChain(board, talk);
  return { ok: value.passed, value };
}

export const ACTIONS: Readonly<Record<string, Action>> = {
  info: { help: 'what the device is and does', opens: false, run: async (b, t) => list(t, await b.info()) },
  live: { help: 'sensors and switches now', opens: false, run: live },
  calibration: { help: 'the calibration in use', opens: false, run: (b, t) => record(t, b.calibration()) },
  prescription: { help: 'the prescription in use', opens: false, run: (b, t) => record(t, b.prescription()) },
  sessions: { help: 'the log of sessions, newest first', opens: false, run: sessions },
  history: { help: 'days, weeks and trend of the log', opens: false, run: history },
  events: { help: 'the journal, newest first', opens: false, run: events },
  chain: { help: 'tests every contact of the safety chain', opens: false, run: chain },
  calibrate: {
    help: 'calibrates the load cell: masses up, down and again, and one to verify',
    opens: true,
    run: certify,
  },
  'calibrate-angle': {
    help: 'calibrates angle, travel and direction with an inclinometer; load cell first',
    opens: true,
    run: certifyAngle,
  },
  prescribe: { help: 'loads a prescription; what is not changed stays as it is', opens: true, run: prescribe },
  clock: { help: "sets the device's clock", opens: true, run: setClock },
  upload: { help: 'puts new firmware on the device, by cable', opens: true, run: update },
  key: { help: 'gives the device a new key; write it down first', opens: true, run: setKey },
};

/** Does one thing, from opening the service to closing it. */
export async function perform(name: string, board: Board, talk: Talk, settings: Settings): Promise<Result> {
  const action = ACTIONS[name];
  if (action === undefined)
    throw new SettingError(`${name}: is no command; use one of ${Object.keys(ACTIONS).join(', ')}`);
  if (!action.opens) return action.run(board, talk, settings);
  const says = 'Turn the service key on, with the board flat and nobody in it';
  if (!(await talk.ask({ act: 'key', says }))) return { ok: false, value: null };
  await board.open(settings.key);
  try {
    return await action.run(board, talk, settings);
  } finally {
    await board.close();
  }
}
