/** Moves a bare plant smoothly, as the firmware would, with a feed-forward that knows the drive. */
import {
  FORCE_PER_CURRENT_N_PER_A,
  FRICTION_N,
  FRICTION_PER_LOAD,
  MOTOR_OHM,
  SUPPLY_OHM,
} from '../../sim/plant/actuator.ts';
import type { Plant } from '../../sim/plant/plant.ts';
import { RAD_PER_DEG } from '../../sim/plant/trig.ts';

const PERIOD_US = 20_000;
/** Corrects what the feed-forward leaves, in degrees per second for each degree of error. */
const CORRECTION_PER_S = 4;

/** Share of the supply that keeps the actuator at this speed, from the equations of the motor. */
export function shareFor(plant: Plant, speedDegPerS: number): number {
  const { actuator, controls } = plant;
  const travelMPerS = (speedDegPerS * RAD_PER_DEG) / actuator.linkage.turnRadPerM;
  const loadN = actuator.torqueNm * actuator.linkage.turnRadPerM;
  const frictionN = Math.sign(speedDegPerS) * (FRICTION_N + FRICTION_PER_LOAD * Math.abs(loadN));
  const currentA = (loadN + frictionN) / FORCE_PER_CURRENT_N_PER_A;
  const neededV = FORCE_PER_CURRENT_N_PER_A * travelMPerS + MOTOR_OHM * currentA;
  const share = neededV / (controls.supplyV - SUPPLY_OHM * Math.abs(currentA));
  return Math.max(-1, Math.min(1, share));
}

/** Moves to an angle along a cycloid whose fastest speed is given, stops there and shorts the motor. */
export function moveTo(plant: Plant, targetDeg: number, speedDegPerS = 1): void {
  const fromDeg = plant.angleDeg;
  const fromUs = plant.atUs;
  const spanDeg = targetDeg - fromDeg;
  const durationUs = (2e6 * Math.abs(spanDeg)) / speedDegPerS;
  plant.controls.powered = true;
  for (let atUs = fromUs; atUs < fromUs + durationUs; atUs += PERIOD_US) {
    const part = (atUs - fromUs + PERIOD_US) / durationUs;
    const plannedDeg = fromDeg + spanDeg * (part - Math.sin(2 * Math.PI * part) / (2 * Math.PI));
    const plannedDegPerS = (spanDeg / (durationUs / 1e6)) * (1 - Math.cos(2 * Math.PI * part));
    plant.controls.outputShare = shareFor(plant, plannedDegPerS + CORRECTION_PER_S * (plannedDeg - plant.angleDeg));
    plant.advanceTo(atUs + PERIOD_US);
  }
  plant.controls.outputShare = 0;
}
