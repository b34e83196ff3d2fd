/** What the figures shall be, and whether they are. */
import { TICK_MS } from '../../firmware/limits.ts';
import type { Figures } from './figures.ts';

/**
 * Design choice: less than a sixth of the 400 KB that the board keeps for programs, so that old and new fit side by side. It was
 * a seventh before jogging, the calibration of the angle, the radio and the upload; what bounds the firmware is variables and time.
 */
export const BUNDLE_MAX_BYTES = 60 * 1024;
/** Half of the 12,000 variables of the board (Jolt.js). */
export const VARIABLES_MAX = 6000;
/** The rest of a period is for the interpreter's idle loop, its radio, and what an estimate may miss. */
export const TICK_SHARE_MAX = 0.5;
const NODE_MIN = 5000;
const NODE_OVER_AVR_MIN = 2000;
const ESPRUINO_MIN = 20;
const PLANNER_RATIO_MAX = 1.005;

/** The first session fills texts and lists that stay; growth from session to session is a matter of the tests. */
const LEFT_SHARE_MAX = 0.01;

/** One goal; value and verdict are null where nothing was measured. */
export interface Goal {
  readonly name: string;
  readonly unit: string;
  readonly value: number | null;
  readonly atLeast?: number;
  readonly atMost?: number;
  readonly met: boolean | null;
}

function goal(
  name: string,
  unit: string,
  value: number | null | undefined,
  bound: Pick<Goal, 'atLeast' | 'atMost'>,
): Goal {
  if (value === null || value === undefined) return { name, unit, value: null, ...bound, met: null };
  return {
    name,
    unit,
    value,
    ...bound,
    met: value >= (bound.atLeast ?? -Infinity) && value <= (bound.atMost ?? Infinity),
  };
}

/** Both by processor time of one core. */
export function nodeOverAvr({ node, avr8js }: Figures): number | null {
  return node === null || avr8js === null ? null : node.perCpuS / avr8js.perCpuS;
}

export function goalsOf(figures: Figures): Goal[] {
  const { node, espruino, planner, ticks, variables, bundleBytes } = figures;
  const share = ticks === null ? null : ticks.worst.boardMs / TICK_MS;
  return [
    goal('Node engine', 'times real time', node?.perCpuS, { atLeast: NODE_MIN }),
    goal('Node engine over avr8js', 'times', nodeOverAvr(figures), { atLeast: NODE_OVER_AVR_MIN }),
    goal('Espruino engine', 'times real time', espruino?.perWallS, { atLeast: ESPRUINO_MIN }),
    goal('planner, worst move over the optimum', 'times', planner?.worstRatio, { atMost: PLANNER_RATIO_MAX }),
    goal('worst tick, estimated share of its period', 'of the period', share, { atMost: TICK_SHARE_MAX }),
    goal('bundle', 'bytes', bundleBytes, { atMost: BUNDLE_MAX_BYTES }),
    goal('variables at the peak of a session', 'variables', variables?.peak, { atMost: VARIABLES_MAX }),
    goal(
      'variables that a session leaves behind',
      'of the variables after boot',
      variables === null ? null : variables.afterSession / variables.afterBoot - 1,
      { atMost: LEFT_SHARE_MAX },
    ),
  ];
}
