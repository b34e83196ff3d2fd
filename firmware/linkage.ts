/** Geometry of the reference rig: the actuator lifts the board through a triangle (design section 3; docs/ARCHITECTURE.md). */

import { DEG_PER_RAD } from './units.ts';

/** Hinge to the lower pivot of the actuator. */
const BASE_MM = 1300;
/** Hinge to the attachment on the board. */
const ARM_MM = 700;
/** The lower pivot lies this far below the plane of the flat board, seen from the hinge. */
const OFFSET_DEG = 12;

const SQUARES_MM2 = BASE_MM * BASE_MM + ARM_MM * ARM_MM;
const DOUBLE_PRODUCT_MM2 = 2 * BASE_MM * ARM_MM;
/** Length of the actuator at flat: sqrt(SQUARES - DOUBLE_PRODUCT cos 12 deg), a literal for the same reason; tests check it. */
const FLAT_LENGTH_MM = 632.2747556754687;

/** Board angle at an actuator travel from flat, both in the plane of the triangle. NaN outside the triangle. */
export function angleOfTravelDeg(travelMm: number): number {
  const lengthMm = FLAT_LENGTH_MM + travelMm;
  return Math.acos((SQUARES_MM2 - lengthMm * lengthMm) / DOUBLE_PRODUCT_MM2) * DEG_PER_RAD - OFFSET_DEG;
}

/** Actuator travel per degree of board at an angle. */
export function travelPerDegMm(angleDeg: number): number {
  const angleRad = (angleDeg + OFFSET_DEG) / DEG_PER_RAD;
  const lengthMm = Math.sqrt(SQUARES_MM2 - DOUBLE_PRODUCT_MM2 * Math.cos(angleRad));
  return (BASE_MM * ARM_MM * Math.sin(angleRad)) / lengthMm / DEG_PER_RAD;
}
