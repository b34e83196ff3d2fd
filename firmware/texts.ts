import { Validity } from '../hal/machine.ts';
import type { Device } from './device.ts';
import { Fault, FAULTS, Reaction } from './faults.ts';
import { DEGREE } from './font.ts';
import { angleTrusted } from './pilot.ts';
import { EXERCISES, Program } from './programs.ts';
import { ARMING_MS, PAUSE_MAX_MS, RESTING_MS } from './session.ts';
import { Stage } from './session-state.ts';
import { meanPullN } from './tally.ts';
import { ASK_MAX_MS } from './walk.ts';

/** Row of the catalogue by fault code, plus one; 0 for codes that no row has. */
const ROWS = new Uint8Array(100);
for (let k = 0; k < FAULTS.length; k++) ROWS[FAULTS[k].code] = k + 1;

/** What stands where a value is not known: never a number. */
const UNKNOWN = ' --';
/** The widest number that a cell holds. */
const WHOLE_MAX = 999;
/** The last line of a session shows the buttons and the next change in turn. */
const NEXT_MS = 4000;

/** A whole number, rounded here because the board's own formatting truncates, in three places. Below zero is zero. */
export function wholeText(value: number): string {
  const whole = value > 0 ? (value + 0.5) | 0 : 0;
  return whole < 10 ? '  ' + whole : whole < 100 ? ' ' + whole : '' + (whole > WHOLE_MAX ? WHOLE_MAX : whole);
}

/** Minutes and seconds in five places, `12:34`. Below zero is zero, and more than 99 minutes are 99. */
export function clockText(seconds: number): string {
  const whole = seconds > 0 ? Math.ceil(seconds) : 0;
  const minutes = (whole / 60) | 0;
  if (minutes > 99) return '99:59';
  const rest = whole - minutes * 60;
  return (minutes < 10 ? ' ' : '') + minutes + (rest < 10 ? ':0' : ':') + rest;
}

function secondsLeft(d: Device, ofMs: number): number {
  return (ofMs - (d.inputs.nowMs - d.session.sinceMs)) / 1000;
}

function says(code: Fault): string {
  const row = ROWS[code];
  return row === 0 ? '' : FAULTS[row - 1].says;
}

function does(code: Fault): string {
  const row = ROWS[code];
  return row === 0 ? '' : FAULTS[row - 1].does;
}

/** What the present phase goes for. */
function target(d: Device): string {
  if (d.orders.pullTargetN > 0) return wholeText(d.aim.pullTargetN) + ' N';
  return wholeText(d.aim.angleDeg) + DEGREE;
}

function dose(d: Device): string {
  const orders = d.orders;
  if (orders.pullTargetN === 0) return 'ANGLE ' + wholeText(orders.angleTargetDeg) + DEGREE;
  return (
    'PULL ' + wholeText(orders.pullTargetN) + ' N =' + wholeText((100 * orders.pullTargetN) / orders.weightN) + '%'
  );
}

function totalTime(_d: Device, leftS: number): string {
  return leftS > 0 ? 'TIME ' + clockText(leftS) + ' IN ALL' : '';
}

function readyFoot(d: Device): string {
  return d.book.worst === Reaction.Warn ? says(d.book.cause) : 'LIE DOWN, STRAPS ON';
}

function countDown(d: Device): string {
  const left = Math.ceil(secondsLeft(d, ARMING_MS));
  return 'START IN ' + (left > 1 ? left : 1);
}

function raisingTitle(d: Device): string {
  return 'RAISING  TARGET ' + target(d);
}

function holdingTitle(d: Device): string {
  const program = d.orders.program;
  if (program === Program.Coach) return repetition(d);
  return (program === Program.Rocking ? 'ROCKING' : 'HOLDING') + '  TARGET ' + target(d);
}

/** The exercise of the coach, which repetition it is, and what to do now. */
function repetition(d: Device): string {
  const s = d.session;
  const rep = 1 + ((s.phaseMs / (d.orders.stepMs + d.orders.restMs)) | 0);
  return (s.resting ? 'LET GO' : EXERCISES[d.orders.exercise].says) + ' ' + rep + ' OF ' + d.orders.reps;
}

function relaxingTitle(d: Device): string {
  return 'RELAX    TARGET ' + target(d);
}

