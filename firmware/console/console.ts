/**
 * The console: one request a period, answered at once, or once its tag is worked out and its record read back. Bytes without a
 * right tag change nothing; the service is open only with the key switch turned, at flat, with the drive off, and closes itself.
 */
import { isAngle, watchAngle } from '../calibration/angle.ts';
import { feedCalibration, watchCalibration } from '../calibration/steps.ts';
import { Daily } from '../course-records.ts';
import type { Device } from '../device.ts';
import { noteConsole, type Journal } from '../journal.ts';
import { framed, LEASE_MS, Status, unframed, Verb, VERBS } from '../protocol.ts';
import { EventKind } from '../records.ts';
import { State } from '../states.ts';
import { accept, clock, decide, eventOf, key, prescription, upload } from './changing.ts';
import { angle, back, begin, draft, jog, leave, leaveDraft, look, point, refer, take } from './drafting.ts';
import { isKeepingOver } from './keep.ts';
import { beginMac, isTag, setKey, stepMac } from './mac.ts';
import { calibrationInUse, event, info, live, prescriptionInUse, session } from './reading.ts';
import { refuse, Work, type Archive, type Console } from './state.ts';

/** Words of a tag at the end of a request. */
const TAG_WORDS = 4;
/** Five wrong tags lock the console for half an hour: at most 240 tries a day, at 2^128 keys. */
const WRONGS_MAX = 5;
const LOCKED_MS = 1800000;
/** The travel of a rig that was never calibrated may be off by so much at its flat stop (the end switch is watched from 2 degrees). */
const STOP_DEG = 2;
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
const HANDLERS: readonly ((c: Console, d: Device, a: Archive) => string)[] = [
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
  angle,
  look,
  refer,
  jog,
  upload,
];

/** Closes the service; a calibration that was not accepted is left, and the old one stays. A change that was accepted comes to its end. */
export function endService(c: Console, d: Device): void {
  d.service = false;
  d.jogUntilMs = 0;
  c.nonce = '';
  leaveDraft(c, d);
}

/** At flat. A rig that was never calibrated may believe otherwise at its flat stop: there the end switch is open. */
function isDown(d: Device): boolean {
  return d.flat || (d.inputs.endLow && d.sensed.angleDeg < STOP_DEG);
}

/** With the key turned, at flat, with the drive off; the board may leave flat while its angle is calibrated. */
function mayServe(c: Console, d: Device): boolean {
  if (!d.inputs.key) return false;
  return d.service && isAngle(c.calibration) ? !d.session.running : isDown(d) && !d.safety.power;
}

function isTagged(verb: Verb): boolean {
  return verb === Verb.Open || verb === Verb.Upload || (verb >= Verb.Accept && verb <= Verb.Key);
}

/** Nobody is in a session. A halt at flat lets the technician in: a broken cell may be what halted it. */
function isAtRest(d: Device): boolean {
  return d.session.state === State.Idle || d.session.state === State.Halted;
}

/** Why a request is not even looked at. */
function barrier(c: Console, d: Device, verb: Verb): Status {
  if (verb < Verb.Hello) return Status.Ok;
  if (!mayServe(c, d) || (isTagged(verb) && !isDown(d))) return Status.NotNow;
  if (verb === Verb.Hello) return d.service || !isAtRest(d) ? Status.NotNow : Status.Ok;
  if (verb === Verb.Open) return c.nonce === '' || d.service ? Status.Closed : lockOf(c, d);
  return d.service ? Status.Ok : Status.Closed;
}

function lockOf(c: Console, d: Device): Status {
  return d.inputs.nowMs < c.lockedUntilMs ? Status.Locked : Status.Ok;
}

