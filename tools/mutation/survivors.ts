/**
 * Mutants of the code that protects the person which no test can see, each with the reason. `npm run mutation` fails on one that
 * lives and is not here, and on one that is here and does not live any more.
 */
export interface Survivor {
  readonly file: string;
  /** The line in which it begins, trimmed. */
  readonly line: string;
  readonly from: string;
  readonly to: string;
  readonly why: string;
}

/** Mutants of one line that live for one reason: what stands there, and what instead. */
function mutants(
  file: string,
  line: string,
  why: string,
  ...changes: readonly (readonly [string, string])[]
): Survivor[] {
  return changes.map(([from, to]) => ({ file, line, from, to, why }));
}

const BOOK = 'firmware/book.ts';
const PULL = 'firmware/monitors/pull.ts';

const MOTION = 'firmware/motion.ts';

const MEETING = 'where the two formulas meet they give the same, but for the last bits';
const DROP_AGAIN = 'what is called asks the same of the same words once more; this only saves its time';
const SIGN_AGAIN = 'what is called sets the count to 0 then, which it is already; this only saves its time';

export const SURVIVORS: readonly Survivor[] = [
  mutants(
    'firmware/gate.ts',
    'else if (wishDuty > 0 && (!permit.up || !(angleDeg < ANGLE_CAP_DEG) || endHigh)) out.duty = 0;',
    'a duty of 0 is made 0',
    ['wishDuty > 0', 'wishDuty >= 0'],
  ),
  mutants(
    'firmware/sense.ts',
    'const isOk = ratio > TRAVEL_RATIO_MIN && ratio < TRAVEL_RATIO_MAX && angleDeg > -10;',
    'no reading gives these very bits; the board has its stop far above',
    ['angleDeg > -10', 'angleDeg >= -10'],
  ),
  mutants(
    BOOK,
    'while (k > 0 && book.codes[k - 1] > code) {',
    'before the first code of the list is undefined, which is greater than nothing',
    ['k > 0', 'true'],
    ['k > 0', 'k >= 0'],
  ),
  mutants(
    BOOK,
    'while (k > 0 && book.codes[k - 1] > code) {',
    'no code stands in the list twice: only one that is not latched comes here',
    ['book.codes[k - 1] > code', 'book.codes[k - 1] >= code'],
  ),
  mutants(
    BOOK,
    'if (kept < before) recount(book);',
    'counting again what has not changed gives the same; this only saves its time',
    ['kept < before', 'true'],
    ['kept < before', 'kept <= before'],
  ),
  mutants(
    'firmware/monitors/drive.ts',
    'const down = m.speedDegPerS < 0 || (m.speedDegPerS === 0 && d.outputs.duty < 0);',
    'a duty of 0 was dealt with before',
    ['d.outputs.duty < 0', 'd.outputs.duty <= 0'],
  ),
  mutants(
    'firmware/monitors/drive.ts',
    'const against = duty > 0 ? speed < -AGAINST_DEG_PER_S : speed > AGAINST_DEG_PER_S;',
    'a duty of 0 was dealt with before',
    ['duty > 0', 'duty >= 0'],
  ),
  mutants(
    PULL,
    'w.slides = turnedDeg > 0 && w.usualN - w.markN > slideN ? w.slides + 1 : 0;',
    'less than a degree has returned before',
    ['turnedDeg > 0', 'turnedDeg >= 0'],
  ),
  mutants(PULL, 'if (w.carriedN > w.frictionN) w.frictionN = w.carriedN;', 'a number takes the place of its equal', [
    'w.carriedN > w.frictionN',
    'w.carriedN >= w.frictionN',
  ]),
  mutants(
    PULL,
    'if (w.afterGap > 0) watchAfterGap(d, rawN);',
    'a count that begins at 0 falls below and never meets the 0 that raises',
    ['w.afterGap > 0', 'true'],
    ['w.afterGap > 0', 'w.afterGap >= 0'],
  ),
  mutants(
    PULL,
    'if (rawN < LOST_RATIO * w.pull2N || rawN < LOST_RATIO * w.pull3N) watchLost(d, rawN);',
    DROP_AGAIN,
    ['rawN < LOST_RATIO * w.pull2N || rawN < LOST_RATIO * w.pull3N', 'true'],
    ['rawN < LOST_RATIO * w.pull2N', 'rawN <= LOST_RATIO * w.pull2N'],
    ['rawN < LOST_RATIO * w.pull3N', 'rawN <= LOST_RATIO * w.pull3N'],
  ),
  mutants(
    PULL,
    'if (rawN < NEGATIVE_N || w.negativeWords > 0) watchSign(d, rawN);',
    SIGN_AGAIN,
    ['rawN < NEGATIVE_N || w.negativeWords > 0', 'true'],
    ['rawN < NEGATIVE_N', 'rawN <= NEGATIVE_N'],
    ['w.negativeWords > 0', 'w.negativeWords >= 0'],
  ),
  mutants(
    MOTION,
    'const fullS = speed * jerk >= accel * accel ? cornerS + speed / accel : 2 * Math.sqrt(speed / jerk);',
    MEETING,
    ['speed * jerk >= accel * accel', 'speed * jerk > accel * accel'],
  ),
  mutants(MOTION, 'if (distanceDeg >= speed * fullS) return fullS;', MEETING, [
    'distanceDeg >= speed * fullS',
    'distanceDeg > speed * fullS',
  ]),
  mutants(MOTION, 'if (triangleS <= 2 * cornerS) return triangleS;', MEETING, [
    'triangleS <= 2 * cornerS',
    'triangleS < 2 * cornerS',
  ]),
  mutants(MOTION, 'return ramp <= 2 * cornerS ? (jerk * ramp * ramp) / 4 : accel * (ramp - cornerS);', MEETING, [
    'ramp <= 2 * cornerS',
    'ramp < 2 * cornerS',
  ]),
  // The line stands in both halves of a move.
  ...[1, 2].map(() =>
    mutants(
      MOTION,
      'const j = targetDeg > m.angleDeg ? jerk : -jerk;',
      'a target where the board is has returned before: its ramp has no length',
      ['targetDeg > m.angleDeg', 'targetDeg >= m.angleDeg'],
    ),
  ),
  mutants(
    MOTION,
    'const sign = targetDegPerS >= v + (a * Math.abs(a)) / (2 * jerk) ? 1 : -1;',
    'a speed that the acceleration leads to by itself has the same one bend, whichever way it is worked out',
    ['targetDegPerS >= v + (a * Math.abs(a)) / (2 * jerk)', 'targetDegPerS > v + a * Math.abs(a) / (2 * jerk)'],
  ),
  mutants(
    MOTION,
    'append(m, 0, wantedPeak > accel ? (sign * (targetDegPerS - v) - gained) / peak : 0);',
    'of a peak that is just reached there is no middle: its length is 0, but for the last bits',
    ['wantedPeak > accel', 'wantedPeak >= accel'],
  ),
  mutants(
    MOTION,
    'while (k < m.count && elapsedS >= m.endS[k]) k++;',
    'what is read beyond the last segment stops or goes on, and either is the end of the plan',
    ['k < m.count', 'true'],
    ['k < m.count', 'k <= m.count'],
  ),
].flat();
