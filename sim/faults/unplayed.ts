/** Rows of the list that no run can play today, each with its reason. Proven elsewhere, or waiting for what they need. */
import type { Unplayed } from './row.ts';

const NO_SERVICE = 'there is no guided calibration yet, and no state `calibrating`';
const NO_CONSOLE =
  'there is no console yet: the device answers to nothing that arrives (F103, F104 and F108 are played)';
const STORE_TESTS = 'tests/firmware/store.test.ts cuts and corrupts at the store itself';

export const UNPLAYED: readonly Unplayed[] = [
  { id: 'F023', name: 'Creep or hysteresis out of class', why: NO_SERVICE },
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
  { id: 'F096', name: 'Target out of range', why: NO_CONSOLE },
  { id: 'F100', name: 'Calibration with a wrong mass', why: NO_SERVICE },
  { id: 'F102', name: 'Link lost while moving by remote command', why: NO_CONSOLE },
  { id: 'F105', name: 'Command without a key', why: NO_CONSOLE },
  { id: 'F107', name: 'Password guessing', why: NO_CONSOLE },
  { id: 'F109', name: 'Console session left open', why: NO_CONSOLE },
  { id: 'F110', name: 'Pairing downgrade', why: NO_CONSOLE },
  { id: 'F112', name: 'Limits raised by configuration', why: NO_CONSOLE },
];