function answerOf(c: Console, d: Device, a: Archive, fields: string): string {
  const left = c.status === Status.Locked ? '' + Math.ceil((c.lockedUntilMs - d.inputs.nowMs) / 1000) : fields;
  const body = c.number + ',' + c.status;
  c.answer = framed('<', left === '' ? body : body + ',' + left, a.crc);
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

function rejectTag(c: Console, d: Device, a: Archive, j: Journal): string {
  const nowMs = d.inputs.nowMs;
  c.status = Status.WrongTag;
  c.wrongs++;
  c.lockedUntilMs = nowMs + (c.wrongs % WRONGS_MAX === 0 ? LOCKED_MS : WRONG_WAIT_MS);
  noteConsole(j, d, EventKind.ConsoleRefused, c.verb);
  endService(c, d);
  return answerOf(c, d, a, '');
}

/** The tag is worked out: does what was asked for, or refuses. '' while a record is on its way. */
function endCheck(c: Console, d: Device, a: Archive, j: Journal): string {
  c.work = Work.None;
  if (!isTag(c.mac, c.args.slice(-TAG_WORDS))) return rejectTag(c, d, a, j);
  c.wrongs = 0;
  c.tagged++;
  c.heardAtMs = d.inputs.nowMs;
  c.args = c.args.slice(0, -TAG_WORDS);
  const fields = HANDLERS[c.verb](c, d, a);
  if (c.status !== Status.Ok) return answerOf(c, d, a, fields);
  noteConsole(j, d, eventOf(c.verb), c.verb);
  return isWorking(c) ? '' : answerOf(c, d, a, fields);
}

function isWorking(c: Console): boolean {
  return c.work !== Work.None;
}

/** The answer to a request; '' when it comes later. */
function request(c: Console, d: Device, a: Archive, body: string): string {
  const parts = body.split(',');
  const verb = parts.length < 2 ? -1 : VERBS.indexOf(parts[1]);
  if (parts[0] === c.number) return c.answer;
  // Whoever waits for a tag hears of nothing else; an answer here would be taken for its own. While the board moves there is
  // time for the heartbeat alone.
  if (isWorking(c) || (d.outputs.power && verb !== Verb.Jog)) return framed('<', parts[0] + ',' + Status.Busy, a.crc);
  c.number = parts[0];
  c.status = verb < 0 ? Status.BadRequest : barrier(c, d, verb);
  if (c.status !== Status.Ok) return answerOf(c, d, a, '');
  c.heardAtMs = d.inputs.nowMs;
  c.verb = verb;
  c.args = parts.slice(2);
  if (!isTagged(verb)) return answerOf(c, d, a, HANDLERS[verb](c, d, a));
  beginCheck(c, d, body, c.args);
  return '';
}

/** One step of the tag. Who may not be served any more is told so at once: the drive needs the time. */
function checkOn(c: Console, d: Device, a: Archive, j: Journal): string {
  if (mayServe(c, d)) return stepMac(c.mac) ? endCheck(c, d, a, j) : '';
  c.work = Work.None;
  return answerOf(c, d, a, refuse(c, Status.NotNow));
}

/** What goes on without a request: the lease, the tag, the record, the calibration. */
function goOn(c: Console, d: Device, a: Archive, j: Journal): string {
  if (d.service) {
    if (isWorking(c)) c.heardAtMs = d.inputs.nowMs;
    if (!mayServe(c, d) || d.inputs.nowMs - c.heardAtMs > LEASE_MS) endService(c, d);
    watchCalibration(c.calibration, d.inputs.nowMs);
    if (isAngle(c.calibration)) watchAngle(c.calibration, d);
  }
  if (c.work === Work.Tag) return checkOn(c, d, a, j);
  if (!isKeepingOver(c, a)) return '';
  c.work = Work.None;
  decide(c, d, a);
  return answerOf(c, d, a, '');
}

/** A word of the load cell, if there is a new one. */
export function hearWord(c: Console, d: Device): void {
  const i = d.inputs;
  if (i.loadCount === c.wordsSeen) return;
  c.wordsSeen = i.loadCount;
  c.pool = (c.pool * 31 + i.loadCounts) | 0;
  if (d.service && !isAngle(c.calibration)) feedCalibration(c.calibration, i.loadCounts, i.nowMs);
}

/** One step of the console, with a line that has arrived or ''. What it returns is to be sent; '' for nothing. */
export function consoleStep(c: Console, d: Device, a: Archive, j: Journal, line: string): string {
  const later = goOn(c, d, a, j);
  if (later !== '' || line === '') return later;
  const body = unframed('>', line, a.crc);
  return body === '' ? '' : request(c, d, a, body);
}
