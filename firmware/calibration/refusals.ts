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
  { code: Refusal.Unstable, name: 'unstable', says: 'the reading did not come to rest', does: 'let the load hang free and still, away from draught and hands, then repeat the step' },
  { code: Refusal.WrongSign, name: 'wrongSign', says: 'the load makes the reading fall', does: 'swap the two signal wires of the cell, or turn it round, then begin again' },
  { code: Refusal.NotLoaded, name: 'notLoaded', says: 'the reading hardly changed', does: 'hang the mass on the cell, then repeat the step' },
  { code: Refusal.WrongMass, name: 'wrongMass', says: 'the reading does not fit the mass that was named', does: 'look at the number on the mass, and that it is in kilograms, then repeat the step' },
  { code: Refusal.TooFewPoints, name: 'tooFewPoints', says: 'at least five different masses are needed on the way up', does: 'hang the next heavier mass' },
  { code: Refusal.OutOfOrder, name: 'outOfOrder', says: 'that is not the next step', does: 'follow the order: up, down by the same masses, empty, twice the heaviest and empty, the verification' },
  { code: Refusal.MassesTooClose, name: 'massesTooClose', says: 'two masses are too close together', does: 'choose masses at least 2 kg apart' },
  { code: Refusal.SpanTooSmall, name: 'spanTooSmall', says: 'the heaviest mass is too light', does: 'use masses up to at least 25 kg' },
  { code: Refusal.PointsUnequal, name: 'pointsUnequal', says: 'the same mass reads differently the second time', does: 'look for friction and for anything that touches the load; if it stays, the cell is damaged' },
  { code: Refusal.ZeroShifted, name: 'zeroShifted', says: 'the empty cell no longer reads as at the beginning', does: 'take every load off and repeat the step; if it stays, begin again' },
  { code: Refusal.NotLinear, name: 'notLinear', says: 'a point is too far from the straight line', does: 'one of the masses is not what it says: check them on a scale, then begin again' },
  { code: Refusal.MassUsed, name: 'massUsed', says: 'this mass was already used', does: 'verify with a mass that differs by at least 0.5 kg from all others' },
  { code: Refusal.MassOutside, name: 'massOutside', says: 'this mass is outside of what was calibrated', does: 'verify with a mass between a fifth of the heaviest one and the heaviest one' },
  { code: Refusal.VerificationFailed, name: 'verificationFailed', says: 'the verification reads wrong', does: 'check the mass; if it is right, begin again' },
  { code: Refusal.NotSaved, name: 'notSaved', says: 'the record could not be read back', does: 'the old calibration still holds; the flash memory is worn, replace the board' },
  { code: Refusal.Left, name: 'left', says: 'the service ended before the calibration was accepted', does: 'the old calibration still holds; begin again' },
];
