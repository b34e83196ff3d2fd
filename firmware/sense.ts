import { Validity, type Inputs } from '../hal/machine.ts';
import { angleOfTravelDeg, travelPerDegMm } from './linkage.ts';
import { Cal } from './records.ts';
import { DEG_PER_RAD } from './units.ts';

/** Stroke seen by the potentiometer, dead ends included, and the dead end below flat (reference rig, docs/ARCHITECTURE.md). */
const TRAVEL_SPAN_MM = 520;
const TRAVEL_DEAD_MM = 10;
/** Outside of these shares of the supply the wiper is cut or shorted: the dead ends are never reached mechanically. */
const TRAVEL_RATIO_MIN = 0.008;
const TRAVEL_RATIO_MAX = 0.98;

/** Converter words at either end of its range (HX711 datasheet, output coding). */
const COUNTS_MAX = 8388607;
const COUNTS_MIN = -8388608;
/** Two sample periods at 10 per second and half a tick: later, the pull is not measured. */
const PULL_STALE_MS = 250;
/** Pulses too many leave ones at the end of a word; so many odd words in a row are chance once in three years of use. */
export const ODD_WORDS = 30;
/** As many identical words in a row do not happen: the converter's noise is tens of counts (datasheet). */
const FROZEN_WORDS = 8;
/** A step of the pull larger than this is believed only at the third word in a row. */
const SPIKE_N = 25;
/** A converter that was reset within a word answers with ones from there on: a word that ends in twelve is believed so close alone. */
const CUT_BITS = 4095;
const CUT_N = 2;
/** Low-pass of the pull between words: 0.4 leaves 1 % of a step after 9 words and halves the noise. */
const PULL_BLEND = 0.4;
/** Low-pass of the tilt sensor. */
const TILT_BLEND = 0.5;
/** A reading this far from 1 g is a knock, not a tilt, for this many readings. */
const KNOCK_MG = 60;
const KNOCK_READINGS = 4;
/** The lever changes by 2 % in this angle; worked out anew only then, it costs three roots and sines. */
const LEVER_DEG = 0.5;

/** What the device believes about the board and the pull. Valid only where the flags say so. */
export interface Sensed {
  /** Board angle from the actuator's travel: fast, used for control. */
  angleDeg: number;
  angleOk: boolean;
  /** Board angle from gravity, low-passed: the independent second opinion. */
  tiltDeg: number;
  tiltOk: boolean;
  /** The same of the last reading alone. */
  tiltRawDeg: number;
  /** Magnitude of the acceleration, for plausibility. */
  gravityMg: number;
  newTilt: boolean;
  speedDegPerS: number;
  travelPerDegMm: number;
  /** Sine of the angle at which the lever was worked out. */
  leverSine: number;
  /** Pull, filtered, and the unfiltered last word. */
  pullN: number;
  pullRawN: number;
  pull: Validity;
  newPull: boolean;
  pullAtMs: number;
  /** Bookkeeping of the filters. */
  beforeDeg: number;
  beforeAtMs: number;
  angleAtMs: number;
  leverAtDeg: number;
  accelSeen: number;
  loadSeen: number;
  lastCounts: number;
  sameCounts: number;
  saturatedCount: number;
  spikes: number;
  knocks: number;
  /** Odd words in a row. */
  oddWords: number;
  pullStarted: boolean;
  /** How often words stayed away for longer than they may. */
  gaps: number;
}

export function newSensed(): Sensed {
  return {
    angleDeg: 0,
    angleOk: false,
    tiltDeg: 0,
    tiltOk: false,
    tiltRawDeg: 0,
    gravityMg: 0,
    newTilt: false,
    speedDegPerS: 0,
    travelPerDegMm: 5,
    leverSine: 0,
    pullN: 0,
    pullRawN: 0,
    pull: Validity.Absent,
    newPull: false,
    pullAtMs: 0,
    beforeDeg: 0,
    beforeAtMs: 0,
    angleAtMs: 0,
    leverAtDeg: -90,
    accelSeen: 0,
    loadSeen: 0,
    lastCounts: 0,
    sameCounts: 0,
    saturatedCount: 0,
    spikes: 0,
    knocks: 0,
    oddWords: 0,
    pullStarted: false,
    gaps: 0,
  };
}

/** Speed over the last two ticks; 0 until there are two. */
function senseSpeed(s: Sensed, angleDeg: number, nowMs: number): void {
  const overMs = nowMs - s.beforeAtMs;
  s.speedDegPerS = s.angleOk && overMs > 0 ? ((angleDeg - s.beforeDeg) * 1000) / overMs : 0;
  s.beforeDeg = s.angleOk ? s.angleDeg : angleDeg;
  s.beforeAtMs = s.angleAtMs;
  s.angleAtMs = nowMs;
}

