/**
 * The console: one request a period, answered at once, or once its tag is worked out and its record read back. Bytes without a
 * right tag change nothing; the service is open only with the key switch turned, at flat, with the drive off, and closes itself.
 */
import { feedCalibration, leaveCalibration, watchCalibration } from '../calibration/steps.ts';
import { Daily } from '../course-records.ts';
import type { Device } from '../device.ts';
import { noteConsole, type Journal } from '../journal.ts';
import { framed, LEASE_MS, Status, unframed, Verb, VERBS } from '../protocol.ts';
import { EventKind } from '../records.ts';
import { State } from '../states.ts';
import { accept, clock, decide, eventOf, key, prescription, upload } from './changing.ts';
import { back, begin, draft, leave, point, take } from './drafting.ts';
import { isKeepingOver } from './keep.ts';
import { beginMac, isTag, setKey, stepMac } from './mac.ts';
import { calibrationInUse, event, info, live, prescriptionInUse, session } from './reading.ts';
import { refuse, Work, type Console } from './state.ts';

/** Words of a tag at the end of a request. */
const TAG_WORDS = 4;
/** Five wrong tags lock the console for half an hour: at most 240 tries a day, at 2^128 keys. */
const WRONGS_MAX = 5;
const LOCKED_MS = 1800000;
/** Between two tries. */
const WRONG_WAIT_MS = 2000;

function hello(c: Console, d: Device): string {
  c.tagged = 0;
  c.pool = (c.pool * 31 + d.inputs.nowMs) | 0;
  c.nonce = d.daily[Daily.Opens] + '.' + c.pool;
  return c.nonce;
}

function open(_: Console, d: Device): string {
  d.service = true;
  d.daily[Daily.Opens]++;
  d.session.saveDaily = true;
  return '';
}

function beat(): string {
  return '';
}

function close(c: Console, d: Device): string {
  endService(c, d);
  return '';
}

/** One for every verb, by number. */
const HANDLERS: readonly ((c: Console, d: Device) => string)[] = [
  info,
  live,
  calibrationInUse,
  prescriptionInUse,
  session,
  event,
  hello,
  open,
  beat,
  close,
  begin,
  take,
  back,
  leave,
  draft,
  point,
  accept,
  prescription,
  clock,
  key,
  upload,
];

/** Closes the service; a calibration that was not accepted is left, and the old one stays. A change that was accepted comes to its end. */
export function endService(c: Console, d: Device): void {
  d.service = false;
  c.nonce = '';
  leaveCalibration(c.calibration);
}

function mayServe(d: Device): boolean {
  return d.inputs.key && d.flat && !d.outputs.power && !d.safety.power;
}

function isTagged(verb: Verb): boolean {
  return verb === Verb.Open || verb >= Verb.Accept;
}

/** Nobody is in a session. A halt at flat lets the technician in: a broken cell may be what halted it. */
function isAtRest(d: Device): boolean {
  return d.session.state === State.Idle || d.session.state === State.Halted;
}

/** Why a request is not even looked at. */
function barrier(c: Console, d: Device, verb: Verb): Status {
  if (verb < Verb.Hello) return Status.Ok;
  if (!mayServe(d)) return Status.NotNow;
  if (verb === Verb.Hello) return d.service || !isAtRest(d) ? Status.NotNow : Status.Ok;
  if (verb === Verb.Open) return c.nonce === '' || d.service ? Status.Closed : lockOf(c, d);
  return d.service ? Status.Ok : Status.Closed;
}

function lockOf(c: Console, d: Device): Status {
  return d.inputs.nowMs < c.lockedUntilMs ? Status.Locked : Status.Ok;
}

function answerOf(c: Console, d: Device, fields: string): string {
  const left = c.status === Status.Locked ? '' + Math.ceil((c.lockedUntilMs - d.inputs.nowMs) / 1000) : fields;
  const body = c.number + ',' + c.status;
  c.answer = framed('<', left === '' ? body : body + ',' + left, c.crc);
  return c.answer;
}

