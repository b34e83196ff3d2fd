/** Follows the truth step by step and keeps extremes and the mean of the hold. Hot: no allocation. */
import type { TruthSummary } from './report.ts';
import type { World } from './world.ts';

/** The governor's settling and the swing of the strap do not count into the mean of the hold. */
const HOLD_SETTLE_MS = 10_000;
/** The target that the device sends is the whole one if it is this close to it. */
const ALL_SHARE = 0.01;

export class TruthFollower {
  private angleMaxDeg = 0;
  private speedMax = 0;
  private accelMax = 0;
  private jerkMax = 0;
  private forceMaxN = 0;
  private holdSumN = 0;
  private holdCount = 0;
  private readonly world: World;
  private readonly forceTargetN: number | null;

  constructor(world: World, forceTargetN: number | null) {
    this.world = world;
    this.forceTargetN = forceTargetN;
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
    if (device.state === 'holding' && nowMs - device.stateAtMs >= HOLD_SETTLE_MS && this.holdsAll()) {
      this.holdSumN += truth.forceN;
      this.holdCount += 1;
    }
  }

  /** A step of a program below its whole target is not what the mean is about. */
  private holdsAll(): boolean {
    const { reading } = this.world.device;
    if (reading === null || this.forceTargetN === null) return true;
    return Math.abs(reading.targetN - this.forceTargetN) < ALL_SHARE * this.forceTargetN;
  }

  summary(): TruthSummary {
    const { truth } = this.world;
    return {
      angleMaxDeg: this.angleMaxDeg,
      angleEndDeg: truth.angleDeg,
      speedMaxDegPerS: this.speedMax,
      accelMaxDegPerS2: this.accelMax,
      jerkMaxDegPerS3: this.jerkMax,
      forceMaxN: this.forceMaxN,
      forceMeanHoldN: this.holdCount === 0 ? null : this.holdSumN / this.holdCount,
      forceTargetN: this.forceTargetN,
      elongationMm: truth.elongationMm,
    };
  }
}
