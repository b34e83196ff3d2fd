/** The planner against the optimum, found by another way: bisection on the peak speed of two symmetric ramps. */
import { moveTo, newMotion, stand } from '../../firmware/motion.ts';
import { Random } from '../random.ts';

const SEED = 20260101;
/** Halvings of the search: what is left of the fastest speed is below 1e-17. */
const HALVINGS = 60;

export interface PlannerFigures {
  readonly moves: number;
  /** Longest planned duration over the shortest possible one. */
  readonly worstRatio: number;
  readonly movesPerS: number;
}

/** Shortest duration of a rest-to-rest move under limits of speed, acceleration and jerk. */
export function optimumS(distanceDeg: number, speed: number, accel: number, jerk: number): number {
  const rampS = (peak: number): number =>
    peak * jerk >= accel * accel ? accel / jerk + peak / accel : 2 * Math.sqrt(peak / jerk);
  if (distanceDeg >= speed * rampS(speed)) return rampS(speed) + distanceDeg / speed;
  let low = 0;
  let high = speed;
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    if (middle * rampS(middle) < distanceDeg) low = middle;
    else high = middle;
  }
  return 2 * rampS(high);
}

interface Move {
  readonly fromDeg: number;
  readonly toDeg: number;
  readonly speed: number;
  readonly accel: number;
  readonly jerk: number;
}

/** Within and around the limits of the device; a third of the moves are short corrections. */
function randomMove(random: Random): Move {
  const fromDeg = 45 * random.unit();
  const isShort = random.unit() < 1 / 3;
  return {
    fromDeg,
    toDeg: isShort ? fromDeg + 0.1 * (random.unit() - 0.5) : 45 * random.unit(),
    speed: 0.2 + 1.3 * random.unit(),
    accel: 0.1 + 0.9 * random.unit(),
    jerk: 0.1 + 2 * random.unit(),
  };
}

export function measurePlanner(moves: number): PlannerFigures {
  const random = new Random(SEED);
  const made = Array.from({ length: moves }, () => randomMove(random));
  const plannedS = new Float64Array(moves);
  const motion = newMotion();
  const before = process.cpuUsage();
  for (let i = 0; i < moves; i++) {
    const { fromDeg, toDeg, speed, accel, jerk } = made[i]!;
    stand(motion, fromDeg);
    moveTo(motion, toDeg, speed, accel, jerk, 0);
    plannedS[i] = motion.count > 0 ? motion.endS[motion.count - 1]! : 0;
  }
  const spent = process.cpuUsage(before);
  let worstRatio = 0;
  made.forEach(({ fromDeg, toDeg, speed, accel, jerk }, i) => {
    worstRatio = Math.max(worstRatio, plannedS[i]! / optimumS(Math.abs(toDeg - fromDeg), speed, accel, jerk));
  });
  return { moves, worstRatio, movesPerS: moves / ((spent.user + spent.system) / 1e6) };
}
