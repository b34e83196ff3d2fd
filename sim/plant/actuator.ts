/**
 * Motor, gears and self-locking lead screw, in the travel of the actuator: metres of travel, newtons along the screw.
 *
 * The mass is the rotor's inertia seen through gears and screw; it is some thirty times what board and person add, so these
 * are left out. Friction is the screw's: a constant part, and a part of the load larger than the load itself, which is what
 * makes it self-locking. Friction can stop a motion but never start one, so the screw stands exactly still when it stands.
 */
import type { Controls } from './controls.ts';
import { Linkage } from './linkage.ts';
import { RAD_PER_DEG } from './trig.ts';

/** Fixed step of the whole plant. */
export const STEP_US = 2000;
export const STEP_S = STEP_US / 1e6;

/** Force per ampere and volts per speed, equal in these units: about 30 mm/s without load at 24 V (design choice). */
export const FORCE_PER_CURRENT_N_PER_A = 702;
/** Winding, leads and both bridge transistors (16 milliohm each, BTS7960 class). */
export const MOTOR_OHM = 0.535;
/** Battery, fuse and cable. Together with the motor it lets the actuator stall at 10 kN and 24 V. */
export const SUPPLY_OHM = 0.15;
/** Reflected inertia; with the two resistances it makes a mechanical time constant of 55 ms. */
export const REFLECTED_KG = 39_600;
/** Constant friction of gears and screw: 3.7 A without load. Alone it stops the drive within 0.3 s when power is cut. */
export const FRICTION_N = 2600;
/** Friction per load. Above 1 the load cannot drive the screw back. */
export const FRICTION_PER_LOAD = 1.15;
const PER_REFLECTED_KG = 1 / REFLECTED_KG;

/** Mechanical stops beyond the end switches, stiff enough to give 0.1 degrees at stall, half critically damped. */
export const STOP_LOW_RAD = -0.3 * RAD_PER_DEG;
export const STOP_HIGH_RAD = 47.5 * RAD_PER_DEG;
const STOP_N_PER_M = 2e7;
const STOP_NS_PER_M = 9e5;

/** End switches, and how far the board leaves them before they close again. */
const SWITCH_LOW_RAD = 0;
const SWITCH_HIGH_RAD = 46.5 * RAD_PER_DEG;
const SWITCH_BACKLASH_RAD = 0.15 * RAD_PER_DEG;

export class Actuator {
  readonly linkage: Linkage;
  /** Speed of travel, positive up. */
  speedMPerS = 0;
  /** Speed of the slipping linkage beside the screw's, in the last step. */
  slidMPerS = 0;
  currentA = 0;
  /** Torque about the hinge that pulls the board down; set before each step. */
  torqueNm = 0;
  /** Work of the motor on the screw since the beginning. */
  motorWorkJ = 0;
  lowReached: boolean;
  highReached: boolean;
  /** Impulses of the present step. Fields, because numbers handed to functions cost memory in every step. */
  private loadNs = 0;
  private frictionNs = 0;
  /** What follows from the bridge's output, kept while the output stays the same. */
  private share = NaN;
  private supplyV = NaN;
  private emfV = 0;
  private perOhm = 0;
  private motorNs = 0;
  private perResistance = 0;

  constructor(angleRad: number) {
    this.linkage = new Linkage(angleRad);
    this.lowReached = angleRad <= SWITCH_LOW_RAD;
    this.highReached = angleRad >= SWITCH_HIGH_RAD;
  }

