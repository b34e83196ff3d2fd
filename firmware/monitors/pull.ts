import { Validity } from '../../hal/machine.ts';
import { raise } from '../book.ts';
import { Goal, type Device } from '../device.ts';
import { Fault } from '../faults.ts';
import { Mode } from '../safety.ts';
import { ODD_WORDS, sineOf } from '../sense.ts';
import type { Watch } from '../watch.ts';
import { DEG_PER_RAD } from '../units.ts';

/** Words in a row at the end of the converter's range: one may be a spike, two are not. */
const SATURATED_WORDS = 2;
/** A damaged word resets the converter, which settles for 0.4 s (datasheet): silence beyond that is a fault, also after power-up. */
const SILENT_MS = 600;
const FIRST_WORD_MS = 1000;
const HIGH_WORDS = 2;
/** Words in a row above the trip line that are no cough any more: one second; three while the governor eases off. */
const LASTING_WORDS = 10;
const EASING_WORDS = 30;
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
/**
 * Friction carries what the strap does not show of the weight's share along the board: it grows until the body slides and then stays.
 * A body slides when the pull gains this share of what each of so many degrees in a row adds; one that sticks gains a seventh as
 * it stretches.
 */
const SLIDE_SHARE = 0.6;
const SLIDE_DEG = 1;
const SLIDES = 2;
/** No body is rougher than this (skin and cloth on padding: at most 0.6). */
const FRICTION_MAX = 0.7;
/** What pull and angle may be apart beyond friction: 4 % of capacity for 80 kg, bodies that sweat and shift included. */
const FIT_N = 40;
const FIT_SHARE = 0.05;
/** Low-pass of every fourth word: a second. What is slow is looked at by turns, each in a period of its own. */
const FIT_BLEND = 0.35;
/** The same once the pull is held and was not eased before: what follows can only be small, and the governor follows it. Newtons, and share of the target. */
const HELD_N = 20;
const HELD_SHARE = 0.1;
/**
 * How far words are off the line through their neighbours, averaged over 4 s. A healthy cell has 0.1 N; 11 noise-free bits of 2000 N
 * are 0.3 N, but somebody who wriggles for six seconds makes 4 N. A jolt, as of a cough, counts for no more than the cut.
 */
const NOISE_N = 4.8;
const NOISE_CUT_N = 8;
const NOISE_BLEND = 0.09;
/** After a gap the third word in a row that is this far from the pull before, and by the share of a loss, is not believed. */
const GAP_WORDS = 3;
const GAP_N = 25;
/** So many rejected words or gaps in this time are a damaged line. */
const REJECTS = 4;
const REJECTS_MS = 10000;
/** Words are counted over this time. 10 per second are right, of a converter that is eight times too quick 20 are read. */
const RATE_MS = 500;
const RATE_MIN = 4;
const RATE_MAX = 14;

