import type { Outputs } from '../hal/machine.ts';
import { ANGLE_CAP_DEG } from './limits.ts';
import type { SafetyState } from './safety.ts';

/**
 * The one gate before the outputs. Whatever wants motion passes here, last; what is not permitted does not reach the drive.
 * A duty that is no number removes power: nothing downstream would notice it.
 */
export function gate(
  out: Outputs,
  permit: SafetyState,
  wishPower: boolean,
  wishDuty: number,
  angleDeg: number,
  endHigh: boolean,
): void {
  const isNumber = wishDuty >= -1 && wishDuty <= 1;
  out.power = permit.power && wishPower && isNumber;
  if (!out.power) out.duty = 0;
  else if (wishDuty > 0 && (!permit.up || !(angleDeg < ANGLE_CAP_DEG) || endHigh)) out.duty = 0;
  else out.duty = wishDuty;
}
