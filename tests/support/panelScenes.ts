/** Every screen of the panel, by a device that is put into that situation by hand. */
import { raise } from '../../firmware/book.ts';
import type { Device } from '../../firmware/device.ts';
import { Fault } from '../../firmware/faults.ts';
import { Program } from '../../firmware/programs.ts';
import { Stage } from '../../firmware/session-state.ts';
import { State } from '../../firmware/states.ts';
import { addPull, beginTally } from '../../firmware/tally.ts';
import { Validity } from '../../hal/machine.ts';

/** One screen: its name, how the device comes there, and the situation itself. */
export interface Scene {
  readonly name: string;
  readonly when: string;
  readonly set: (d: Device) => void;
}

function board(d: Device, angleDeg: number, pullN: number): void {
  d.sensed.angleOk = true;
  d.sensed.angleDeg = angleDeg;
  d.sensed.pull = Validity.Fresh;
  d.sensed.pullN = pullN;
  d.flat = angleDeg < 0.5;
}

/** In this state since some seconds, after a minute since power-up. */
function state(d: Device, now: State, sinceS = 0): void {
  d.inputs.nowMs = 60_000;
  d.session.state = now;
  d.session.sinceMs = d.inputs.nowMs - sinceS * 1000;
  d.session.armedMs = 10_000;
  d.session.allowedMs = d.orders.sessionMaxMs;
  d.session.leftMs = d.orders.programMs;
}

/** At the target since some seconds, which are taken off the program. */
function held(d: Device, seconds: number): void {
  d.session.started = true;
  d.session.heldMs = seconds * 1000;
  d.session.leftMs -= seconds * 1000;
}

function stopped(d: Device, cause: Fault): void {
  state(d, State.Halted);
  board(d, 25.4, 196);
  raise(d.book, cause, d.inputs.nowMs);
  d.safety.cause = cause;
}

function afterwards(d: Device): void {
  board(d, 0, 0);
  d.session.heldMs = d.orders.holdMs;
  beginTally(d.tally, 0);
  addPull(d.tally, 195.8, 25.4, true, 100);
}

