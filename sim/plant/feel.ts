/**
 * What a body feels of the board's motion: acceleration and jerk of the angle behind a third-order Butterworth low-pass at
 * 5 Hz. The raw plant answers every step of the bridge's voltage at once, faster than anybody can notice.
 */
import { STEP_S } from './actuator.ts';
import type { Linkage } from './linkage.ts';

const CUTOFF_RAD_PER_S = 2 * Math.PI * 5;
const CUTOFF_2 = CUTOFF_RAD_PER_S * CUTOFF_RAD_PER_S;
const CUTOFF_3 = CUTOFF_2 * CUTOFF_RAD_PER_S;

export class Feel {
  accelRadPerS2 = 0;
  jerkRadPerS3 = 0;
  private angleRad = 0;
  private speedRadPerS = 0;

  constructor(linkage: Linkage) {
    this.angleRad = linkage.angleRad;
  }

  step(linkage: Linkage): void {
    const lagRad = linkage.angleRad - this.angleRad;
    const jerk = CUTOFF_3 * lagRad - 2 * CUTOFF_2 * this.speedRadPerS - 2 * CUTOFF_RAD_PER_S * this.accelRadPerS2;
    this.jerkRadPerS3 = jerk;
    this.accelRadPerS2 += jerk * STEP_S;
    this.speedRadPerS += this.accelRadPerS2 * STEP_S;
    this.angleRad += this.speedRadPerS * STEP_S;
  }
}
