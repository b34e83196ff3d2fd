/** Brings a device from power-up to the moment at which a fault strikes, and into a random instant of it. */
import type { Moment } from '../../faults/row.ts';
import type { Random } from '../../random.ts';
import { PRESS_MS, type Hands } from './hands.ts';

/** Boot and self-test. */
const IDLE_BY_MS = 4000;
/** START, countdown. */
const RAISING_BY_MS = 6000;
/** The longest way up: 45 degrees, or the slow approach of a pull. */
const HOLDING_BY_MS = 120_000;
const RESTING_BY_MS = 60_000;
const SOON_MS = 3000;

type Reach = (hands: Hands, random: Random) => boolean;

/** Waits a random time, but not beyond the end of the state. */
function within(hands: Hands, random: Random, state: string, fromMs: number, toMs: number): boolean {
  hands.waitFor(() => hands.state !== state, random.between(fromMs, toMs));
  return true;
}

function start(hands: Hands): boolean {
  if (!hands.waitForState('idle', IDLE_BY_MS)) return false;
  hands.wait(300);
  hands.press('start', PRESS_MS);
  return hands.waitForState('arming', SOON_MS);
}

function raise(hands: Hands): boolean {
  return start(hands) && hands.waitForState('raising', RAISING_BY_MS);
}

/** Some way up. */
function underWay(hands: Hands, random: Random): boolean {
  return raise(hands) && within(hands, random, 'raising', 4000, 6500);
}

function halt(hands: Hands, random: Random): boolean {
  if (!underWay(hands, random)) return false;
  hands.press('panic', 500);
  return hands.waitForState('halted', SOON_MS);
}

const REACH: Readonly<Record<Moment, Reach>> = {
  booting: (hands, random) => {
    hands.wait(random.between(50, 1700));
    return true;
  },
  idle: (hands, random) => hands.waitForState('idle', IDLE_BY_MS) && within(hands, random, 'idle', 50, 1500),
  arming: (hands, random) => start(hands) && within(hands, random, 'arming', 0, 2900),
  raising: (hands, random) => raise(hands) && within(hands, random, 'raising', 0, 7000),
  holding: (hands, random) =>
    raise(hands) && hands.waitForState('holding', HOLDING_BY_MS) && within(hands, random, 'holding', 200, 5000),
  returning: (hands, random) => {
    if (!underWay(hands, random)) return false;
    hands.press('lower', PRESS_MS);
    return hands.waitForState('returning', SOON_MS) && within(hands, random, 'returning', 0, 5000);
  },
  paused: (hands, random) => {
    if (!underWay(hands, random)) return false;
    hands.press('start', PRESS_MS);
    return hands.waitForState('paused', SOON_MS) && within(hands, random, 'paused', 0, 4000);
  },
  halted: (hands, random) => halt(hands, random) && within(hands, random, 'halted', 0, 3000),
  'coming down': (hands, random) => {
    if (!halt(hands, random)) return false;
    hands.wait(1000);
    hands.press('start', PRESS_MS);
    hands.wait(700);
    hands.press('lower', null);
    return hands.waitForState('coming down', SOON_MS) && within(hands, random, 'coming down', 200, 3500);
  },
  resting: (hands, random) =>
    raise(hands) && hands.waitForState('resting', RESTING_BY_MS) && within(hands, random, 'resting', 0, 3000),
};

/** False when the device never came there. */
export function reach(moment: Moment, hands: Hands, random: Random): boolean {
  return REACH[moment](hands, random);
}
