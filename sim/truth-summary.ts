/** Follows the truth step by step and keeps extremes and the mean of the hold. Hot: no allocation. */
import type { TruthSummary } from './report.ts';
import type { World } from './world.ts';

/** The governor's settling and the swing of the strap do not count into the mean of the hold. */
const HOLD_SETTLE_MS = 10_000;

export class TruthFollower {
  private angleMaxDeg = 0;
  private speedMax = 0;
  private accelMax = 0;
  private jerkMax = 0;
  private forceMaxN = 0;
  private holdSumN = 0;
  private holdCount = 0;
  private readonly world: World;

  constructor(world: World) {
    this.world = world;
    this.angleMaxDeg = world.truth.angleDeg;
  }

  /** Called every step of the plant. */
  step(): void {
    const { truth, device, nowMs } = this.world;
    if (truth.angleDeg > this.angleMaxDeg) this.angleMaxDeg = truth.angleDeg;
    const speed = Math.abs(truth.speedDegPerS);
    if (speed > this.speedMax) this.speedMax = speed;
    const accel = Math.abs(truth.accelDegPerS2);
    if (accel > this.accelMax) this.accelMax = accel;
    const jerk = Math.abs(truth.jerkDegPerS3);
    if (jerk > this.jerkMax) this.jerkMax = jerk;
    if (truth.forceN > this.forceMaxN) this.forceMaxN = truth.forceN;
    if (device.state === 'holding' && nowMs - device.stateAtMs >= HOLD_SETTLE_MS) {
      this.holdSumN += truth.forceN;
      this.holdCount += 1;
    }
  }

  summary(forceTargetN: number | null): TruthSummary {
    const { truth } = this.world;
    return {
      angleMaxDeg: this.angleMaxDeg,
      angleEndDeg: truth.angleDeg,
      speedMaxDegPerS: this.speedMax,
      accelMaxDegPerS2: this.accelMax,
      jerkMaxDegPerS3: this.jerkMax,
      forceMaxN: this.forceMaxN,
      forceMeanHoldN: this.holdCount === 0 ? null : this.holdSumN / this.holdCount,
      forceTargetN,
      elongationMm: truth.elongationMm,
    };
  }
}
