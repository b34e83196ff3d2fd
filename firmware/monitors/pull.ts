import { Validity } from '../../hal/machine.ts';
import { raise } from '../book.ts';
import type { Device } from '../device.ts';
import { Fault } from '../faults.ts';
import { Mode } from '../safety.ts';

/** Words in a row at the end of the converter's range: one may be a spike, two are not. */
const SATURATED_WORDS = 2;
const HIGH_WORDS = 2;
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
  w.highWords = rawN > d.orders.pullTripN ? w.highWords + 1 : 0;
  if (w.highWords >= HIGH_WORDS) raise(d.book, Fault.PullTooHigh, d.inputs.nowMs);
}

/** A step seen by two words, or a ramp over 0.2 s, from a pull that was no spike itself; not while unloading on purpose. */
function watchLost(d: Device, rawN: number): void {
  const w = d.watch;
  const unloading = d.safety.mode >= Mode.Returning || d.motion.speedDegPerS < 0;
  if (!unloading) {
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
  w.pull3N = w.pull2N;
  w.pull2N = w.pull1N;
  w.pull1N = rawN;
}

function watchSign(d: Device, rawN: number): void {
  const w = d.watch;
  w.negativeWords = rawN < NEGATIVE_N && d.sensed.angleDeg > NEGATIVE_FROM_DEG ? w.negativeWords + 1 : 0;
  if (w.negativeWords >= NEGATIVE_WORDS) raise(d.book, Fault.PullImplausible, d.inputs.nowMs);
}

function watchRate(d: Device): void {
  const w = d.watch;
  const nowMs = d.inputs.nowMs;
  w.wordsSince++;
  if (nowMs - w.wordsSinceMs < RATE_MS) return;
  const perS = (w.wordsSince * 1000) / (nowMs - w.wordsSinceMs);
  if (w.wordsSinceMs > 0 && (perS < RATE_MIN || perS > RATE_MAX)) raise(d.book, Fault.LoadCellRate, nowMs);
  w.wordsSince = 0;
  w.wordsSinceMs = nowMs;
}

function watchRejects(d: Device): void {
  const w = d.watch;
  const i = d.inputs;
  if (i.nowMs - w.rejectsSinceMs > REJECTS_MS) {
    w.rejectsSinceMs = i.nowMs;
    w.rejectsSeen = i.loadRejects;
  } else if (i.loadRejects - w.rejectsSeen >= REJECTS) raise(d.book, Fault.LoadCellCorrupt, i.nowMs);
}

/** Load cell: absent, damaged, saturated, frozen, wrong rate; pull: too high, lost, of the wrong sign. */
export function monitorPull(d: Device): void {
  const s = d.sensed;
  const nowMs = d.inputs.nowMs;
  watchRejects(d);
  if (!s.newPull) {
    if (s.pull === Validity.Stale || (s.pull === Validity.Absent && nowMs > 1000)) {
      raise(d.book, Fault.LoadCellAbsent, nowMs);
    }
    return;
  }
  watchRate(d);
  if (s.saturatedCount >= SATURATED_WORDS) raise(d.book, Fault.LoadCellSaturated, nowMs);
  if (s.pull === Validity.Frozen) raise(d.book, Fault.LoadCellFrozen, nowMs);
  if (s.pull !== Validity.Fresh) return;
  const rawN = s.pullRawN;
  // Outside of a session nothing hangs in the straps, and nothing is tilted on purpose.
  if (d.session.running) {
    watchHigh(d, rawN);
    watchLost(d, rawN);
  }
  if (rawN < NEGATIVE_N || d.watch.negativeWords > 0) watchSign(d, rawN);
}
