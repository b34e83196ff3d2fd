/**
 * Jerk-limited motion on one axis, in degrees and seconds. A plan is a list of segments of constant jerk, computed once
 * and then evaluated at any instant; nothing is integrated tick by tick, so nothing drifts.
 *
 * Two kinds of plan are enough: the time-optimal move from rest to rest, and a change of speed from any state. A new
 * target while moving is reached by easing to rest first.
 */

const SEGMENTS_MAX = 7;

/** A plan, and where it stands at the last evaluation. Written in place. */
export interface Motion {
  angleDeg: number;
  speedDegPerS: number;
  accelDegPerS2: number;
  /** True once the plan has ended, at rest. */
  atRest: boolean;
  startMs: number;
  /** Segments in use, and the one of the last evaluation. */
  count: number;
  current: number;
  /** Per segment: jerk, instant of its end in s after the start, and the state at its start. */
  jerk: Float64Array;
  endS: Float64Array;
  angle: Float64Array;
  speed: Float64Array;
  accel: Float64Array;
  /** State at the end of the plan. */
  finalDeg: number;
  finalDegPerS: number;
  /** Of a move that is planned by halves: one ramp, its bends, and the way between the ramps. */
  rampS: number;
  bendS: number;
  cruiseS: number;
}

/** At rest at 0 degrees. */
export function newMotion(): Motion {
  return {
    angleDeg: 0,
    speedDegPerS: 0,
    accelDegPerS2: 0,
    atRest: true,
    startMs: 0,
    count: 0,
    current: 0,
    jerk: new Float64Array(SEGMENTS_MAX),
    endS: new Float64Array(SEGMENTS_MAX),
    angle: new Float64Array(SEGMENTS_MAX),
    speed: new Float64Array(SEGMENTS_MAX),
    accel: new Float64Array(SEGMENTS_MAX),
    finalDeg: 0,
    finalDegPerS: 0,
    rampS: 0,
    bendS: 0,
    cruiseS: 0,
  };
}

/** Time of one ramp between rest and the peak speed of a rest-to-rest move of this length. */
function rampS(distanceDeg: number, speed: number, accel: number, jerk: number): number {
  const cornerS = accel / jerk;
  const fullS = speed * jerk >= accel * accel ? cornerS + speed / accel : 2 * Math.sqrt(speed / jerk);
  if (distanceDeg >= speed * fullS) return fullS;
  // Too short for the full speed: two ramps back to back, with or without a stretch of full acceleration.
  const triangleS = Math.pow((4 * distanceDeg) / jerk, 1 / 3);
  if (triangleS <= 2 * cornerS) return triangleS;
  return (cornerS + Math.sqrt(cornerS * cornerS + (4 * distanceDeg) / accel)) / 2;
}

/** Peak speed that a ramp of this duration ends in. */
function peakDegPerS(ramp: number, accel: number, jerk: number): number {
  const cornerS = accel / jerk;
  return ramp <= 2 * cornerS ? (jerk * ramp * ramp) / 4 : accel * (ramp - cornerS);
}

/** Duration of the time-optimal rest-to-rest move in seconds: distance over peak speed plus one ramp. */
export function moveDurationS(distanceDeg: number, speed: number, accel: number, jerk: number): number {
  if (!(distanceDeg > 0)) return 0;
  const ramp = rampS(distanceDeg, speed, accel, jerk);
  return distanceDeg / peakDegPerS(ramp, accel, jerk) + ramp;
}

function begin(m: Motion, nowMs: number): void {
  m.startMs = nowMs;
  m.count = 0;
  m.current = 0;
  m.atRest = false;
}

/** Appends a segment of constant jerk and carries the final state to its end. Segments of no length are left out. */
function append(m: Motion, jerk: number, lengthS: number): void {
  if (!(lengthS > 0)) return;
  const k = m.count;
  const v = m.finalDegPerS;
  const a = m.accelDegPerS2;
  m.jerk[k] = jerk;
  m.endS[k] = (k > 0 ? m.endS[k - 1] : 0) + lengthS;
  m.angle[k] = m.finalDeg;
  m.speed[k] = v;
  m.accel[k] = a;
  m.finalDeg += lengthS * (v + lengthS * (a / 2 + (lengthS * jerk) / 6));
  m.finalDegPerS = v + lengthS * (a + (lengthS * jerk) / 2);
  m.accelDegPerS2 = a + lengthS * jerk;
  m.count = k + 1;
}

/** Stands still at an angle: what the motion is while the drive is off. */
export function stand(m: Motion, angleDeg: number): void {
  m.count = 0;
  m.angleDeg = angleDeg;
  m.finalDeg = angleDeg;
  m.finalDegPerS = 0;
  m.speedDegPerS = 0;
  m.accelDegPerS2 = 0;
  m.atRest = true;
}

