import type { Device } from './device.ts';
import { Program } from './programs.ts';

/** What the board goes for at present: the phase of the program in plain units. Written in place when a phase begins. */
export interface Aim {
  /** Pull to reach; with an angle target it is 0. */
  pullTargetN: number;
  /** Angle to reach; with a pull target it is 0. */
  angleDeg: number;
  /** Steepest angle that the governor may go to. */
  angleCapDeg: number;
  weightN: number;
  speedDegPerS: number;
  /** Lowers until the pull is at most the target, no further than this angle, and never climbs for it. */
  eases: boolean;
  floorDeg: number;
  /** Here it hung before, with this much pull or less: the way there is quick. 0 for none. */
  knownDeg: number;
}

export function newAim(): Aim {
  return {
    pullTargetN: 0,
    angleDeg: 0,
    angleCapDeg: 0,
    weightN: 0,
    speedDegPerS: 0,
    eases: false,
    floorDeg: 0,
    knownDeg: 0,
  };
}

/** A rest lowers no further: the board is not flat, and the session goes on. */
export const FLOOR_DEG = 1;

/** Takes aim at the present phase of the program. The caps stay those of the prescription. */
export function takeAim(d: Device): void {
  const o = d.orders;
  const p = d.phase;
  const a = d.aim;
  const swings = o.program === Program.Rocking && d.session.started;
  a.eases = p.eases;
  a.floorDeg = FLOOR_DEG;
  a.knownDeg = d.session.started && p.share >= d.session.holdShare ? d.session.holdDeg : 0;
  a.weightN = o.weightN;
  a.angleCapDeg = o.angleCapDeg;
  a.pullTargetN = p.share * o.pullTargetN;
  a.angleDeg = p.share * o.angleTargetDeg;
  a.speedDegPerS = p.eases ? o.easeDegPerS : swings ? o.swingDegPerS : o.speedDegPerS;
}
