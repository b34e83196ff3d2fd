/** Follows the truth from the instant at which a fault strikes: power at the motor, angle, pull. */
import type { Shows } from '../../faults/row.ts';
import type { World } from '../../world.ts';

/** A board that turns faster than this moves. */
const MOVING_DEG_PER_S = 0.03;
const RISING_DEG_PER_S = 0.05;
/** A volt: less does not even overcome the friction of motor and gears. */
const DRIVEN_DUTY = 0.04;

export class TruthWatch {
  /** Instants in ms; NaN until they come. */
  struckAtMs = NaN;
  /** The fault can be seen from here on. */
  shownAtMs = NaN;
  shownDeg = NaN;
  wasPowered = false;
  /** Drive power gone, for the first time after that. */
  offAtMs = NaN;
  turnedAtOffDeg = NaN;
  /** Drive power there again afterwards, or for the first time. */
  onAgainAtMs = NaN;
  lastRiseAtMs = -Infinity;
  angleMaxDeg = 0;
  forceMaxN = 0;
  /** How far the board has turned from where it was when the fault showed. */
  turnedDeg = 0;
  lowestDeg = Infinity;
  highestDeg = -Infinity;
  private struckDeg = 0;
  private readonly shows: Shows;

  /** Duty at the bridge's input, as the chip puts it out. */
  private readonly duty: () => number;

  /** From then on the reaction must be complete. */
  private readonly settledAfterMs: number;

  constructor(shows: Shows, settledAfterMs: number, duty: () => number) {
    this.shows = shows;
    this.settledAfterMs = settledAfterMs;
    this.duty = duty;
  }

  /** Called at every look. */
  look({ nowMs, truth }: World): void {
    if (truth.angleDeg > this.angleMaxDeg) this.angleMaxDeg = truth.angleDeg;
    if (truth.forceN > this.forceMaxN) this.forceMaxN = truth.forceN;
    if (!(nowMs >= this.struckAtMs)) {
      this.struckDeg = truth.angleDeg;
      return;
    }
    if (truth.speedDegPerS > RISING_DEG_PER_S) this.lastRiseAtMs = nowMs;
    if (Number.isNaN(this.shownAtMs)) {
      if (!this.isShown(truth)) return;
      this.shownAtMs = nowMs;
      this.shownDeg = truth.angleDeg;
      this.wasPowered = truth.drivePower;
    }
    this.follow(nowMs, truth);
  }

  private follow(nowMs: number, { angleDeg, drivePower }: World['truth']): void {
    this.turnedDeg = Math.max(this.turnedDeg, Math.abs(angleDeg - this.shownDeg));
    this.lowestDeg = Math.min(this.lowestDeg, angleDeg);
    this.highestDeg = Math.max(this.highestDeg, angleDeg);
    const isOff = !Number.isNaN(this.offAtMs);
    // A relay that fell for an instant may close again until the device has reacted.
    const isLate = !this.wasPowered || nowMs - this.shownAtMs > this.settledAfterMs;
    if (drivePower && isLate && (isOff || !this.wasPowered) && Number.isNaN(this.onAgainAtMs)) this.onAgainAtMs = nowMs;
    if (drivePower || isOff || !this.wasPowered) return;
    this.offAtMs = nowMs;
    this.turnedAtOffDeg = this.turnedDeg;
  }

  private isShown({ drivePower, speedDegPerS, angleDeg }: World['truth']): boolean {
    const { shows } = this;
    if (shows === 'now') return true;
    if (shows === 'power') return drivePower;
    if (shows === 'driven') return drivePower && this.duty() > DRIVEN_DUTY;
    if (shows === 'motion') return Math.abs(speedDegPerS) > MOVING_DEG_PER_S;
    if ('aboveDeg' in shows) return angleDeg > shows.aboveDeg;
    return Math.abs(angleDeg - this.struckDeg) > shows.turnedDeg;
  }

  get isShownNow(): boolean {
    return !Number.isNaN(this.shownAtMs);
  }

  get isOff(): boolean {
    return !Number.isNaN(this.offAtMs);
  }

  get isOnAgain(): boolean {
    return !Number.isNaN(this.onAgainAtMs);
  }
}