function watchHigh(d: Device, rawN: number): void {
  const w = d.watch;
  w.highWords++;
  // The first word of a step lies between before and after: that it is high at all is enough.
  const isHard = w.highWords >= HIGH_WORDS && rawN > d.orders.pullHardTripN;
  if (isHard) raise(d.book, Fault.PullTooHigh, d.inputs.nowMs);
  // Easing off is the answer, and the governor has begun with it.
  const mayLast = d.goal === Goal.Govern ? EASING_WORDS : LASTING_WORDS;
  const mayStay = d.motion.speedDegPerS < 0 || d.safety.mode >= Mode.Returning;
  if (w.highWords >= mayLast && !mayStay) raise(d.book, Fault.PullStaysHigh, d.inputs.nowMs);
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

/** A word was rejected, or stayed away. The first one after a quiet time begins the count. */
function watchRejects(d: Device, lost: number): void {
  const w = d.watch;
  const i = d.inputs;
  if (i.nowMs - w.rejectsSinceMs > REJECTS_MS) {
    w.rejectsSinceMs = i.nowMs;
    w.rejectsBefore = w.rejectsSeen;
  }
  w.rejectsSeen = lost;
  if (lost - w.rejectsBefore >= REJECTS) raise(d.book, Fault.LoadCellCorrupt, i.nowMs);
}

/** Looks, degree by degree, whether the body slides. */
function watchSlide(d: Device): void {
  const w = d.watch;
  const turnedDeg = d.sensed.angleDeg - w.markDeg;
  if (turnedDeg < SLIDE_DEG && turnedDeg > -SLIDE_DEG) return;
  const slideN = (SLIDE_SHARE * turnedDeg * d.orders.weightN) / DEG_PER_RAD;
  w.slides = turnedDeg > 0 && w.usualN - w.markN > slideN ? w.slides + 1 : 0;
  w.markDeg = d.sensed.angleDeg;
  w.markN = w.usualN;
}

/**
 * Pull against what weight, angle and friction allow. A load cell that drifts would make the governor climb: the pull it shows no
 * longer fits the angle.
 */
function watchFit(d: Device): void {
  const w = d.watch;
  const weightN = d.orders.weightN;
  w.carriedN += FIT_BLEND * (weightN * sineOf(d.sensed) - d.sensed.pullN - w.carriedN);
  if (d.motion.speedDegPerS < 0) w.eased = true;
  const hangs = w.slides >= SLIDES;
  if (!hangs) {
    if (w.carriedN > w.frictionN) w.frictionN = w.carriedN;
    watchSlide(d);
  } else if (d.governor.settled && !w.held && !w.eased) {
    w.held = true;
    w.frictionN = w.carriedN;
  }
  const fitN = FIT_N + FIT_SHARE * weightN;
  let mostN = FRICTION_MAX * weightN;
  if (w.held) mostN = w.frictionN + HELD_N + HELD_SHARE * d.orders.pullTargetN;
  else if (hangs) mostN = w.frictionN + fitN;
  // After easing, friction pulls the other way.
  const leastN = w.eased ? -w.frictionN - fitN : -fitN;
  if (w.carriedN > mostN || w.carriedN < leastN) raise(d.book, Fault.PullImplausible, d.inputs.nowMs);
}

function watchNoise(d: Device, rawN: number): void {
  const w = d.watch;
  const offN = Math.abs(rawN - 2 * w.pull1N + w.pull2N);
  w.noiseN += NOISE_BLEND * (Math.min(offN, NOISE_CUT_N) - w.noiseN);
  if (d.session.running && w.noiseN > NOISE_N) raise(d.book, Fault.LoadCellNoisy, d.inputs.nowMs);
}

/** Only a drop asks for a closer look: most words are about as large as the ones before. */
function watchSession(d: Device, rawN: number): void {
  const w = d.watch;
  if (w.afterGap > 0) watchAfterGap(d, rawN);
  if (rawN > d.orders.pullTripN) watchHigh(d, rawN);
  else w.highWords = 0;
  if (rawN < LOST_RATIO * w.pull2N || rawN < LOST_RATIO * w.pull3N) watchLost(d, rawN);
  if (w.usualN > LOST_FROM_N && rawN < GONE_RATIO * w.usualN) w.goneAtMs = d.inputs.nowMs;
  w.usualN += USUAL_BLEND * (rawN - w.usualN);
  if ((d.ticks & 3) === 0 && d.safety.mode < Mode.Returning) watchFit(d);
}

/** Words that are no measurement: at the end of the range, or the same for too long. */
function watchUnusable(d: Device): void {
  const s = d.sensed;
  if (s.saturatedCount >= SATURATED_WORDS) raise(d.book, Fault.LoadCellSaturated, d.inputs.nowMs);
  if (s.pull === Validity.Frozen) raise(d.book, Fault.LoadCellFrozen, d.inputs.nowMs);
}

/** A converter that was reset may come back on another channel: what it said before makes no loss of what it says then. */
function noteGap(w: Watch, pullN: number): void {
  w.pull1N = 0;
  w.pull2N = 0;
  w.pull3N = 0;
  w.gapN = pullN;
  w.afterGap = GAP_WORDS;
}

/** The first words after a gap are to say what was said before it. */
function watchAfterGap(d: Device, rawN: number): void {
  const w = d.watch;
  const offN = rawN - w.gapN;
  const mayN = GAP_N + (1 - LOST_RATIO) * w.gapN;
  const isOff = offN > mayN || offN < -mayN;
  w.afterGap = isOff ? w.afterGap - 1 : 0;
  if (isOff && w.afterGap === 0) raise(d.book, Fault.LoadCellCorrupt, d.inputs.nowMs);
}

/** No new word. */
function watchSilence(d: Device): void {
  const s = d.sensed;
  const nowMs = d.inputs.nowMs;
  const silentMs = nowMs - s.pullAtMs;
  if (s.pull === Validity.Stale) noteGap(d.watch, s.pullN);
  if (silentMs > (s.pull === Validity.Absent ? FIRST_WORD_MS : SILENT_MS)) raise(d.book, Fault.LoadCellAbsent, nowMs);
}

/** Load cell: absent, damaged, saturated, frozen, wrong rate; pull: too high, lost, of the wrong sign. */
export function monitorPull(d: Device): void {
  const s = d.sensed;
  const w = d.watch;
  const i = d.inputs;
  const lost = i.loadRejects + s.gaps;
  if (lost !== w.rejectsSeen) watchRejects(d, lost);
  if (!s.newPull) {
    watchSilence(d);
    return;
  }
  if (w.wordsSinceMs === 0 || i.nowMs - w.wordsSinceMs >= RATE_MS) watchRate(d);
  if (s.oddWords >= ODD_WORDS) raise(d.book, Fault.LoadCellCorrupt, i.nowMs);
  if (s.pull !== Validity.Fresh) {
    watchUnusable(d);
    return;
  }
  const rawN = s.pullRawN;
  // Outside of a session nothing hangs in the straps, and nothing is tilted on purpose.
  if (d.session.running) watchSession(d, rawN);
  if ((d.ticks & 3) === 2 && w.pull2N !== 0) watchNoise(d, rawN);
  w.pull3N = w.pull2N;
  w.pull2N = w.pull1N;
  w.pull1N = rawN;
  if (rawN < NEGATIVE_N || w.negativeWords > 0) watchSign(d, rawN);
}