/** Starts working out what the tag should be: over the challenge, the count of tagged requests, and the request itself. */
function beginCheck(c: Console, d: Device, body: string, args: string[]): void {
  c.work = Work.Tag;
  c.answer = '';
  const text = body.slice(0, body.length - (1 + args.slice(-TAG_WORDS).join().length));
  if (!c.mac.hasKey) setKey(c.mac, d.daily.slice(Daily.Key0, Daily.Opens));
  beginMac(c.mac, c.nonce + ',' + c.tagged + ',' + text);
}

function rejectTag(c: Console, d: Device, j: Journal): string {
  const nowMs = d.inputs.nowMs;
  c.status = Status.WrongTag;
  c.wrongs++;
  c.lockedUntilMs = nowMs + (c.wrongs % WRONGS_MAX === 0 ? LOCKED_MS : WRONG_WAIT_MS);
  noteConsole(j, d, EventKind.ConsoleRefused, c.verb);
  endService(c, d);
  return answerOf(c, d, '');
}

/** The tag is worked out: does what was asked for, or refuses. '' while a record is on its way. */
function endCheck(c: Console, d: Device, j: Journal): string {
  c.work = Work.None;
  if (!isTag(c.mac, c.args.slice(-TAG_WORDS))) return rejectTag(c, d, j);
  c.wrongs = 0;
  c.tagged++;
  c.heardAtMs = d.inputs.nowMs;
  c.args = c.args.slice(0, -TAG_WORDS);
  const fields = HANDLERS[c.verb](c, d);
  if (c.status !== Status.Ok) return answerOf(c, d, fields);
  noteConsole(j, d, eventOf(c.verb), c.verb);
  return isWorking(c) ? '' : answerOf(c, d, fields);
}

function isWorking(c: Console): boolean {
  return c.work !== Work.None;
}

/** The answer to a request; '' when it comes later. */
function request(c: Console, d: Device, body: string): string {
  const parts = body.split(',');
  const verb = parts.length < 2 ? -1 : VERBS.indexOf(parts[1]);
  if (parts[0] === c.number) return c.answer;
  // Whoever waits for a tag hears of nothing else; an answer here would be taken for its own.
  if (isWorking(c)) return framed('<', parts[0] + ',' + Status.Busy, c.crc);
  c.number = parts[0];
  c.status = verb < 0 ? Status.BadRequest : barrier(c, d, verb);
  if (c.status !== Status.Ok) return answerOf(c, d, '');
  c.heardAtMs = d.inputs.nowMs;
  c.verb = verb;
  c.args = parts.slice(2);
  if (!isTagged(verb)) return answerOf(c, d, HANDLERS[verb](c, d));
  beginCheck(c, d, body, c.args);
  return '';
}

/** One step of the tag. Who may not be served any more is told so at once: the drive needs the time. */
function checkOn(c: Console, d: Device, j: Journal): string {
  if (mayServe(d)) return stepMac(c.mac) ? endCheck(c, d, j) : '';
  c.work = Work.None;
  return answerOf(c, d, refuse(c, Status.NotNow));
}

/** What goes on without a request: the lease, the tag, the record, the calibration. */
function goOn(c: Console, d: Device, j: Journal): string {
  if (d.service) {
    if (isWorking(c)) c.heardAtMs = d.inputs.nowMs;
    if (!mayServe(d) || d.inputs.nowMs - c.heardAtMs > LEASE_MS) endService(c, d);
    watchCalibration(c.calibration, d.inputs.nowMs);
  }
  if (c.work === Work.Tag) return checkOn(c, d, j);
  if (!isKeepingOver(c)) return '';
  c.work = Work.None;
  decide(c, d);
  return answerOf(c, d, '');
}

/** A word of the load cell, if there is a new one. */
export function hearWord(c: Console, d: Device): void {
  const i = d.inputs;
  if (i.loadCount === c.wordsSeen) return;
  c.wordsSeen = i.loadCount;
  c.pool = (c.pool * 31 + i.loadCounts) | 0;
  if (d.service) feedCalibration(c.calibration, i.loadCounts, i.nowMs);
}

/** One step of the console, with a line that has arrived or ''. What it returns is to be sent; '' for nothing. */
export function consoleStep(c: Console, d: Device, j: Journal, line: string): string {
  const later = goOn(c, d, j);
  if (later !== '' || line === '') return later;
  const body = unframed('>', line, c.crc);
  return body === '' ? '' : request(c, d, body);
}