/** Travel as the potentiometer has it, without its zero. */
export function rawTravelMm(i: Inputs): number {
  return i.travelRatio * TRAVEL_SPAN_MM - TRAVEL_DEAD_MM;
}

/** Travel to angle and speed. `cal` is a calibration record. */
export function senseAngle(s: Sensed, i: Inputs, cal: readonly number[]): void {
  const ratio = i.travelRatio;
  const angleDeg = angleOfTravelDeg(ratio * TRAVEL_SPAN_MM - TRAVEL_DEAD_MM - cal[Cal.TravelZeroMm]);
  // NaN fails every comparison, so an impossible triangle is invalid too.
  const isOk = ratio > TRAVEL_RATIO_MIN && ratio < TRAVEL_RATIO_MAX && angleDeg > -10;
  if (isOk) {
    senseSpeed(s, angleDeg, i.nowMs);
    s.angleDeg = angleDeg;
  }
  s.angleOk = isOk;
}

/** Gravity to tilt, when there is a new reading. */
export function senseTilt(s: Sensed, i: Inputs, cal: readonly number[]): void {
  s.newTilt = i.accelCount !== s.accelSeen;
  if (!s.newTilt) return;
  s.accelSeen = i.accelCount;
  const x = i.accelXMg;
  const z = i.accelZMg;
  const tiltDeg = Math.atan2(x, z) * DEG_PER_RAD - cal[Cal.AccelZeroDeg];
  s.tiltRawDeg = tiltDeg;
  s.gravityMg = Math.sqrt(x * x + i.accelYMg * i.accelYMg + z * z);
  const offMg = s.gravityMg - 1000;
  s.knocks = offMg > KNOCK_MG || offMg < -KNOCK_MG ? s.knocks + 1 : 0;
  if (s.knocks === 0 || s.knocks >= KNOCK_READINGS) {
    s.tiltDeg += (s.tiltOk ? TILT_BLEND : 1) * (tiltDeg - s.tiltDeg);
    s.tiltOk = true;
  }
  const turnedDeg = s.angleDeg - s.leverAtDeg;
  if (turnedDeg < LEVER_DEG && turnedDeg > -LEVER_DEG) return;
  s.leverAtDeg = s.angleDeg;
  s.travelPerDegMm = travelPerDegMm(s.angleDeg);
  s.leverSine = Math.sin(s.angleDeg / DEG_PER_RAD);
}

function acceptPull(s: Sensed, pullN: number): void {
  s.pullRawN = pullN;
  const stepN = pullN - s.pullN;
  const isFar = stepN > CUT_N || stepN < -CUT_N;
  if (!s.pullStarted || s.spikes >= 2) {
    s.pullN = pullN;
    s.pullStarted = true;
    s.spikes = 0;
  } else if (isFar && ((s.lastCounts & CUT_BITS) === CUT_BITS || stepN > SPIKE_N || stepN < -SPIKE_N)) {
    s.spikes++;
  } else {
    s.pullN += PULL_BLEND * stepN;
    s.spikes = 0;
  }
}

/** Sine of the board's angle, as far as it is worked out: within 0.003, two newtons of 80 kg. */
export function sineOf(s: Sensed): number {
  return s.leverSine + (s.angleDeg - s.leverAtDeg) / DEG_PER_RAD;
}

/** Converter word to pull, when there is a new one. Without a calibration the pull is in raw counts and never used. */
export function sensePull(s: Sensed, i: Inputs, cal: readonly number[]): void {
  s.newPull = i.loadCount !== s.loadSeen;
  if (!s.newPull) {
    const isOld = s.pull === Validity.Stale || s.pull === Validity.Absent;
    if (isOld || i.nowMs - s.pullAtMs <= PULL_STALE_MS) return;
    s.pull = Validity.Stale;
    s.gaps++;
    // A converter that was reset within a word answers with ones, and then is silent.
    s.saturatedCount = 0;
    return;
  }
  s.loadSeen = i.loadCount;
  s.pullAtMs = i.nowMs;
  const counts = i.loadCounts;
  if (counts === s.lastCounts) s.sameCounts++;
  else s.sameCounts = 0;
  s.lastCounts = counts;
  s.oddWords = counts & 1 ? s.oddWords + 1 : 0;
  if (counts >= COUNTS_MAX || counts <= COUNTS_MIN) {
    s.saturatedCount++;
    s.pull = Validity.Saturated;
    return;
  }
  s.saturatedCount = 0;
  s.pull = s.sameCounts >= FROZEN_WORDS - 1 ? Validity.Frozen : Validity.Fresh;
  acceptPull(s, (counts - cal[Cal.ZeroCounts]) / cal[Cal.CountsPerN]);
}
