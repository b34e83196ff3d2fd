import { Validity } from '../../hal/machine.ts';
import { raise } from '../book.ts';
import type { Device } from '../device.ts';
import { Fault } from '../faults.ts';
import { Mode } from '../safety.ts';
import { ODD_WORDS } from '../sense.ts';

/** Words in a row at the end of the converter's range: one may be a spike, two are not. */
const SATURATED_WORDS = 2;
const HIGH_WORDS = 2;
/** Words in a row above the trip line that are no cough any more: one second. */
const LASTING_WORDS = 10;
/** A pull that falls below this share of the usual one and is too high within this time was no push. */
const GONE_RATIO = 0.5;
const CAUGHT_MS = 1000;
/** Low-pass of the usual pull: a second. */
const USUAL_BLEND = 0.1;
/** A drop by this share within 0.2 s is no relaxation: the strap slipped or a clamp let go. */
const LOST_RATIO = 0.7;
/** Below this pull a drop is not looked for: breathing is as large. */
const LOST_FROM_N = 50;
/** A tilted person cannot push the strap together. */
const NEGATIVE_N = -15;
const NEGATIVE_WORDS = 3;
const NEGATIVE_FROM_DEG = 3;
/** So many rejected words in this time are a damaged line. */
const REJECTS = 3;
const REJECTS_MS = 10000;
/** Words are counted over this time. 10 per second are right; every other one is lost while conversions fall into the reading. */
const RATE_MS = 2000;
const RATE_MIN = 4;
const RATE_MAX = 12;

function watchHigh(d: Device, rawN: number): void {
  const w = d.watch;
  w.highWords++;
  // The first word of a step lies between before and after: that it is high at all is enough.
  const isHard = w.highWords >= HIGH_WORDS && rawN > d.orders.pullHardTripN;
  if (isHard || w.highWords >= LASTING_WORDS) raise(d.book, Fault.PullTooHigh, d.inputs.nowMs);
  // It was gone and is back with a jerk: the strap has slipped, and caught.
  if (w.highWords >= HIGH_WORDS && d.inputs.nowMs - w.goneAtMs < CAUGHT_MS)
    raise(d.book, Fault.PullLost, d.inputs.nowMs);
}

/** A step seen by two words, or a ramp over 0.2 s, from a pull that was no spike itself; not while unloading on purpose. */
function watchLost(d: Device, rawN: number): void {
  const w = d.watch;
  if (d.safety.mode >= Mode.Returning || d.motion.speedDegPerS < 0) return;
  const usualN = LOST_RATIO * w.usualN;
  if (rawN > usualN || w.pull1N > usualN) return;
  const step =
    w.pull2N > LOST_FROM_N &&
    w.pull3N > LOST_RATIO * w.pull2N &&
    rawN < LOST_RATIO * w.pull2N &&
    w.pull1N < LOST_RATIO * w.pull2N;
  const ramp =
    w.pull3N > LOST_FROM_N &&
    w.pull2N > LOST_RATIO * w.pull3N &&
    rawN < LOST_RATIO * w.pull3N &&
    w.pull1N < LOST_RATIO * w.pull3N;
  if (step || ramp) raise(d.book, Fault.PullLost, d.inputs.nowMs);
}

function watchSign(d: Device, rawN: number): void {
  const w = d.watch;
  w.negativeWords = rawN < NEGATIVE_N && d.sensed.angleDeg > NEGATIVE_FROM_DEG ? w.negativeWords + 1 : 0;
  if (w.negativeWords >= NEGATIVE_WORDS) raise(d.book, Fault.PullImplausible, d.inputs.nowMs);
}

function watchRate(d: Device): void {
  const w = d.watch;
  const i = d.inputs;
  const perS = ((i.loadCount - w.wordsBefore) * 1000) / (i.nowMs - w.wordsSinceMs);
  if (w.wordsSinceMs > 0 && (perS < RATE_MIN || perS > RATE_MAX)) raise(d.book, Fault.LoadCellRate, i.nowMs);
  w.wordsBefore = i.loadCount;
  w.wordsSinceMs = i.nowMs;
}

/** A word was rejected. The first one after a quiet time begins the count. */
function watchRejects(d: Device): void {
  const w = d.watch;
  const i = d.inputs;
  if (i.nowMs - w.rejectsSinceMs > REJECTS_MS) {
    w.rejectsSinceMs = i.nowMs;
    w.rejectsBefore = w.rejectsSeen;
  }
  w.rejectsSeen = i.loadRejects;
  if (i.loadRejects - w.rejectsBefore >= REJECTS) raise(d.book, Fault.LoadCellCorrupt, i.nowMs);
}

/** Only a drop asks for a closer look: most words are about as large as the ones before. */
function watchSession(d: Device, rawN: number): void {
  const w = d.watch;
  if (rawN > d.orders.pullTripN) watchHigh(d, rawN);
  else w.highWords = 0;
  if (rawN < LOST_RATIO * w.pull2N || rawN < LOST_RATIO * w.pull3N) watchLost(d, rawN);
  if (w.usualN > LOST_FROM_N && rawN < GONE_RATIO * w.usualN) w.goneAtMs = d.inputs.nowMs;
  w.usualN += USUAL_BLEND * (rawN - w.usualN);
  w.pull3N = w.pull2N;
  w.pull2N = w.pull1N;
  w.pull1N = rawN;
}

/** Words that are no measurement: at the end of the range, or the same for too long. */
function watchUnusable(d: Device): void {
  const s = d.sensed;
  if (s.saturatedCount >= SATURATED_WORDS) raise(d.book, Fault.LoadCellSaturated, d.inputs.nowMs);
  if (s.pull === Validity.Frozen) raise(d.book, Fault.LoadCellFrozen, d.inputs.nowMs);
}

/** No new word: two in a row are a cell that does not answer. */
function watchSilence(d: Device): void {
  const s = d.sensed;
  const nowMs = d.inputs.nowMs;
  if (s.pull === Validity.Stale || (s.pull === Validity.Absent && nowMs > 1000)) {
    raise(d.book, Fault.LoadCellAbsent, nowMs);
  }
}

/** Load cell: absent, damaged, saturated, frozen, wrong rate; pull: too high, lost, of the wrong sign. */
export function monitorPull(d: Device): void {
  const s = d.sensed;
  const w = d.watch;
  const i = d.inputs;
  if (i.loadRejects !== w.rejectsSeen) watchRejects(d);
  if (!s.newPull) {
    watchSilence(d);
    return;
  }
  if (i.nowMs - w.wordsSinceMs >= RATE_MS) watchRate(d);
  if (s.oddWords >= ODD_WORDS) raise(d.book, Fault.LoadCellCorrupt, i.nowMs);
  if (s.pull !== Validity.Fresh) {
    watchUnusable(d);
    return;
  }
  const rawN = s.pullRawN;
  // Outside of a session nothing hangs in the straps, and nothing is tilted on purpose.
  if (d.session.running) watchSession(d, rawN);
  if (rawN < NEGATIVE_N || w.negativeWords > 0) watchSign(d, rawN);
}
