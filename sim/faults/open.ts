/**
 * What the firmware does not do yet: every failure of the campaign that is known, with its reason. A failure that is not in
 * this list fails the campaign, and so does an entry that has become good.
 */
import type { FaultRow, Moment } from './row.ts';

export interface Open {
  readonly row: string;
  /** Without it, every moment. */
  readonly moments?: readonly Moment[];
  /** Seen in so few runs that a campaign without it proves nothing. */
  readonly isRare?: boolean;
  /** Beginnings of the problems that it explains; any other problem is news. */
  readonly shows: readonly string[];
  /** No run reaches a detector, because there is none. */
  readonly isUndetected?: boolean;
  readonly why: string;
}

const LATE = 'drive power off after';
const STILL_ON = 'drive power is still on';
const STARTS = 'START gave drive power';
const STAYS = 'the board does not come down';
const ROSE = 'the board rose';
const NOT_FLAT = 'not flat with the drive off';
const NO_WAY_BACK = 'the return ends at';
const LOWER_FAILS = 'LOWER leaves the board';
const NO_LOWERING = 'invariant loweringReachable';
const CAME_ON = 'drive power came on';
const NO_CRANK = 'the drive has failed and the display';
const TOO_FAST = 'invariant speedLimit';
const TOO_MUCH = 'invariant pullLimit';

const FALSE_WORDS =
  'a word that the converter cut short or shifted ends in ones and passes the check of the 25th pulse; it is known by how often that happens, which takes seconds';

export const KNOWN_OPEN: readonly Open[] = [
  { row: 'F005b', shows: [ROSE], isRare: true, why: FALSE_WORDS },
  { row: 'F006', shows: [ROSE, STARTS], why: FALSE_WORDS },
  {
    row: 'F011',
    shows: [ROSE],
    isRare: true,
    why: 'an open wire that wanders slowly looks like a pull for two seconds',
  },
  {
    row: 'F017',
    shows: [STARTS, STAYS, ROSE, NOT_FLAT, NO_WAY_BACK],
    why: 'somebody who wriggles for six seconds makes as much noise as this in less than five',
  },
  {
    row: 'F018',
    shows: [NOT_FLAT, STAYS, ROSE, TOO_MUCH],
    why: 'a zero that drifts upwards gives less pull than prescribed and is told late; one that drifts downwards as quickly as the angle adds looks like a body of more friction',
  },
  {
    row: 'F021',
    shows: [LATE],
    isRare: true,
    why: 'the second word comes 2 ms too late when the push begins just after a word',
  },
  {
    row: 'F022',
    shows: [LATE],
    isRare: true,
    why: 'a strap that slips and catches again within 0.2 s is told by the jerk that follows, after up to 0.5 s',
  },
  {
    row: 'F027',
    moments: ['paused'],
    shows: [CAME_ON],
    isRare: true,
    why: 'START in the half second until the fourth odd reading',
  },
  {
    row: 'F032',
    shows: [LATE],
    isRare: true,
    why: 'at 1.5 degrees per second the fourth reading comes just after two degrees',
  },
  {
    row: 'F037',
    shows: [LATE],
    isRare: true,
    why: 'at 18 V the runaway is hardly quicker than it may be, and is told when it is 0.4 degrees ahead of the plan',
  },
  {
    row: 'F043',
    shows: [LATE, STILL_ON, NO_CRANK],
    why: 'from standstill the voltage rises for up to 3.2 s before a blocked drive differs from a heavy one; nothing moves meanwhile',
  },
  {
    row: 'F044',
    moments: ['returning'],
    shows: [STILL_ON],
    isRare: true,
    why: 'where it strikes as the board turns round, the drive must break away downwards first: as F043',
  },
  {
    row: 'F053',
    shows: [LATE, LOWER_FAILS, NO_LOWERING, TOO_FAST],
    why: 'a wiper that came off at standstill is told by the tilt alone, after about one degree',
  },
  {
    row: 'F068',
    isUndetected: true,
    shows: [STARTS],
    moments: ['booting', 'idle'],
    why: 'the clock is compared with nothing: the load-cell converter, the only other clock, is no better than 5 %',
  },
  {
    row: 'F073',
    shows: [TOO_FAST],
    isRare: true,
    why: 'one bit of the loop that drives makes it overshoot once, before the board is seen to run ahead of its plan',
  },
  {
    row: 'sweep:travelSensor.travel',
    shows: [TOO_FAST],
    isRare: true,
    why: 'a travel that is late by a tenth of a second or reads too little makes the loop overshoot before tilt and travel part',
  },
  { row: 'sweep:travelSensor.voltage', shows: [TOO_FAST], isRare: true, why: 'as sweep:travelSensor.travel' },
  {
    row: 'sweep:endSwitchHigh.contact',
    shows: [TOO_FAST],
    isRare: true,
    why: 'a contact that chatters opens and closes the line of the motor, and the loop overshoots when it is closed again',
  },
  {
    row: 'sweep:strap.stiffness',
    shows: [TOO_MUCH],
    isRare: true,
    why: 'a strap that becomes stiffer in an instant pulls the more until the governor has eased it off, two seconds',
  },
  {
    row: 'sweep:person.push',
    shows: [TOO_MUCH],
    isRare: true,
    why: 'somebody who goes on pushing is unloaded by coming down all the same',
  },
  {
    row: 'sweep:person.friction',
    shows: [TOO_MUCH],
    isRare: true,
    why: 'as sweep:strap.stiffness: friction that goes in an instant',
  },
];

/** The entry that explains a failure; undefined when it is news. */
export function openFor(row: string, moment: Moment, problems: readonly string[]): Open | undefined {
  const explains = ({ shows }: Open): boolean =>
    problems.every((problem) => shows.some((beginning) => problem.startsWith(beginning)));
  return KNOWN_OPEN.find((one) => one.row === row && (one.moments?.includes(moment) ?? true) && explains(one));
}

/** Whether a row is known to have no detector. */
export function isUndetected({ id }: FaultRow): boolean {
  return KNOWN_OPEN.some(({ row, isUndetected: isSo }) => row === id && isSo === true);
}
