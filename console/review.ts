/** The new calibration beside the old one, and how well it fits: what the technician looks at before accepting. */
import type { AngleView, DraftView, Named, PointView } from './board.ts';

/** Limits of docs/CALIBRATION.md: shares of the 500 N that the device may pull. */
const RESIDUAL_MAX_N = 0.25;
const OTHERS_MAX_N = 0.5;
const GRAVITY_M_PER_S2 = 9.80665;
/** How well tilt, travel and references agree (docs/decisions/0008-angle-calibration-and-jogging.md). */
export const AGREE_DEG = 0.7;
/** How near the tilt comes back to where it was at flat (firmware/calibration/angle.ts). */
const RETURN_DEG = 0.3;

/** One line of the review. Texts have their units; `limit` and `was` may be empty. */
export interface ReviewRow {
  readonly name: string;
  readonly was: string;
  readonly now: string;
  readonly limit: string;
}

function figure(name: string, was: number | undefined, nowN: number, limitN: number): ReviewRow {
  // A calibration from nowhere has no figures: zeros.
  const old = was === undefined || was === 0 ? '' : `${was.toFixed(3)} N`;
  return { name, was: old, now: `${nowN.toFixed(3)} N`, limit: `at most ${limitN} N` };
}

function change(now: number, was: number | undefined): string {
  return was === undefined ? '' : ` (${now >= was ? '+' : ''}${(100 * (now / was - 1)).toFixed(3)} %)`;
}

/** Old against new. */
export function reviewRows(d: DraftView, before: Named | null): ReviewRow[] {
  const old = (name: string): number | undefined => before?.[name];
  const slope = old('countsPerN');
  const zero = old('zeroCounts');
  return [
    {
      name: 'Sensitivity',
      was: slope === undefined ? '' : `${slope.toFixed(3)} counts/N`,
      now: `${d.countsPerN.toFixed(3)} counts/N${change(d.countsPerN, slope)}`,
      limit: '',
    },
    { name: 'Zero', was: zero === undefined ? '' : `${zero} counts`, now: `${d.zeroCounts} counts`, limit: '' },
    figure('Largest residual', old('residualN'), d.residualN, RESIDUAL_MAX_N),
    figure('Hysteresis', old('hysteresisN'), d.hysteresisN, OTHERS_MAX_N),
    figure('Repeatability', old('repeatN'), d.repeatN, OTHERS_MAX_N),
    figure('Zero return', old('zeroReturnN'), d.zeroReturnN, OTHERS_MAX_N),
    figure(`Verification at ${d.verifyKg} kg`, old('verifyN'), d.verifyN, OTHERS_MAX_N),
  ];
}

type Read = Pick<AngleView, 'typedDeg' | 'tiltDeg'>;

/** Zero of the tilt: how much more the sensor says than the inclinometer, without the last look at flat. */
export function tiltZeroDeg(views: readonly Read[]): number {
  return views.slice(0, -1).reduce((sum, v) => sum + v.tiltDeg - v.typedDeg, 0) / (views.length - 1);
}

/** How far the tilt is off at an angle, against flat. */
export function tiltOffDeg(view: Read, flat: Read): number {
  return view.tiltDeg - flat.tiltDeg - (view.typedDeg - flat.typedDeg);
}

/** Old zeros against new, and how well the tilt follows the inclinometer. */
export function angleRows(views: readonly AngleView[], before: Named | null): ReviewRow[] {
  const flat = views[0]!;
  const old = (name: string, unit: string): string => {
    const was = before?.[name];
    return was === undefined ? '' : `${was.toFixed(3)}${unit}`;
  };
  const isLast = (k: number): boolean => k === views.length - 2;
  const off = views.slice(1).map((view, k) => ({
    name: `Tilt at ${view.typedDeg.toFixed(1)}° by inclinometer${isLast(k) ? ', flat again' : ''}`,
    was: '',
    now: `off by ${tiltOffDeg(view, flat).toFixed(2)}°`,
    limit: `at most ${isLast(k) ? RETURN_DEG : AGREE_DEG}°`,
  }));
  const zero = { name: 'Zero of the tilt', was: old('accelZeroDeg', '°'), now: `${tiltZeroDeg(views).toFixed(3)}°` };
  const travel = { name: 'Zero of the travel', was: old('travelZeroMm', ' mm'), now: `${flat.travelMm.toFixed(3)} mm` };
  return [{ ...zero, limit: '' }, { ...travel, limit: '' }, ...off];
}

/** A straight line through readings, for the eye; the device works out its own. */
export interface Line {
  readonly zeroCounts: number;
  readonly countsPerN: number;
}

/** Least squares; null while there are no two different loads. */
export function lineThrough(points: readonly PointView[]): Line | null {
  const loads = points.map(({ massKg }) => massKg * GRAVITY_M_PER_S2);
  const mean = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length;
  const meanN = mean(loads);
  const meanCounts = mean(points.map(({ counts }) => counts));
  const spread = loads.reduce((sum, load) => sum + (load - meanN) ** 2, 0);
  if (!(spread > 0)) return null;
  const both = points.reduce((sum, { counts }, k) => sum + (loads[k]! - meanN) * (counts - meanCounts), 0);
  const countsPerN = both / spread;
  return { countsPerN, zeroCounts: meanCounts - countsPerN * meanN };
}

/** How far each reading is from the line, in newtons; none while there is no line. */
export function residualsN(points: readonly PointView[]): number[] {
  const line = lineThrough(points);
  if (line === null) return [];
  return points.map(({ massKg, counts }) => (counts - line.zeroCounts) / line.countsPerN - massKg * GRAVITY_M_PER_S2);
}

/** How far a reading may be from the line. */
export const RESIDUAL_LIMIT_N = RESIDUAL_MAX_N;
