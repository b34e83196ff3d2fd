/**
 * The fault catalogue: one row per fault, numbers for life (a gap is a fault that was retired).
 *
 * Tens digit: 0 prescription refused (0 and 1 stand for no fault in session records), 1 person, 2 load cell, 3 angle, 4 drive, 5 power, 6 runtime, 7 records, 8 time, 9 limiters (reported, never hidden).
 */

/** Reactions in order of severity: the most severe active one wins. */
export const enum Reaction {
  None = 0,
  /** Shown and logged; nothing changes. */
  Warn = 1,
  /** No session starts; one that runs goes on. */
  RefuseStart = 2,
  /** Eases to rest, then lowers to flat: unloading is safer than staying. */
  Return = 3,
  /** Drive power removed in the same tick, latched. */
  Halt = 4,
  /** As halt, and only the service key clears it. */
  Lockout = 5,
}

/** When a fault that has gone may be forgotten. */
export const enum Clear {
  /** As soon as its condition has gone. */
  WhenGone = 0,
  /** Condition gone and START pressed to acknowledge. */
  OnAcknowledge = 1,
  /** Condition gone and the service key turned at flat. */
  OnService = 2,
}

export const enum Fault {
  None = 0,
  PullAboveCap = 2,
  PullNotConfirmed = 3,
  AngleAboveCap = 4,
  HeadDownTooLong = 5,
  ProgramNeedsAngle = 6,
  ProgramTooQuick = 7,
  ProgressionWrong = 8,
  ProgramTooLong = 9,
  Panic = 10,
  LoadCellAbsent = 20,
  LoadCellSaturated = 21,
  LoadCellFrozen = 22,
  LoadCellCorrupt = 23,
  PullTooHigh = 24,
  PullLost = 25,
  PullImplausible = 26,
  LoadCellRate = 27,
  PullStaysHigh = 28,
  LoadCellNoisy = 29,
  AccelAbsent = 30,
  AccelFrozen = 31,
  AccelImplausible = 32,
  TravelInvalid = 33,
  AnglesDisagree = 34,
  AngleTrip = 35,
  DriveStill = 40,
  DriveWrongWay = 41,
  DriveUncommanded = 42,
  DriveStalled = 43,
  DriveSlow = 44,
  RelayDisagrees = 45,
  EndSwitchWrong = 46,
  SupplyLow = 50,
  SupplyHigh = 51,
  PowerReturnedTilted = 52,
  ResetLoop = 53,
  TickLate = 60,
  Exception = 61,
  Memory = 62,
  EventsLost = 63,
  NotANumber = 64,
  NotCalibrated = 70,
  CalibrationExpired = 71,
  NoPrescription = 72,
  PanicNotTested = 73,
  DayUsedUp = 74,
  SessionsUsedUp = 75,
  TooSoon = 76,
  SupervisorMissing = 77,
  SessionTooLong = 80,
  PauseTooLong = 81,
  StartStuck = 82,
  NoAnswer = 83,
  PullNotReached = 90,
  PullCapReached = 91,
}

/** One row of the catalogue. */
export interface FaultRow {
  readonly code: Fault;
  readonly name: string;
  readonly reaction: Reaction;
  readonly clear: Clear;
  /** Hazard in docs/SAFETY.md. */
  readonly hazard: string;
  /** What the display says: two lines of at most 21 characters. */
  readonly says: string;
  readonly does: string;
}

