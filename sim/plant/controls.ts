/** What the parts tell the plant: plain numbers that hold until a part changes them. */

/** An end switch's contact in the motor line. */
export type LineContact = 'by angle' | 'open' | 'closed';

export interface Controls {
  /** True while the relay contact feeds the bridge. */
  powered: boolean;
  /** Open-circuit voltage of the supply. */
  supplyV: number;
  /** Share of the supply at the bridge's output, positive up; 0 shorts the motor. */
  outputShare: number;
  /** True while a motor lead is cut. */
  motorCut: boolean;
  lowLine: LineContact;
  highLine: LineContact;
  /** Scale of the friction in the screw; below about 0.8 it lets itself be driven back. */
  screwFriction: number;
  /** Travel speed that the nut gives way with, positive up. */
  slipMPerS: number;
  /** True while something blocks the screw. */
  jammed: boolean;
  /** Force on the raised edge at right angles to the board, positive up: an obstacle, a helper. */
  edgePushN: number;
  /** Force along the board on the person, positive towards the hinge, hence into the strap. */
  personPushN: number;
  /** How far the person's weight has moved towards the raised edge: sitting up. */
  personShiftM: number;
  /** Scale of the friction between person and board. */
  personFriction: number;
  /** Amplitude of the breath along the board. */
  breathN: number;
  strapAttached: boolean;
  /** Length let out in the strap beyond the usual slack. */
  strapSlackM: number;
  /** Scale of the strap's stiffness. */
  strapStiffness: number;
}

/**
 * Breath along the board. One newton: larger ones work the body down the board until the pull is above the friction law
 * by their whole amplitude, which the measured accuracy of the model does not allow.
 */
export const BREATH_N = 1;

export function restingControls(supplyV: number): Controls {
  return {
    powered: false,
    supplyV,
    outputShare: 0,
    motorCut: false,
    lowLine: 'by angle',
    highLine: 'by angle',
    screwFriction: 1,
    slipMPerS: 0,
    jammed: false,
    edgePushN: 0,
    personPushN: 0,
    personShiftM: 0,
    personFriction: 1,
    breathN: BREATH_N,
    strapAttached: true,
    strapSlackM: 0,
    strapStiffness: 1,
  };
}