/** In the order of the screens (firmware/screens.ts). */
export const SCENES: readonly Scene[] = [
  {
    name: 'Self-test',
    when: 'After power-up, for a second and a half.',
    set: (d) => state(d, State.Booting),
  },
  {
    name: 'Not flat',
    when: 'The board stands tilted and nothing else is wrong: it was raised by hand.',
    set: (d) => {
      state(d, State.Idle);
      board(d, 12, 0);
    },
  },
  {
    name: 'Ready',
    when: 'Flat, calibrated, prescribed, panic tested: the dose and how long the whole session takes.',
    set: (d) => {
      state(d, State.Idle);
      board(d, 0, 0);
    },
  },
  {
    name: 'No start possible',
    when: 'Something refuses the start; here the calibration is missing.',
    set: (d) => {
      state(d, State.Idle);
      board(d, 0, 0);
      raise(d.book, Fault.NotCalibrated, d.inputs.nowMs);
    },
  },
  {
    name: 'Test panic',
    when: 'Before the first session of a day: LOWER begins the test.',
    set: (d) => {
      state(d, State.Idle);
      board(d, 0, 0);
      raise(d.book, Fault.PanicNotTested, d.inputs.nowMs);
    },
  },
  {
    name: 'Acknowledge',
    when: 'Flat again after a stop; the fault stays until START is pressed.',
    set: (d) => {
      state(d, State.Idle);
      board(d, 0, 0);
      raise(d.book, Fault.LoadCellAbsent, d.inputs.nowMs);
    },
  },
  {
    name: 'Countdown',
    when: 'START was pressed: three seconds, three beeps.',
    set: (d) => {
      state(d, State.Arming, 0.1);
      board(d, 0, 0);
    },
  },
  {
    name: 'Paused',
    when: 'START was pressed in a session: eased to rest, held by the screw, drive power off.',
    set: (d) => {
      state(d, State.Paused, 15);
      board(d, 25.4, 196);
      held(d, 20);
    },
  },
  {
    name: 'Stopped by panic',
    when: 'As long as the panic button is down.',
    set: (d) => {
      stopped(d, Fault.Panic);
      d.ask.panic = true;
    },
  },
  {
    name: 'Stopped, drive out of use',
    when: 'The drive does not do what it is told: the crank brings the board down.',
    set: (d) => stopped(d, Fault.DriveStill),
  },
  {
    name: 'Stopped',
    when: 'Any other halt, and panic once it is released.',
    set: (d) => stopped(d, Fault.PullLost),
  },
  {
    name: 'Stopped at flat',
    when: 'A halt while the board is flat, as in the daily test of the panic button.',
    set: (d) => {
      stopped(d, Fault.Panic);
      board(d, 0, 0);
    },
  },
  {
    name: 'Stopped, acknowledged',
    when: 'START was pressed after the halt: now LOWER brings the board down.',
    set: (d) => {
      stopped(d, Fault.PullLost);
      d.safety.acknowledged = true;
    },
  },
  {
    name: 'Rest at flat',
    when: 'The first minute after the way down.',
    set: (d) => {
      state(d, State.Resting, 15);
      afterwards(d);
    },
  },
  {
    name: 'Finished',
    when: 'After the rest, until START is pressed.',
    set: (d) => {
      state(d, State.Finished);
      afterwards(d);
    },
  },
  {
    name: 'Service',
    when: 'The service key is turned.',
    set: (d) => {
      state(d, State.Calibrating);
      board(d, 0, 0);
    },
  },
  {
    name: 'Locked',
    when: 'A fault that only the service key clears.',
    set: (d) => {
      state(d, State.Lockout);
      board(d, 0, 0);
      raise(d.book, Fault.RelayDisagrees, d.inputs.nowMs);
    },
  },
  {
    name: 'Question',
    when: 'Some minutes without a sign of life, or the end of a set of exercises: START goes on, no answer brings the board down.',
    set: (d) => {
      state(d, State.Asking, 12);
      board(d, 25.4, 196);
    },
  },
  {
    name: 'Pain score',
    when: 'Before and after a session, where the prescription says so: START counts up, LOWER confirms.',
    set: (d) => {
      state(d, State.Scoring, 3);
      board(d, 0, 0);
      d.session.score = 3;
    },
  },
  {
    name: 'Testing panic',
    when: 'LOWER has closed the relay; nothing moves. PANIC opens it, and how quickly is measured and kept. Lamp and sound ask.',
    set: (d) => {
      state(d, State.Testing);
      board(d, 0, 0);
    },
  },
  {
    name: 'Raising',
    when: 'On the way to the target. Beside the pull its share of the body weight; below, the time until the board is flat again, and the angle.',
    set: (d) => {
      state(d, State.Raising);
      board(d, 19.6, 120.4);
    },
  },
  {
    name: 'Holding',
    when: 'At the target: the dose runs.',
    set: (d) => {
      state(d, State.Holding);
      board(d, 25.4, 195.8);
      held(d, 20);
    },
  },
  {
    name: 'Relaxing',
    when: 'A rest of the program: less pull for a while. The last line tells the next change and the buttons in turn.',
    set: (d) => {
      state(d, State.Relaxing, 10);
      board(d, 12.5, 98);
      d.orders = { ...d.orders, program: Program.Intermittent };
      d.session.index = 1;
      Object.assign(d.phase, { share: 0.5, durationMs: 30_000, eases: true });
      d.session.phaseMs = 10_000;
      d.session.leftMs = 300_000;
      d.aim.pullTargetN = d.orders.pullTargetN / 2;
    },
  },
  {
    name: 'Holding with a warning',
    when: 'Something limits or warns and nothing has to stop; here the angle limit comes before the pull.',
    set: (d) => {
      state(d, State.Holding);
      board(d, 30, 171);
      raise(d.book, Fault.PullNotReached, d.inputs.nowMs);
    },
  },
  {
    name: 'Coming down',
    when: 'The program is over, or LOWER was pressed in the session.',
    set: (d) => {
      state(d, State.Returning);
      board(d, 14.2, 61.5);
      d.session.stage = Stage.ToNearFlat;
    },
  },
  {
    name: 'Coming down after a fault',
    when: 'A fault that unloads: what it is stands on top. A value that is not known shows as dashes.',
    set: (d) => {
      state(d, State.Returning);
      board(d, 14.2, 0);
      d.sensed.pull = Validity.Stale;
      d.session.stage = Stage.ToNearFlat;
      raise(d.book, Fault.LoadCellAbsent, d.inputs.nowMs);
      d.safety.cause = Fault.LoadCellAbsent;
    },
  },
  {
    name: 'Coming down by LOWER',
    when: 'After a halt, as long as LOWER is held.',
    set: (d) => {
      state(d, State.ComingDown);
      board(d, 14.2, 61.5);
    },
  },
  {
    name: 'Moving in service',
    when: 'The technician calibrates the angle: as long as START is held and the console is heard. Nobody may be on the board.',
    set: (d) => {
      state(d, State.Jogging);
      board(d, 14.2, 0);
    },
  },
];