  /** One step under `torqueNm`. */
  step(controls: Controls): void {
    const { linkage } = this;
    let loadN = this.torqueNm * linkage.turnRadPerM;
    if (linkage.angleRad > STOP_HIGH_RAD || linkage.angleRad < STOP_LOW_RAD) loadN += this.stopForceN();
    const loadFrictionN = FRICTION_PER_LOAD * (loadN < 0 ? -loadN : loadN);
    this.loadNs = STEP_S * loadN;
    this.frictionNs = STEP_S * controls.screwFriction * (FRICTION_N + loadFrictionN);
    if (controls.powered && !controls.motorCut) this.drive(controls);
    else this.coast();
    if (controls.jammed) this.speedMPerS = 0;
    this.slidMPerS = controls.slipMPerS === 0 ? 0 : this.slideOf(controls.slipMPerS);
    linkage.moveM = (this.speedMPerS + this.slidMPerS) * STEP_S;
    if (linkage.moveM === 0) return;
    linkage.move();
    this.lowReached = linkage.angleRad <= (this.lowReached ? SWITCH_LOW_RAD + SWITCH_BACKLASH_RAD : SWITCH_LOW_RAD);
    this.highReached = linkage.angleRad >= (this.highReached ? SWITCH_HIGH_RAD - SWITCH_BACKLASH_RAD : SWITCH_HIGH_RAD);
  }

  /** What slips comes to rest at the mechanical stops. */
  private slideOf(slipMPerS: number): number {
    const { angleRad } = this.linkage;
    return (slipMPerS > 0 && angleRad >= STOP_HIGH_RAD) || (slipMPerS < 0 && angleRad <= STOP_LOW_RAD) ? 0 : slipMPerS;
  }

  /** Motor connected. Its damping is taken at the end of the step, so it cannot ring. */
  private drive(controls: Controls): void {
    if (controls.outputShare !== this.share || controls.supplyV !== this.supplyV) this.connect(controls);
    let impulseNs = REFLECTED_KG * this.speedMPerS + this.motorNs - this.loadNs;
    if (impulseNs > this.frictionNs) impulseNs -= this.frictionNs;
    else if (impulseNs < -this.frictionNs) impulseNs += this.frictionNs;
    else impulseNs = 0;
    const speedMPerS = controls.jammed ? 0 : impulseNs * this.perResistance;
    this.currentA = (this.emfV - FORCE_PER_CURRENT_N_PER_A * speedMPerS) * this.perOhm;
    if (this.isBlocked(controls)) {
      this.coast();
      return;
    }
    this.speedMPerS = speedMPerS;
    this.motorWorkJ += FORCE_PER_CURRENT_N_PER_A * this.currentA * speedMPerS * STEP_S;
  }

  /** Motor disconnected. */
  private coast(): void {
    let impulseNs = REFLECTED_KG * this.speedMPerS - this.loadNs;
    if (impulseNs > this.frictionNs) impulseNs -= this.frictionNs;
    else if (impulseNs < -this.frictionNs) impulseNs += this.frictionNs;
    else impulseNs = 0;
    this.speedMPerS = impulseNs * PER_REFLECTED_KG;
    this.currentA = 0;
  }

  private connect(controls: Controls): void {
    this.share = controls.outputShare;
    this.supplyV = controls.supplyV;
    this.emfV = this.share * this.supplyV;
    this.perOhm = 1 / (MOTOR_OHM + this.share * this.share * SUPPLY_OHM);
    this.motorNs = STEP_S * FORCE_PER_CURRENT_N_PER_A * this.emfV * this.perOhm;
    const dampingNsPerM = FORCE_PER_CURRENT_N_PER_A * FORCE_PER_CURRENT_N_PER_A * this.perOhm;
    this.perResistance = 1 / (REFLECTED_KG + STEP_S * dampingNsPerM);
  }

  /** An end switch cuts the outward direction only; a diode across it carries the way back. */
  private isBlocked(controls: Controls): boolean {
    if (this.currentA > 0) return controls.highLine === 'open' || (this.highReached && controls.highLine !== 'closed');
    return controls.lowLine === 'open' || (this.lowReached && controls.lowLine !== 'closed');
  }

  /** Force of the mechanical stops against further travel, in the sense of a load. */
  private stopForceN(): number {
    const { angleRad, turnRadPerM } = this.linkage;
    const isHigh = angleRad > STOP_HIGH_RAD;
    const depthM = (angleRad - (isHigh ? STOP_HIGH_RAD : STOP_LOW_RAD)) / turnRadPerM;
    const forceN = STOP_N_PER_M * depthM + STOP_NS_PER_M * this.speedMPerS;
    return isHigh ? Math.max(0, forceN) : Math.min(0, forceN);
  }
}