/**
 * First half of the time-optimal move from rest at the present angle to a target, up to its greatest speed. Limits are
 * magnitudes. The motion stays at rest until the other half is planned: together they take too long for one period.
 */
export function beginMove(m: Motion, targetDeg: number, speed: number, accel: number, jerk: number): void {
  stand(m, m.angleDeg);
  const distanceDeg = Math.abs(targetDeg - m.angleDeg);
  m.rampS = 0;
  if (!(distanceDeg > 0)) return;
  const j = targetDeg > m.angleDeg ? jerk : -jerk;
  const ramp = rampS(distanceDeg, speed, accel, jerk);
  const bend = Math.min(accel / jerk, ramp / 2);
  m.rampS = ramp;
  m.bendS = bend;
  m.cruiseS = distanceDeg / peakDegPerS(ramp, accel, jerk) - ramp;
  m.current = 0;
  append(m, j, bend);
  append(m, 0, ramp - 2 * bend);
  append(m, -j, bend);
  m.accelDegPerS2 = 0;
}

/** The other half: the motion begins at this instant. */
export function endMove(m: Motion, targetDeg: number, jerk: number, nowMs: number): void {
  if (!(m.rampS > 0)) return;
  const j = targetDeg > m.angleDeg ? jerk : -jerk;
  m.startMs = nowMs;
  m.atRest = false;
  append(m, 0, m.cruiseS);
  append(m, -j, m.bendS);
  append(m, 0, m.rampS - 2 * m.bendS);
  append(m, j, m.bendS);
  // The last bits of rounding go: the plan ends exactly at its target, at rest.
  m.finalDeg = targetDeg;
  m.finalDegPerS = 0;
  m.accelDegPerS2 = 0;
}

/** Plans the time-optimal move from rest at the present angle to a target. Limits are magnitudes. */
export function moveTo(m: Motion, targetDeg: number, speed: number, accel: number, jerk: number, nowMs: number): void {
  beginMove(m, targetDeg, speed, accel, jerk);
  endMove(m, targetDeg, jerk, nowMs);
}

/** Plans the quickest change to a speed (signed) from whatever the motion does now. Limits are magnitudes. */
export function changeSpeed(m: Motion, targetDegPerS: number, accel: number, jerk: number, nowMs: number): void {
  const v = m.speedDegPerS;
  const a = m.accelDegPerS2;
  begin(m, nowMs);
  m.finalDeg = m.angleDeg;
  m.finalDegPerS = v;
  const sign = targetDegPerS >= v + (a * Math.abs(a)) / (2 * jerk) ? 1 : -1;
  const along = sign * a;
  const wantedPeak = Math.sqrt(Math.max(0, sign * jerk * (targetDegPerS - v) + (a * a) / 2));
  const peak = Math.max(Math.min(wantedPeak, accel), along);
  const riseS = (peak - along) / jerk;
  const fallS = peak / jerk;
  const gained = ((along + peak) / 2) * riseS + (peak / 2) * fallS;
  append(m, sign * jerk, riseS);
  append(m, 0, wantedPeak > accel ? (sign * (targetDegPerS - v) - gained) / peak : 0);
  append(m, -sign * jerk, fallS);
  m.finalDegPerS = targetDegPerS;
  m.accelDegPerS2 = a;
}

function finish(m: Motion, elapsedS: number): void {
  const beyondS = elapsedS - (m.count > 0 ? m.endS[m.count - 1] : 0);
  m.angleDeg = m.finalDeg + m.finalDegPerS * beyondS;
  m.speedDegPerS = m.finalDegPerS;
  m.accelDegPerS2 = 0;
  m.atRest = m.finalDegPerS === 0;
}

/** Lets a plan that has not begun to move wait: it starts from this instant. */
export function holdPlan(m: Motion, nowMs: number): void {
  m.startMs = nowMs;
}

/** Evaluates the plan at an instant not before the last one. After its end the final speed goes on. */
export function advance(m: Motion, nowMs: number): void {
  if (m.atRest) return;
  const elapsedS = (nowMs - m.startMs) / 1000;
  let k = m.current;
  while (k < m.count && elapsedS >= m.endS[k]) k++;
  m.current = k;
  if (k >= m.count) {
    finish(m, elapsedS);
    return;
  }
  const t = k > 0 ? elapsedS - m.endS[k - 1] : elapsedS;
  const j = m.jerk[k];
  const a = m.accel[k];
  const v = m.speed[k];
  m.angleDeg = m.angle[k] + t * (v + t * (a / 2 + (t * j) / 6));
  m.speedDegPerS = v + t * (a + (t * j) / 2);
  m.accelDegPerS2 = a + t * j;
}
