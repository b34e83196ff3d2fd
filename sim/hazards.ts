/** What can hurt somebody, why, and what is done about it. The faults of a hazard are those of the catalogue that name it. */

export interface Hazard {
  /** As the catalogue of faults names it. */
  readonly id: string;
  readonly harm: string;
  readonly causes: string;
  readonly controls: string;
  /** Names of the invariants that would be broken, were the controls not there. */
  readonly invariants: readonly string[];
}

export const HAZARDS: readonly Hazard[] = [
  {
    id: 'H1',
    harm: 'the person cannot stop the machine',
    causes: 'a welded or cut panic contact, a relay that does not fall, a button that sticks, nobody there who helps',
    controls: 'panic cuts the relay in hardware; mirror contact watched; test before the first session of a day',
    invariants: ['panicCutsPower', 'haltRemovesPower', 'haltIsLatched', 'powerOnlyToMove'],
  },
  {
    id: 'H2',
    harm: 'too much pull',
    causes: 'a load cell that is cut, damaged, noisy, drifting or wrongly calibrated, a prescription beyond a limit',
    controls:
      'caps of prescription and device, governor without overshoot, halt 100 N above the target at once, easing off and return above 115 % for a second (`decisions/0005-a-cough-is-no-trip.md`), pull against weight, angle and friction (`decisions/0009-the-pull-must-fit.md`), strap fuse; no traction without calibration; unmeasured pull returns',
    invariants: ['pullLimit', 'readingsAreTrue'],
  },
  {
    id: 'H3',
    harm: 'a strap or clamp lets go',
    causes: 'wear, a clamp that was not closed, a body that slides out',
    controls: 'loss of 30 % within 0.2 s halts, never resumes by itself',
    invariants: ['haltIsLatched', 'haltRemovesPower'],
  },
  {
    id: 'H4',
    harm: 'tilted too far, or the angle is wrong',
    causes:
      'a tilt sensor or potentiometer that is mute, frozen, loose or turned round, an end switch that fails, a program that asks for too much',
    controls:
      'planned cap 45.0, gate at 45.0, trip 45.5, switch 46.5; travel and gravity measured independently and compared',
    invariants: ['angleLimit', 'speedLimit', 'readingsAreTrue', 'numbersAreFinite'],
  },
  {
    id: 'H5',
    harm: 'the drive moves by itself, the wrong way, or not',
    causes:
      'a bridge stuck on or off, swapped leads, a motor lead that is cut, a drive too weak for its load, a nut that slips',
    controls: 'movement compared with command; relay opens',
    invariants: ['speedLimit', 'powerOnlyToMove', 'bootKeepsPowerOff'],
  },
  {
    id: 'H6',
    harm: 'something is caught',
    causes: 'a hand, a blanket or a pet below the board that comes down, a jammed screw',
    controls: 'blocked drive halts; backing off only by hand',
    invariants: ['haltIsLatched', 'haltRemovesPower'],
  },
  {
    id: 'H7',
    harm: 'power fails, sags or returns',
    causes: 'a mains failure, a weak supply, a wrong supply, a controller that starts again and again',
    controls:
      'self-locking screw; boots into a latched halt when tilted; low supply returns, high supply halts; the third start within ten minutes locks the device until the service key is turned',
    invariants: ['bootKeepsPowerOff', 'loweringReachable'],
  },
  {
    id: 'H8',
    harm: 'the controller hangs, is late, throws, runs out of memory',
    causes: 'a defect of the program or the interpreter, bits that turn over, a flood of events or bytes',
    controls: 'enable falls 150 ms after the last pulse; manual watchdog; power off in the tick of an exception',
    invariants: ['controllerIsSound', 'controllerStaysUp', 'numbersAreFinite', 'powerOnlyToMove'],
  },
  {
    id: 'H9',
    harm: 'the person stays up too long, or cannot get back',
    causes:
      'somebody asleep or unwell, too many sessions, a prescription too long, a device that stops for nothing and is bypassed',
    controls: 'session and pause limits return; LOWER works from every state, without any angle sensor',
    invariants: ['loweringReachable', 'noFalseAlarm', 'sessionsAreLogged'],
  },
];
