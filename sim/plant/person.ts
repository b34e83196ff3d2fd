/**
 * The person on the board: a mass that slides along it, held by friction and by the strap, with a spine that gives slowly.
 * Positions along the board in metres, positive towards the hinge (down the slope), from where the person lay down.
 */
import { STEP_S } from './actuator.ts';
import type { Controls } from './controls.ts';
import { GRAVITY_M_PER_S2 } from './gravity.ts';
import type { Linkage } from './linkage.ts';

/** Skin and clothes give this much before the body slides (design choice). */
const GIVE_M = 0.006;
const SHEAR_PER_M = 1 / GIVE_M;
/**
 * Friction of a body that lies still is 2 % above that of one that slides (design choice). The coefficient of friction
 * lies between the two, where a body comes to rest after the board has eased to a stop.
 */
const STILL_SHARE = 1.003;
const SLIDING_SHARE = 0.983;
/** Square of the speed at which half of the difference has come (5 mm/s, Stribeck's law). */
const STRIBECK_M2_PER_S2 = 0.005 * 0.005;
/** Viscous part of the contact, per mass: keeps a frictionless body from drifting for ever (design choice). */
const DRAG_PER_S = 0.5;

/** Webbing, harness and the body under it (design choice). */
export const STRAP_N_PER_M = 5000;
const STRAP_DAMPING_RATIO = 0.5;
/** A strap put on by hand is not tight; more than the give of the skin, so that friction takes the load first. */
export const SLACK_M = 0.008;
/** The strap's mechanical fuse (design of the reference rig). */
export const FUSE_N = 1000;

/** Time constant of the spine (design choice). */
const SPINE_S = 1200;
const SPINE_PER_STEP = STEP_S / SPINE_S;
/** About 10 mm after 30 minutes at 196 N: 0.010 / (1 - exp(-1.5)) / 196. */
const SPINE_M_PER_N = 6.5673e-5;

/** Foot rest and shoulder rest: a body without a strap comes to lie there. */
const REST_AT_M = 0.3;
const REST_N_PER_M = 20_000;
const REST_NS_PER_M = 1200;

/** One breath in four seconds: half a breath is one in this count. */
const HALF_BREATH_PER_STEP = STEP_S / 2;

/** Below this angle a person moves until nothing pulls any more: friction is let go within seconds. */
const SETTLE_SINE = 0.035;
const SETTLE_PER_STEP = STEP_S / 0.5;

export class Person {
  readonly weightN: number = 0;
  readonly friction: number = 0;
  /** Slide along the board. */
  slideM = 0;
  speedMPerS = 0;
  /** Tension of the strap. */
  strapN = 0;
  /** Slow stretch of the spine. */
  stretchM = 0;
  /** Friction as a share of its nominal limit. */
  shear = 0;
  /** True once the strap's fuse has parted. */
  fuseBlown = false;
  /** Strap length that a body gained while its strap was open. */
  looseM = 0;
  /** Work that the person's own pushes have done. */
  pushWorkJ = 0;
  private breath = 0;
  private readonly dampingNsPerM: number = 0;
  private readonly dragNsPerM: number = 0;
  private readonly perMassPerS: number = 0;

  constructor(massKg: number, friction: number, linkage: Linkage) {
    this.weightN = massKg * GRAVITY_M_PER_S2;
    this.friction = friction;
    this.dampingNsPerM = 2 * STRAP_DAMPING_RATIO * Math.sqrt(STRAP_N_PER_M * massKg);
    this.dragNsPerM = DRAG_PER_S * massKg;
    this.perMassPerS = massKg > 0 ? STEP_S / massKg : 0;
    const gripN = friction * this.weightN * linkage.cosineAngle;
    const downhillN = this.weightN * linkage.sineAngle;
    this.shear = downhillN >= gripN ? 1 : downhillN / gripN;
    this.strapN = Math.max(0, downhillN - gripN);
    this.slideM = this.strapN > 0 ? SLACK_M + this.strapN / STRAP_N_PER_M : this.shear * GIVE_M;
  }

  /** One step on the board as the actuator holds it. */
  step(controls: Controls, linkage: Linkage): void {
    this.pull(controls);
    const breath = this.breath + HALF_BREATH_PER_STEP;
    this.breath = breath >= 1 ? breath - 2 : breath;
    // A parabola for each half of the breath: close enough to a sine, and it needs none.
    const breathN = 4 * controls.breathN * this.breath * (1 - (this.breath < 0 ? -this.breath : this.breath));
    const pushN = controls.personPushN + breathN;
    const gripN = this.friction * controls.personFriction * this.weightN * linkage.cosineAngle;
    const holdN = gripN * this.shear + this.strapN + this.dragNsPerM * this.speedMPerS;
    const speedMPerS = this.speedMPerS + (this.weightN * linkage.sineAngle + pushN - holdN) * this.perMassPerS;
    this.speedMPerS = speedMPerS;
    const moveM = speedMPerS * STEP_S;
    this.slideM += moveM;
    this.pushWorkJ += pushN * moveM;
    this.stretchM += (SPINE_M_PER_N * this.strapN - this.stretchM) * SPINE_PER_STEP;
    this.shear += moveM * SHEAR_PER_M;
    if (linkage.sineAngle < SETTLE_SINE) this.shear -= this.shear * SETTLE_PER_STEP;
    if (this.shear > SLIDING_SHARE || this.shear < -SLIDING_SHARE) this.slip();
    if (this.slideM > REST_AT_M || this.slideM < -REST_AT_M) this.meetRest();
  }

  /** The contact carries no more than its limit, which is lower while the body slides. */
  private slip(): void {
    const square = this.speedMPerS * this.speedMPerS;
    const slowness = STRIBECK_M2_PER_S2 / (square + STRIBECK_M2_PER_S2);
    const limit = SLIDING_SHARE + (STILL_SHARE - SLIDING_SHARE) * slowness;
    if (this.shear > limit) this.shear = limit;
    else if (this.shear < -limit) this.shear = -limit;
  }

  /** Spring and damper that only pull. A strap that comes open lies loose where the body has slid to when it closes. */
  private pull(controls: Controls): void {
    const extensionM = this.slideM - this.stretchM - SLACK_M - controls.strapSlackM - this.looseM;
    this.strapN = 0;
    if (extensionM <= 0) return;
    if (!controls.strapAttached || this.fuseBlown) {
      this.looseM += extensionM;
      return;
    }
    const strapN = controls.strapStiffness * (STRAP_N_PER_M * extensionM + this.dampingNsPerM * this.speedMPerS);
    if (strapN > FUSE_N) this.fuseBlown = true;
    if (strapN > 0) this.strapN = strapN;
  }

  private meetRest(): void {
    const beyondM = this.slideM > 0 ? this.slideM - REST_AT_M : this.slideM + REST_AT_M;
    this.speedMPerS -= (REST_N_PER_M * beyondM + REST_NS_PER_M * this.speedMPerS) * this.perMassPerS;
  }
}
