/** Why a step of a calibration is refused, as data for the board, the console and the certificate. */
export const enum Refusal {
  None = 0,
  /** The device has not been on for long enough. */
  Cold = 1,
  /** No word of the converter came. */
  NoWords = 2,
  /** Words do not come ten times a second. */
  RateWrong = 3,
  /** Two words stood at an end of the converter's range. */
  Saturated = 4,
  /** The same word again and again. */
  Frozen = 5,
  /** More noise than the converter and a sound cell make. */
  Noisy = 6,
  /** The empty cell reads far from zero. */
  NotEmpty = 7,
  /** The reading did not come to rest. */
  Unstable = 8,
  /** A load makes the reading fall. */
  WrongSign = 9,
  /** The reading hardly changed. */
  NotLoaded = 10,
  /** The reading does not fit the mass that was named. */
  WrongMass = 11,
  /** Less than five masses, or something else than the next step. */
  TooFewPoints = 12,
  OutOfOrder = 13,
  /** Two masses so close together that the line between them says nothing. */
  MassesTooClose = 14,
  /** The heaviest mass is too light for the range that is to be measured. */
  SpanTooSmall = 15,
  /** The same mass reads differently on the way down, or the second time. */
  PointsUnequal = 16,
  /** Empty again, the cell does not read as before. */
  ZeroShifted = 17,
  /** A point is too far from the line through all of them. */
  NotLinear = 18,
  /** The mass for the verification was already used in the fit. */
  MassUsed = 19,
  /** The mass for the verification is too light, or heavier than any in the fit. */
  MassOutside = 20,
  /** The verification reads wrong. */
  VerificationFailed = 21,
  /** The record was not there when it was read back. */
  NotSaved = 22,
  /** The service key was turned back, the board left flat, or the console fell silent. */
  Left = 23,
  /** The load cell comes first: the angle is checked against the pull. */
  NoLoadCell = 24,
  /** Panic was not tested today, and the board is to move. */
  PanicUntested = 25,
  /** The board is not at its flat stop, or the stop is not level. */
  NotLevel = 26,
  /** Zero of tilt sensor or potentiometer is farther off than mounting may be. */
  Misplaced = 27,
  /** The pull is not that of an empty strap, or of the mass in it. */
  StrapLoaded = 28,
  /** The board is not where it was looked at. */
  BoardMoved = 29,
  /** Tilt and travel agree, and differ from the angle that was typed. */
  WrongReference = 30,
  /** Tilt and travel differ, and the tilt is the one that is off. */
  TiltOff = 31,
  TravelOff = 32,
  /** Told to go up, the board did not: travel or tilt did not grow. */
  WrongDirection = 33,
  /** The device has halted on the way. */
  Halted = 34,
}

/** One refusal in plain words. */
export interface RefusalRow {
  readonly code: Refusal;
  readonly name: string;
  readonly says: string;
  /** What the technician does now. */
  readonly does: string;
}

