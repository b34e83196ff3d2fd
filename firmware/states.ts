/** What the device is doing, as it tells the user, the console and the log. The number is the one in telemetry and records. */
export const enum State {
  /** Self-test after power-up. Drive power off. Left to idle, or to halted when something is in doubt. */
  Booting = 0,
  /** Flat, drive power off, waiting for START. */
  Idle = 1,
  /** START was pressed: self-test and countdown with three beeps. The relay closes near its end. */
  Arming = 2,
  /** On the way to the target, jerk-limited. */
  Raising = 3,
  /** At the target; the dose runs. With a pull target the governor trims the angle. */
  Holding = 4,
  /** Flat after a session, drive power off: lie still for a minute. */
  Resting = 5,
  /** Eased to rest, then lowers slowly to flat with a rest near flat. Only downward motion is permitted. */
  Returning = 6,
  /** Eased to rest by the user's short press; drive power off, held by the screw. START resumes, LOWER returns. */
  Paused = 7,
  /** Drive power removed at once, latched. Left only by panic released, cause acknowledged, LOWER held. */
  Halted = 8,
  /** After a halt: LOWER is held, the board creeps down. Letting go eases to rest. */
  ComingDown = 9,
  /** Rested at flat; a tone every 30 s until START acknowledges. */
  Finished = 10,
  /** Service at flat with the key (calibration, prescription). Drive power off. */
  Calibrating = 11,
  /** Only the service key leads out. Drive power off. */
  Lockout = 12,
  /** Less pull than before, by the program: lowers to a rest, and waits there. */
  Relaxing = 13,
  /** The program waits for a sign of life, or for the end of a set: START goes on, no answer returns. */
  Asking = 14,
  /** Flat, drive power off: pain is asked for, before or after a session. START counts up, LOWER confirms. */
  Scoring = 15,
  /** Service: START is held and the console is heard, the empty board creeps up. Letting go eases to rest. */
  Jogging = 16,
  /** The daily test of panic: LOWER has closed the relay, nothing is commanded to move. Left by PANIC, any button, or half a minute. */
  Testing = 17,
}

/** Names of the states by number, as scenarios, reports and telemetry spell them. */
export const STATE_NAMES = [
  'booting',
  'idle',
  'arming',
  'raising',
  'holding',
  'resting',
  'returning',
  'paused',
  'halted',
  'coming down',
  'finished',
  'calibrating',
  'lockout',
  'relaxing',
  'asking',
  'scoring',
  'jogging',
  'testing',
];