/** What the program does after this phase, and when; where the time of the program ends first, the way down. */
function nextChange(d: Device): string {
  const s = d.session;
  const phaseMs = d.phase.durationMs - s.phaseMs;
  const ends = s.leftMs <= phaseMs;
  const program = d.orders.program;
  let what = 'DOWN';
  if (!ends) {
    // On the steps up more comes after a hold, on the steps down less after each; elsewhere hold and rest take turns.
    const isStep = program === Program.Progressive && s.index >= 2 * d.orders.warmUps;
    what = (d.phase.eases ? isStep : !isStep || d.phase.share === 1) ? 'RELAX' : 'MORE';
    if (program === Program.Coach) what = 'BREAK';
  }
  return 'NEXT ' + what + ' IN ' + clockText((ends ? s.leftMs : phaseMs) / 1000);
}

/** Half of the time the buttons, half of the time what comes. */
function next(d: Device): string {
  if ((d.inputs.nowMs / NEXT_MS) & 1 || d.orders.program === Program.Rocking) return 'START=PAUSE LOWER=END';
  return nextChange(d);
}

function askTitle(d: Device): string {
  return d.phase.asks ? 'WELL DONE, NEXT SET' : 'ARE YOU WELL';
}

function askLeft(d: Device): string {
  return 'COMES DOWN IN ' + clockText(secondsLeft(d, ASK_MAX_MS));
}

function score(d: Device): string {
  return '' + d.session.score;
}

function returningTitle(d: Device): string {
  return d.session.stage === Stage.NearFlat ? 'RESTING NEAR FLAT' : 'COMING DOWN';
}

function pull(d: Device): string {
  const s = d.sensed;
  return (s.pull === Validity.Fresh ? wholeText(s.pullN) : UNKNOWN) + 'N';
}

function percent(d: Device): string {
  const s = d.sensed;
  const weightN = d.orders.weightN;
  return (weightN > 0 && s.pull === Validity.Fresh ? wholeText((100 * s.pullN) / weightN) : UNKNOWN) + '%';
}

function timeLeft(_d: Device, leftS: number): string {
  return clockText(leftS);
}

/** Two places are enough: the board never passes 45 degrees. */
function angle(d: Device): string {
  if (!angleTrusted(d)) return '--' + DEGREE;
  const angleDeg = d.sensed.angleDeg;
  const whole = angleDeg > 0 ? (angleDeg + 0.5) | 0 : 0;
  return (whole < 10 ? ' ' : '') + whole + DEGREE;
}

function pullAndAngle(d: Device): string {
  return pull(d) + '   ' + angle(d);
}

function programLeft(_d: Device, leftS: number): string {
  return 'LEFT ' + clockText(leftS);
}

function pauseLeft(d: Device): string {
  return 'COMES DOWN IN ' + clockText(secondsLeft(d, PAUSE_MAX_MS));
}

function restLeft(d: Device): string {
  return clockText(secondsLeft(d, RESTING_MS));
}

function where(d: Device): string {
  return 'STOPPED    ' + pull(d) + '   ' + angle(d);
}

function faultSays(d: Device): string {
  return says(d.book.cause);
}

function faultDoes(d: Device): string {
  return does(d.book.cause);
}

function stopSays(d: Device): string {
  return says(d.safety.cause);
}

function stopDoes(d: Device): string {
  const cause = d.safety.cause;
  return cause === Fault.Panic && !d.ask.panic ? 'NOW IT IS RELEASED' : does(cause);
}

function outcome(d: Device): string {
  if (d.safety.cause !== Fault.None) return says(d.safety.cause);
  return d.session.stopped ? 'STOPPED BY YOU' : 'PROGRAM COMPLETE';
}

function held(d: Device): string {
  return 'HELD ' + clockText(d.session.heldMs / 1000) + ' AT ' + wholeText(meanPullN(d.tally)) + ' N';
}

/** Composed texts in the order of `Say`. */
export const COMPOSERS: readonly ((d: Device, leftS: number) => string)[] = [
  dose,
  totalTime,
  readyFoot,
  countDown,
  raisingTitle,
  holdingTitle,
  returningTitle,
  pull,
  percent,
  timeLeft,
  angle,
  pullAndAngle,
  programLeft,
  pauseLeft,
  restLeft,
  where,
  faultSays,
  faultDoes,
  stopSays,
  stopDoes,
  outcome,
  held,
  relaxingTitle,
  next,
  askTitle,
  askLeft,
  score,
];