// One line a fault, so that the catalogue reads as the table it is.
// prettier-ignore
export const FAULTS: readonly FaultRow[] = [
  { code: Fault.PullAboveCap, name: 'pullAboveCap', reaction: Reaction.RefuseStart, clear: Clear.WhenGone, hazard: 'H2', says: 'PULL ABOVE ITS CAP', does: 'CALL TECHNICIAN' },
  { code: Fault.PullNotConfirmed, name: 'pullNotConfirmed', reaction: Reaction.RefuseStart, clear: Clear.WhenGone, hazard: 'H2', says: 'PULL NOT CONFIRMED', does: 'CALL TECHNICIAN' },
  { code: Fault.AngleAboveCap, name: 'angleAboveCap', reaction: Reaction.RefuseStart, clear: Clear.WhenGone, hazard: 'H4', says: 'ANGLE ABOVE ITS CAP', does: 'CALL TECHNICIAN' },
  { code: Fault.HeadDownTooLong, name: 'headDownTooLong', reaction: Reaction.RefuseStart, clear: Clear.WhenGone, hazard: 'H9', says: 'TOO LONG HEAD DOWN', does: 'CALL TECHNICIAN' },
  { code: Fault.ProgramNeedsAngle, name: 'programNeedsAngle', reaction: Reaction.RefuseStart, clear: Clear.WhenGone, hazard: 'H4', says: 'PROGRAM NEEDS ANGLE', does: 'CALL TECHNICIAN' },
  { code: Fault.ProgramTooQuick, name: 'programTooQuick', reaction: Reaction.RefuseStart, clear: Clear.WhenGone, hazard: 'H4', says: 'PROGRAM IS TOO QUICK', does: 'CALL TECHNICIAN' },
  { code: Fault.ProgressionWrong, name: 'progressionWrong', reaction: Reaction.RefuseStart, clear: Clear.WhenGone, hazard: 'H2', says: 'PROGRESSION IS WRONG', does: 'CALL TECHNICIAN' },
  { code: Fault.ProgramTooLong, name: 'programTooLong', reaction: Reaction.RefuseStart, clear: Clear.WhenGone, hazard: 'H9', says: 'PROGRAM IS TOO LONG', does: 'CALL TECHNICIAN' },
  { code: Fault.Panic, name: 'panic', reaction: Reaction.Halt, clear: Clear.OnAcknowledge, hazard: 'H1', says: 'PANIC PRESSED', does: 'TWIST IT TO RELEASE' },
  { code: Fault.LoadCellAbsent, name: 'loadCellAbsent', reaction: Reaction.Return, clear: Clear.OnAcknowledge, hazard: 'H2', says: 'PULL NOT MEASURED', does: 'CHECK PULL CABLE' },
  { code: Fault.LoadCellSaturated, name: 'loadCellSaturated', reaction: Reaction.Halt, clear: Clear.OnAcknowledge, hazard: 'H2', says: 'PULL OFF SCALE', does: 'CHECK PULL CABLE' },
  { code: Fault.LoadCellFrozen, name: 'loadCellFrozen', reaction: Reaction.Return, clear: Clear.OnAcknowledge, hazard: 'H2', says: 'PULL READING FROZEN', does: 'CHECK PULL CABLE' },
  { code: Fault.LoadCellCorrupt, name: 'loadCellCorrupt', reaction: Reaction.Return, clear: Clear.OnAcknowledge, hazard: 'H2', says: 'PULL READING DAMAGED', does: 'CHECK PULL CABLE' },
  { code: Fault.PullTooHigh, name: 'pullTooHigh', reaction: Reaction.Halt, clear: Clear.OnAcknowledge, hazard: 'H2', says: 'TOO MUCH PULL', does: 'CALL YOUR SUPERVISOR' },
  { code: Fault.PullLost, name: 'pullLost', reaction: Reaction.Halt, clear: Clear.OnAcknowledge, hazard: 'H3', says: 'PULL LOST SUDDENLY', does: 'STAY IN THE STRAPS' },
  { code: Fault.PullImplausible, name: 'pullImplausible', reaction: Reaction.Return, clear: Clear.OnAcknowledge, hazard: 'H2', says: 'PULL DOES NOT FIT', does: 'RECALIBRATE THE CELL' },
  { code: Fault.LoadCellRate, name: 'loadCellRate', reaction: Reaction.RefuseStart, clear: Clear.WhenGone, hazard: 'H2', says: 'PULL RATE IS WRONG', does: 'CHECK RATE STRAP' },
  { code: Fault.PullStaysHigh, name: 'pullStaysHigh', reaction: Reaction.Return, clear: Clear.OnAcknowledge, hazard: 'H2', says: 'PULL STAYS TOO HIGH', does: 'LIE STILL' },
  { code: Fault.LoadCellNoisy, name: 'loadCellNoisy', reaction: Reaction.Return, clear: Clear.OnAcknowledge, hazard: 'H2', says: 'PULL READING NOISY', does: 'CHECK PULL CABLE' },
  { code: Fault.AccelAbsent, name: 'accelAbsent', reaction: Reaction.Halt, clear: Clear.OnAcknowledge, hazard: 'H4', says: 'TILT NOT MEASURED', does: 'CHECK SENSOR CABLE' },
  { code: Fault.AccelFrozen, name: 'accelFrozen', reaction: Reaction.Halt, clear: Clear.OnAcknowledge, hazard: 'H4', says: 'TILT READING FROZEN', does: 'CHECK TILT SENSOR' },
  { code: Fault.AccelImplausible, name: 'accelImplausible', reaction: Reaction.Halt, clear: Clear.OnAcknowledge, hazard: 'H4', says: 'TILT READING WRONG', does: 'CHECK TILT SENSOR' },
  { code: Fault.TravelInvalid, name: 'travelInvalid', reaction: Reaction.Halt, clear: Clear.OnAcknowledge, hazard: 'H4', says: 'TRAVEL NOT MEASURED', does: 'CHECK ACTUATOR CABLE' },
  { code: Fault.AnglesDisagree, name: 'anglesDisagree', reaction: Reaction.Halt, clear: Clear.OnAcknowledge, hazard: 'H4', says: 'TILT, TRAVEL DIFFER', does: 'CHECK TILT SENSOR' },
  { code: Fault.AngleTrip, name: 'angleTrip', reaction: Reaction.Halt, clear: Clear.OnService, hazard: 'H4', says: 'TOO STEEP', does: 'CALL SERVICE' },
  { code: Fault.DriveStill, name: 'driveStill', reaction: Reaction.Halt, clear: Clear.OnAcknowledge, hazard: 'H5', says: 'DRIVE DOES NOT MOVE', does: 'CALL A HELPER' },
  { code: Fault.DriveWrongWay, name: 'driveWrongWay', reaction: Reaction.Halt, clear: Clear.OnAcknowledge, hazard: 'H5', says: 'DRIVE RUNS BACKWARDS', does: 'CALL A HELPER' },
  { code: Fault.DriveUncommanded, name: 'driveUncommanded', reaction: Reaction.Halt, clear: Clear.OnAcknowledge, hazard: 'H5', says: 'DRIVE MOVED BY ITSELF', does: 'CALL A HELPER' },
  { code: Fault.DriveStalled, name: 'driveStalled', reaction: Reaction.Halt, clear: Clear.OnAcknowledge, hazard: 'H6', says: 'DRIVE IS BLOCKED', does: 'CLEAR IT OR USE CRANK' },
  { code: Fault.DriveSlow, name: 'driveSlow', reaction: Reaction.Halt, clear: Clear.OnAcknowledge, hazard: 'H5', says: 'DRIVE IS TOO SLOW', does: 'CALL A HELPER' },
  { code: Fault.RelayDisagrees, name: 'relayDisagrees', reaction: Reaction.Halt, clear: Clear.OnAcknowledge, hazard: 'H1', says: 'SAFETY RELAY WRONG', does: 'CALL SERVICE' },
  { code: Fault.EndSwitchWrong, name: 'endSwitchWrong', reaction: Reaction.Return, clear: Clear.OnAcknowledge, hazard: 'H4', says: 'END SWITCH WRONG', does: 'CHECK SWITCH CABLE' },
  { code: Fault.SupplyLow, name: 'supplyLow', reaction: Reaction.Return, clear: Clear.OnAcknowledge, hazard: 'H7', says: 'SUPPLY TOO LOW', does: 'CHECK POWER SUPPLY' },
  { code: Fault.SupplyHigh, name: 'supplyHigh', reaction: Reaction.Halt, clear: Clear.OnAcknowledge, hazard: 'H7', says: 'SUPPLY TOO HIGH', does: 'CHECK POWER SUPPLY' },
  { code: Fault.PowerReturnedTilted, name: 'powerReturnedTilted', reaction: Reaction.Halt, clear: Clear.OnAcknowledge, hazard: 'H7', says: 'POWER WAS LOST', does: 'COME DOWN FIRST' },
  { code: Fault.ResetLoop, name: 'resetLoop', reaction: Reaction.Lockout, clear: Clear.OnService, hazard: 'H7', says: 'RESTARTED TOO OFTEN', does: 'CALL SERVICE' },
  { code: Fault.TickLate, name: 'tickLate', reaction: Reaction.Halt, clear: Clear.OnAcknowledge, hazard: 'H8', says: 'CONTROLLER WAS LATE', does: 'CALL SERVICE' },
  { code: Fault.Exception, name: 'exception', reaction: Reaction.Halt, clear: Clear.OnAcknowledge, hazard: 'H8', says: 'CONTROLLER ERROR', does: 'CALL SERVICE' },
  { code: Fault.Memory, name: 'memory', reaction: Reaction.Return, clear: Clear.OnAcknowledge, hazard: 'H8', says: 'MEMORY RUNS LOW', does: 'CALL SERVICE' },
  { code: Fault.EventsLost, name: 'eventsLost', reaction: Reaction.Warn, clear: Clear.WhenGone, hazard: 'H8', says: 'EVENTS WERE LOST', does: 'CHECK WIRES' },
  { code: Fault.NotANumber, name: 'notANumber', reaction: Reaction.Halt, clear: Clear.OnAcknowledge, hazard: 'H8', says: 'CONTROLLER ERROR', does: 'CALL SERVICE' },
  { code: Fault.NotCalibrated, name: 'notCalibrated', reaction: Reaction.RefuseStart, clear: Clear.WhenGone, hazard: 'H2', says: 'NOT CALIBRATED', does: 'CALL TECHNICIAN' },
  { code: Fault.CalibrationExpired, name: 'calibrationExpired', reaction: Reaction.RefuseStart, clear: Clear.WhenGone, hazard: 'H2', says: 'CALIBRATION EXPIRED', does: 'CALL TECHNICIAN' },
  { code: Fault.NoPrescription, name: 'noPrescription', reaction: Reaction.RefuseStart, clear: Clear.WhenGone, hazard: 'H2', says: 'NO PRESCRIPTION', does: 'CALL TECHNICIAN' },
  { code: Fault.PanicNotTested, name: 'panicNotTested', reaction: Reaction.RefuseStart, clear: Clear.WhenGone, hazard: 'H1', says: 'TEST PANIC FIRST', does: 'ONCE EVERY DAY' },
  { code: Fault.DayUsedUp, name: 'dayUsedUp', reaction: Reaction.RefuseStart, clear: Clear.WhenGone, hazard: 'H9', says: 'ENOUGH FOR TODAY', does: 'COME BACK TOMORROW' },
  { code: Fault.SessionsUsedUp, name: 'sessionsUsedUp', reaction: Reaction.RefuseStart, clear: Clear.WhenGone, hazard: 'H9', says: 'NO MORE FOR TODAY', does: 'COME BACK TOMORROW' },
  { code: Fault.TooSoon, name: 'tooSoon', reaction: Reaction.RefuseStart, clear: Clear.WhenGone, hazard: 'H9', says: 'TOO SOON AGAIN', does: 'REST, COME BACK LATER' },
  { code: Fault.SupervisorMissing, name: 'supervisorMissing', reaction: Reaction.RefuseStart, clear: Clear.WhenGone, hazard: 'H1', says: 'SUPERVISOR NEEDED', does: 'KEY, THEN START' },
  { code: Fault.SessionTooLong, name: 'sessionTooLong', reaction: Reaction.Return, clear: Clear.WhenGone, hazard: 'H9', says: 'TIME IS UP', does: 'LIE STILL' },
  { code: Fault.PauseTooLong, name: 'pauseTooLong', reaction: Reaction.Return, clear: Clear.WhenGone, hazard: 'H9', says: 'PAUSED TOO LONG', does: 'LIE STILL' },
  { code: Fault.StartStuck, name: 'startStuck', reaction: Reaction.RefuseStart, clear: Clear.WhenGone, hazard: 'H1', says: 'START IS STUCK', does: 'RELEASE THE BUTTON' },
  { code: Fault.NoAnswer, name: 'noAnswer', reaction: Reaction.Return, clear: Clear.WhenGone, hazard: 'H9', says: 'NO ANSWER', does: 'LIE STILL' },
  { code: Fault.PullNotReached, name: 'pullNotReached', reaction: Reaction.Warn, clear: Clear.WhenGone, hazard: 'H4', says: 'ANGLE LIMIT REACHED', does: 'PULL BELOW TARGET' },
  { code: Fault.PullCapReached, name: 'pullCapReached', reaction: Reaction.Warn, clear: Clear.WhenGone, hazard: 'H2', says: 'PULL LIMIT REACHED', does: 'ANGLE BELOW TARGET' },
];

/** Names of the reactions by number, as reports spell them. */
export const REACTION_NAMES = ['none', 'warn', 'refuse start', 'return', 'halt', 'lockout'];
