/**
 * What the firmware does not do yet: every failure of the campaign that is known, with its reason. A failure that is not in
 * this list fails the campaign, and so does an entry that has become good.
 */
import type { FaultRow, Moment } from './row.ts';

export interface Open {
  readonly row: string;
  /** Without it, every moment. */
  readonly moments?: readonly Moment[];
  readonly why: string;
}

const CELL_BITS =
  'a word that the converter cut short or shifted ends in ones and passes the check of the 25th pulse: false words are used, or the pull is given up for one lost word';
const STANDSTILL = 'from standstill the take-up voltage rises for seconds before a blocked or dead drive is told';

export const KNOWN_OPEN: readonly Open[] = [
  {
    row: 'F005',
    moments: ['holding'],
    why: 'one damaged word resets the converter for 0.4 s, and the pull counts as lost after 0.25 s',
  },
  { row: 'F005b', why: CELL_BITS },
  { row: 'F006', why: CELL_BITS },
  { row: 'F006b', why: CELL_BITS },
  { row: 'F008', why: 'words are lost while conversions fall into the reading, so that two of them take up to 0.4 s' },
  { row: 'F009', why: 'as F008' },
  { row: 'F021', moments: ['raising', 'holding'], why: 'as F008: the second word above the line may come after 0.4 s' },
  {
    row: 'F022',
    moments: ['holding'],
    why: 'a strap that slips and catches again within 0.2 s is told by the jerk that follows, after up to 0.6 s',
  },
  {
    row: 'F011',
    why: 'an open wire raises halts again and again, and each takes back the acknowledgement: LOWER is refused for ever',
  },
  { row: 'F017', why: 'nothing watches the noise of the load cell' },
  { row: 'F018', why: 'nothing compares the pull with what weight and angle allow' },
  { row: 'F020', moments: ['booting', 'idle'], why: 'only ten words a second are ever read, so that 80 look like 10' },
  {
    row: 'F025',
    why: 'a bus held low is told as an absent tilt sensor after three readings, 0.6 s; nothing tries to free the bus',
  },
  {
    row: 'F026',
    why: 'a tilt sensor that repeats its sample is told after eight readings, 1.6 s; and LOWER ends in driveSlow when the two angles part on the way down',
  },
  { row: 'F027', why: 'the third odd reading comes after 0.6 s' },
  { row: 'F032', why: 'at 1.5 degrees per second the third reading that is apart comes after 2.3 degrees' },
  { row: 'F033', why: 'a knock of 0.2 s stays in the filter of the tilt sensor for longer than three readings' },
  {
    row: 'F037',
    why: 'at 18 V the runaway is below 2.2 degrees per second, and 0.5 degrees ahead of the plan come late while coming down',
  },
  { row: 'F039', why: STANDSTILL },
  { row: 'F040', why: 'near flat, coming down, a drive that runs upwards is not told' },
  { row: 'F043', why: STANDSTILL },
  {
    row: 'F044',
    why: 'nothing watches the current against what this angle takes: an obstacle of 1,200 N is pressed without a halt',
  },
  {
    row: 'F053',
    why: 'a wiper that came off is told by the plan alone, after 0.7 to 2.3 degrees; coming down it makes the drive run at 2.7 degrees per second',
  },
  { row: 'F060', why: 'resets are not counted' },
  { row: 'F068', moments: ['booting', 'idle'], why: 'the clock is compared with nothing' },
  { row: 'F071', why: 'the warning of low memory comes without the event that the firmware waits for' },
  {
    row: 'F072',
    why: 'the enable falls 150 ms after a pulse: a tick that is late by 50 ms drops the relay for an instant',
  },
  { row: 'X099', why: 'a cough of 0.2 s above 115 % of the target is a halt' },
  {
    row: 'sweep:travelSensor.travel',
    moments: ['raising'],
    why: 'a travel that reads too small makes the board faster than it seems, until the tilt is 1.4 degrees apart',
  },
  { row: 'sweep:travelSensor.voltage', why: 'as F053: a frozen travel lets the loop raise the voltage' },
  {
    row: 'sweep:supply.sense',
    why: 'the duty is a voltage divided by the measured supply: a supply that reads 0 gives full duty',
  },
  { row: 'sweep:relay.contact', why: 'a contact that flickers makes the loop raise the voltage' },
  { row: 'sweep:endSwitchHigh.actuated', why: 'as sweep:relay.contact' },
  { row: 'sweep:endSwitchHigh.line', why: 'as sweep:relay.contact' },
  {
    row: 'sweep:startButton.contact',
    why: 'a wire of START that chatters starts a session: any two readings in a row are a press',
  },
];

/** The entry that a failure falls under. */
export function openFor(row: string, moment: Moment): Open | undefined {
  return KNOWN_OPEN.find((one) => one.row === row && (one.moments?.includes(moment) ?? true));
}

/** Whether a row has an entry at all: its detector may then be missing. */
export function isOpen({ id }: FaultRow): boolean {
  return KNOWN_OPEN.some(({ row }) => row === id);
}
