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
const CAME_DOWN = 'the board came down';
const NOT_FLAT = 'not flat with the drive off';
const NO_WAY_BACK = 'the return ends at';
const LOWER_FAILS = 'LOWER leaves the board';
const NO_LOWERING = 'invariant loweringReachable';
const STOPPED = 'drive power was removed';
const CAME_ON = 'drive power came on';
const TOO_FAST = 'invariant speedLimit';
const TOO_MUCH = 'invariant pullLimit';

const CELL_BITS =
  'a word that the converter cut short or shifted ends in ones and passes the check of the 25th pulse: false words are used, or the pull is given up for one lost word';
const STANDSTILL = 'from standstill the take-up voltage rises for seconds before a blocked or dead drive is told';

export const KNOWN_OPEN: readonly Open[] = [
  {
    row: 'F005',
    shows: [CAME_DOWN],
    moments: ['holding'],
    why: 'one damaged word resets the converter for 0.4 s, and the pull counts as lost after 0.25 s',
  },
  { row: 'F005b', shows: [STAYS, LOWER_FAILS, NO_WAY_BACK, NO_LOWERING], why: CELL_BITS },
  { row: 'F006', shows: [STAYS, ROSE, STARTS, NO_WAY_BACK, NOT_FLAT], why: CELL_BITS },
  { row: 'F006b', shows: [CAME_DOWN], why: CELL_BITS },
  {
    row: 'F008',
    shows: [LATE],
    isRare: true,
    why: 'words are lost while conversions fall into the reading, so that two of them take up to 0.4 s',
  },
  { row: 'F009', shows: [LATE], isRare: true, why: 'as F008' },
  {
    row: 'F011',
    shows: [LOWER_FAILS, NOT_FLAT, ROSE, NO_LOWERING, STARTS, STAYS],
    why: 'an open wire raises halts again and again, and each takes back the acknowledgement: LOWER is refused for ever',
  },
  {
    row: 'F017',
    isUndetected: true,
    shows: [STARTS, STAYS, ROSE, NOT_FLAT, 'the board moves'],
    why: 'nothing watches the noise of the load cell',
  },
  {
    row: 'F018',
    shows: [NOT_FLAT, STAYS, TOO_MUCH],
    why: 'nothing compares the pull with what weight and angle allow',
  },
  {
    row: 'F020',
    shows: [STARTS],
    moments: ['booting', 'idle'],
    why: 'only ten words a second are ever read, so that 80 look like 10',
  },
  {
    row: 'F025',
    shows: [LATE],
    why: 'a bus held low is told as an absent tilt sensor after three readings, 0.6 s; nothing tries to free the bus',
  },
  {
    row: 'F026',
    shows: [LATE, CAME_ON, LOWER_FAILS],
    why: 'a tilt sensor that repeats its sample is told after eight readings, 1.6 s; and LOWER ends in driveSlow when the two angles part on the way down',
  },
  { row: 'F027', shows: [CAME_ON], why: 'the third odd reading comes after 0.6 s' },
  {
    row: 'F032',
    shows: [LATE],
    why: 'at 1.5 degrees per second the third reading that is apart comes after 2.3 degrees',
  },
  {
    row: 'F033',
    shows: ['the session does not begin', 'START gave no drive power', STOPPED, 'a paused session does not go on'],
    why: 'a knock of 0.2 s stays in the filter of the tilt sensor for longer than three readings',
  },
  {
    row: 'F037',
    shows: [LATE],
    why: 'at 18 V the runaway is below 2.2 degrees per second, and 0.5 degrees ahead of the plan come late while coming down',
  },
  { row: 'F039', shows: [LATE], why: STANDSTILL },
  {
    row: 'F040',
    shows: [STILL_ON, LATE],
    moments: ['coming down', 'returning'],
    isRare: true,
    why: 'near flat, coming down, a drive that runs upwards is not told',
  },
  { row: 'F043', shows: [LATE, STILL_ON, 'the drive has failed and the display'], why: STANDSTILL },
  {
    row: 'F044',
    isUndetected: true,
    shows: [STILL_ON, LATE],
    why: 'nothing watches the current against what this angle takes: an obstacle of 1,200 N is pressed without a halt',
  },
  {
    row: 'F053',
    shows: [LATE, TOO_FAST, LOWER_FAILS],
    why: 'a wiper that came off is told by the plan alone, after 0.7 to 2.3 degrees; coming down it makes the drive run at 2.7 degrees per second',
  },
  { row: 'F060', isUndetected: true, shows: [], why: 'resets are not counted' },
  {
    row: 'F068',
    isUndetected: true,
    shows: [STARTS],
    moments: ['booting', 'idle'],
    why: 'the clock is compared with nothing',
  },
  {
    row: 'F071',
    isUndetected: true,
    shows: [STAYS, STARTS, NOT_FLAT, NO_WAY_BACK],
    why: 'the warning of low memory comes without the event that the firmware waits for',
  },
  {
    row: 'F072',
    shows: [STOPPED],
    why: 'the enable falls 150 ms after a pulse: a tick that is late by 50 ms drops the relay for an instant',
  },
  { row: 'X099', shows: [STOPPED], why: 'a cough of 0.2 s above 115 % of the target is a halt' },
  {
    row: 'sweep:travelSensor.voltage',
    shows: [TOO_FAST],
    why: 'as F053: a frozen travel lets the loop raise the voltage',
  },
  {
    row: 'sweep:supply.sense',
    shows: [TOO_FAST],
    why: 'the duty is a voltage divided by the measured supply: a supply that reads 0 gives full duty',
  },
  {
    row: 'sweep:relay.contact',
    shows: [TOO_FAST],
    isRare: true,
    why: 'a contact that flickers makes the loop raise the voltage',
  },
  { row: 'sweep:endSwitchHigh.actuated', shows: [TOO_FAST], isRare: true, why: 'as sweep:relay.contact' },
  { row: 'sweep:endSwitchHigh.line', shows: [TOO_FAST], isRare: true, why: 'as sweep:relay.contact' },
  {
    row: 'sweep:startButton.contact',
    shows: ['invariant bootKeepsPowerOff'],
    isRare: true,
    why: 'a wire of START that chatters starts a session: any two readings in a row are a press',
  },
  { row: 'F022', shows: [LATE], isRare: true, why: 'as F008: of a strap that slips, one word in two may be lost' },
  { row: 'F038', shows: [LATE], isRare: true, why: 'as F037' },
  {
    row: 'sweep:travelSensor.travel',
    shows: [TOO_FAST],
    isRare: true,
    why: 'as F053: what reads too little travel lets the loop raise the voltage',
  },
  {
    row: 'sweep:person.push',
    shows: [TOO_MUCH],
    moments: ['coming down'],
    isRare: true,
    why: 'somebody who goes on pushing 400 N is unloaded by coming down all the same',
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
