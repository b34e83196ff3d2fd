/**
 * The triangle of hinge, actuator base and attachment on the board: actuator length against board angle.
 * Angles are those of the board above flat, lengths in metres. The firmware keeps its own copy of the geometry, as a real
 * device would; a test compares the two.
 */
import { RAD_PER_DEG, cosine, sine } from './trig.ts';

/** Hinge to the lower pivot of the actuator (design of the reference rig). */
export const BASE_M = 1.3;
/** Hinge to the attachment on the board (design of the reference rig). */
export const ARM_M = 0.7;
/** Angle at the hinge between the two when the board is flat (design of the reference rig). */
export const OFFSET_RAD = 12 * RAD_PER_DEG;
/** Length of the home-made board: its raised edge is 1.30 m above the hinge at 45 degrees. */
export const BOARD_M = 1.84;

const SQUARES_M2 = BASE_M * BASE_M + ARM_M * ARM_M;
const PRODUCT_M2 = BASE_M * ARM_M;
const SINE_OFFSET = sine(OFFSET_RAD);
const COSINE_OFFSET = cosine(OFFSET_RAD);
/** Length with the board flat: travel is counted from here. */
const FLAT_LENGTH_M = Math.sqrt(SQUARES_M2 - 2 * PRODUCT_M2 * COSINE_OFFSET);
const SIXTH = 1 / 6;

/** The triangle in one position. */
export class Linkage {
  angleRad = 0;
  sineAngle = 0;
  cosineAngle = 0;
  lengthM = FLAT_LENGTH_M;
  /** Board angle per travel: one over the lever arm of the actuator about the hinge. */
  turnRadPerM = 0;
  /** Travel of the next `move`. A field, because numbers handed to functions cost memory in every step. */
  moveM = 0;

  constructor(angleRad: number) {
    this.angleRad = angleRad;
    this.sineAngle = sine(angleRad);
    this.cosineAngle = cosine(angleRad);
    this.close();
  }

  get travelM(): number {
    return this.lengthM - FLAT_LENGTH_M;
  }

  /** Moves by `moveM`. Sine and cosine turn with the board; what the series of a short move leaves out is below 1e-17. */
  move(): void {
    const turnRad = this.moveM * this.turnRadPerM;
    const square = turnRad * turnRad;
    const sineTurn = turnRad * (1 - square * SIXTH);
    const cosineTurn = 1 - square * 0.5;
    const sineBefore = this.sineAngle;
    this.angleRad += turnRad;
    this.sineAngle = sineBefore * cosineTurn + this.cosineAngle * sineTurn;
    this.cosineAngle = this.cosineAngle * cosineTurn - sineBefore * sineTurn;
    this.close();
  }

  /** The third side of the triangle by the law of cosines, and the lever by that of sines. */
  private close(): void {
    const sineInner = this.sineAngle * COSINE_OFFSET + this.cosineAngle * SINE_OFFSET;
    const cosineInner = this.cosineAngle * COSINE_OFFSET - this.sineAngle * SINE_OFFSET;
    this.lengthM = Math.sqrt(SQUARES_M2 - 2 * PRODUCT_M2 * cosineInner);
    this.turnRadPerM = this.lengthM / (PRODUCT_M2 * sineInner);
  }
}

/** Height of the raised edge above the hinge. */
export function edgeHeightM(angleDeg: number): number {
  return BOARD_M * sine(angleDeg * RAD_PER_DEG);
}

/** Travel from flat at an angle. */
export function travelMm(angleDeg: number): number {
  return 1000 * new Linkage(angleDeg * RAD_PER_DEG).travelM;
}
