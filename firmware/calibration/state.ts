import { clearFit, newFit, type Fit } from './fit.ts';
import { newGate, type Gate } from './gate.ts';
import { Refusal } from './refusals.ts';

/** Where a calibration stands. Each stage is left by a step that was accepted. */
export const enum Stage {
  /** Nothing begun. */
  None = 0,
  /** The cell is looked at, empty. */
  Diagnose = 1,
  /** Waits for the empty cell. */
  Tare = 2,
  /** At least five masses, each heavier than the one before. */
  Up = 3,
  /** The same masses back. */
  Down = 4,
  /** Empty again. */
  ZeroReturn = 5,
  /** Twice more the heaviest mass, and empty after each. */
  Repeat = 6,
  /** Every point against the line. */
  Fitting = 7,
  /** A mass that was not used. */
  Verify = 8,
  /** All passed: may be accepted. */
  Ready = 9,
  /** Angle: the board at its flat stop. */
  Level = 10,
  /** Angle: two references, and flat again. From here on the board may be moved. */
  Reference = 11,
  /** All angles passed, the board is flat: may be accepted. */
  AngleReady = 12,
}

/** A calibration under way. It touches nothing in use until it is accepted. */
export interface Calibration {
  stage: Stage;
  gate: Gate;
  fit: Fit;
  /** A reading is under way. */
  busy: boolean;
  sinceMs: number;
  /** Answer to the last step. */
  refusal: Refusal;
  /** Mass of the reading under way, and the load that it is. */
  massG: number;
  loadN: number;
  /** Every accepted reading in its order. */
  massesG: number[];
  readings: number[];
  /** Readings of the way up; the tare is the first. */
  ups: number;
  /** The next one of the way up that is to come again on the way down. */
  next: number;
  repeats: number;
  /** Point whose residual comes next. */
  checked: number;
  /** Results. */
  noiseCounts: number;
  periodMs: number;
  zeroCounts: number;
  countsPerN: number;
  residualN: number;
  hysteresisN: number;
  repeatN: number;
  zeroReturnN: number;
  verifyMassG: number;
  verifyN: number;
  /** Angle: the reading under way only looks; what it saw, and whether that still stands. */
  looks: boolean;
  looked: boolean;
  /** What was typed for the reading under way. */
  saidDeg: number;
  seenTiltDeg: number;
  seenTravelMm: number;
  /** The board was being jogged a period ago. */
  jogs: boolean;
  /** What was in use before the zeros of the flat stop. */
  calBefore: number[];
  /** Weight in the strap, 0 for none. */
  strapN: number;
  /** Every accepted angle: as it was typed, tilt and travel without their zeros, pull. */
  typedDeg: number[];
  tiltDeg: number[];
  travelMm: number[];
  pullN: number[];
}

export function newCalibration(): Calibration {
  return {
    stage: Stage.None,
    gate: newGate(),
    fit: newFit(),
    busy: false,
    sinceMs: 0,
    refusal: Refusal.None,
    massG: 0,
    loadN: 0,
    massesG: [],
    readings: [],
    ups: 0,
    next: 0,
    repeats: 0,
    checked: 0,
    noiseCounts: 0,
    periodMs: 0,
    zeroCounts: 0,
    countsPerN: 0,
    residualN: 0,
    hysteresisN: 0,
    repeatN: 0,
    zeroReturnN: 0,
    verifyMassG: 0,
    verifyN: 0,
    looks: false,
    looked: false,
    saidDeg: 0,
    seenTiltDeg: 0,
    seenTravelMm: 0,
    jogs: false,
    calBefore: [],
    strapN: 0,
    typedDeg: [],
    tiltDeg: [],
    travelMm: [],
    pullN: [],
  };
}

/** As new; nothing of what was measured remains. */
export function clearCalibration(c: Calibration): void {
  c.stage = Stage.None;
  clearFit(c.fit);
  c.busy = false;
  c.refusal = Refusal.None;
  c.massesG = [];
  c.readings = [];
  c.ups = 0;
  c.next = 0;
  c.repeats = 0;
  c.checked = 0;
  c.residualN = 0;
  c.hysteresisN = 0;
  c.repeatN = 0;
  c.zeroReturnN = 0;
  c.verifyMassG = 0;
  c.verifyN = 0;
  c.looked = false;
  c.typedDeg = [];
  c.tiltDeg = [];
  c.travelMm = [];
  c.pullN = [];
}