// One line each, so that it reads as the table it is.
// prettier-ignore
export const REFUSALS: readonly RefusalRow[] = [
  { code: Refusal.None, name: 'none', says: 'accepted', does: 'go on' },
  { code: Refusal.Cold, name: 'cold', says: 'the cell is not warm yet', does: 'leave the device on for five minutes, then begin again' },
  { code: Refusal.NoWords, name: 'noWords', says: 'the converter sends nothing', does: 'check the cable between board and converter, then repeat the step' },
  { code: Refusal.RateWrong, name: 'rateWrong', says: 'the converter does not measure ten times a second', does: 'set the rate strap of the converter to 10 per second, then begin again' },
  { code: Refusal.Saturated, name: 'saturated', says: 'the reading stands at the end of its range', does: 'check the four wires of the cell and that it is not overloaded, then repeat the step' },
  { code: Refusal.Frozen, name: 'frozen', says: 'the reading does not live: the same word again and again', does: 'check the converter, then begin again' },
  { code: Refusal.Noisy, name: 'noisy', says: 'the reading is noisier than a sound cell', does: 'check shield and plugs of the cell cable, then begin again' },
  { code: Refusal.NotEmpty, name: 'notEmpty', says: 'the empty cell reads far from zero', does: 'take every load off the cell; if nothing hangs there, the cell is damaged' },
  { code: Refusal.Unstable, name: 'unstable', says: 'the reading did not come to rest', does: 'let the load hang free and the board stand still, away from draught and hands, then repeat the step' },
  { code: Refusal.WrongSign, name: 'wrongSign', says: 'the load makes the reading fall', does: 'swap the two signal wires of the cell, or turn it round, then begin again' },
  { code: Refusal.NotLoaded, name: 'notLoaded', says: 'the reading hardly changed', does: 'hang the mass on the cell, then repeat the step' },
  { code: Refusal.WrongMass, name: 'wrongMass', says: 'the reading does not fit the mass that was named', does: 'look at the number on the mass, and that it is in kilograms, then repeat the step' },
  { code: Refusal.TooFewPoints, name: 'tooFewPoints', says: 'at least five different masses are needed on the way up', does: 'hang the next heavier mass' },
  { code: Refusal.OutOfOrder, name: 'outOfOrder', says: 'that is not the next step', does: 'follow the order that is told: masses up, down, empty, repeats, the verification; angles flat, 10 to 25 degrees, above 30 degrees, flat' },
  { code: Refusal.MassesTooClose, name: 'massesTooClose', says: 'two masses are too close together', does: 'choose masses at least 2 kg apart' },
  { code: Refusal.SpanTooSmall, name: 'spanTooSmall', says: 'the range that is covered is too small', does: 'use masses up to at least 25 kg, and references above 10 and above 30 degrees' },
  { code: Refusal.PointsUnequal, name: 'pointsUnequal', says: 'the same mass reads differently the second time', does: 'look for friction and for anything that touches the load; if it stays, the cell is damaged' },
  { code: Refusal.ZeroShifted, name: 'zeroShifted', says: 'the zero is no longer where it was at the beginning', does: 'take every load off, or bring the board back to its flat stop, and repeat the step; if it stays, begin again' },
  { code: Refusal.NotLinear, name: 'notLinear', says: 'a point is too far from the straight line', does: 'one of the masses is not what it says: check them on a scale, then begin again' },
  { code: Refusal.MassUsed, name: 'massUsed', says: 'this mass was already used', does: 'verify with a mass that differs by at least 0.5 kg from all others' },
  { code: Refusal.MassOutside, name: 'massOutside', says: 'this mass is outside of what was calibrated', does: 'verify with a mass between a fifth of the heaviest one and the heaviest one' },
  { code: Refusal.VerificationFailed, name: 'verificationFailed', says: 'the verification reads wrong', does: 'check the mass; if it is right, begin again' },
  { code: Refusal.NotSaved, name: 'notSaved', says: 'the record could not be read back', does: 'the old calibration still holds; the flash memory is worn, replace the board' },
  { code: Refusal.Left, name: 'left', says: 'the service ended before the calibration was accepted', does: 'the old calibration still holds; begin again' },
  { code: Refusal.NoLoadCell, name: 'noLoadCell', says: 'the load cell is not calibrated', does: 'calibrate the load cell first: the angle is checked against the pull' },
  { code: Refusal.PanicUntested, name: 'panicUntested', says: 'panic was not tested today', does: 'press PANIC, twist it free, press START at the flat board, then begin again' },
  { code: Refusal.NotLevel, name: 'notLevel', says: 'the board does not stand level at its flat stop', does: 'lower the board to its stop and put the feet level: the inclinometer must read within half a degree' },
  { code: Refusal.Misplaced, name: 'misplaced', says: 'the zero of the tilt sensor or of the travel is too far off', does: 'mount the sensor within 5 degrees, or the actuator within 10 mm, then begin again' },
  { code: Refusal.StrapLoaded, name: 'strapLoaded', says: 'the pull is not that of an empty strap, or of the mass in it', does: 'nobody may be on the board and nothing but the named mass in the strap; if that is so, calibrate the load cell again' },
  { code: Refusal.BoardMoved, name: 'boardMoved', says: 'the board has moved since it was looked at', does: 'let it stand, look again, and read the inclinometer again' },
  { code: Refusal.WrongReference, name: 'wrongReference', says: 'the angle that was typed fits neither tilt nor travel', does: 'read the inclinometer again, in degrees, with its own zero checked, then repeat the step' },
  { code: Refusal.TiltOff, name: 'tiltOff', says: 'the tilt sensor does not follow the angle', does: 'check that it sits firm and straight on the board, then begin again' },
  { code: Refusal.TravelOff, name: 'travelOff', says: 'the travel does not follow the angle', does: 'check potentiometer, pivots and their distances, then begin again' },
  { code: Refusal.WrongDirection, name: 'wrongDirection', says: 'told to go up, travel or tilt did not grow', does: 'lower the board, switch off, check the motor leads and which way the tilt sensor is mounted' },
  { code: Refusal.Halted, name: 'halted', says: 'the device has halted on the way', does: 'look at its display, acknowledge with START, come down with LOWER, then begin again' },
];
