/** Rows of the list that no run can play today, each with its reason. Proven elsewhere, or waiting for what they need. */
import type { Unplayed } from './row.ts';

const MISTAKES =
  'no trial calibrates: tests/sim/technician/mistakes.test.ts makes these mistakes at the simulated board';
const OPEN_SERVICE = 'no trial has the key of the console; ';
const STORE_TESTS = 'tests/firmware/store.test.ts cuts and corrupts at the store itself';

export const UNPLAYED: readonly Unplayed[] = [
  { id: 'F023', name: 'Creep or hysteresis out of class', why: MISTAKES },
  { id: 'F054', name: 'Motor too warm, duty cycle exceeded', why: 'rig and device have no thermal model of the motor' },
  { id: 'F066', name: 'Watchdog in automatic mode', why: 'the mode is fixed in the code; tests/firmware/tick.test.ts' },
  { id: 'F074', name: 'Bit flip in a limit constant', why: 'limits are literals of the program text, see F076' },
  {
    id: 'F076',
    name: 'Program image altered in flash',
    why: 'the simulated chip does not run the program from its flash',
  },
  { id: 'F077', name: 'Power cut at every word of a calibration save', why: STORE_TESTS },
  { id: 'F078', name: 'Two power cuts in a row', why: STORE_TESTS },
  { id: 'F081', name: 'Both copies bad', why: 'a device of a scenario has one copy of each record: F080' },
  { id: 'F082', name: 'Older or newer format', why: 'the version is among the bits that F080 turns over' },
  { id: 'F083', name: 'Log full', why: STORE_TESTS },
  { id: 'F085', name: 'Log write stalls', why: 'flash is written with the drive off alone; F062 stalls everything' },
  { id: 'F091', name: 'Panic released', why: 'every run of F087 releases it and asks that nothing moves' },
  { id: 'F100', name: 'Calibration with a wrong mass', why: MISTAKES },
  {
    id: 'F102',
    name: 'Link lost while moving by remote command',
    why: `${OPEN_SERVICE}tests/firmware/jogging.test.ts takes the console away while the board creeps`,
  },
  {
    id: 'F109',
    name: 'Console session left open',
    why: `${OPEN_SERVICE}tests/firmware/console.test.ts lets it fall silent`,
  },
  {
    id: 'F110',
    name: 'Pairing downgrade',
    why: 'there is no pairing to downgrade: over the radio as over the cable a tag decides, docs/CONSOLE.md',
  },
];
