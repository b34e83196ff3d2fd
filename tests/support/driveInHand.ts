/** A drive at work or at rest, and what it does, for the monitors of the drive. */
import { Goal, type Device } from '../../firmware/device.ts';
import type { Fault } from '../../firmware/faults.ts';
import { monitorDrive } from '../../firmware/monitors/drive.ts';
import { raisedBy, readyDevice } from './deviceInHand.ts';

/** What a test may say about a tick. */
export interface Moment {
  angleDeg?: number;
  speedDegPerS?: number;
  planDeg?: number;
  planDegPerS?: number;
  currentA?: number;
  duty?: number;
  relayOpen?: boolean;
  panic?: boolean;
  takeUpV?: number;
  /** The potentiometer reads the very same again and again. */
  noNoise?: boolean;
}

/** A drive at work for long, on its plan at 20 degrees and 1 degree per second upwards. */
export function working(): Device {
  const d = readyDevice();
  d.goal = Goal.Move;
  d.sensed.angleOk = true;
  d.servo.active = true;
  d.servo.ticks = 1000;
  d.watch.usualA = 4;
  Object.assign(d.outputs, { power: true, duty: 0.5 });
  Object.assign(d.inputs, { relayOpen: false, currentA: 4, periodMs: 100 });
  return set(d, { angleDeg: 20, planDeg: 20, speedDegPerS: 1, planDegPerS: 1 });
}

/** A drive without power at 20 degrees. */
export function standing(): Device {
  const d = working();
  Object.assign(d.outputs, { power: false, duty: 0 });
  Object.assign(d.inputs, { relayOpen: true, currentA: 0 });
  return set(d, { speedDegPerS: 0, planDegPerS: 0 });
}

function set(d: Device, moment: Moment): Device {
  const { sensed, motion, inputs, outputs, servo } = d;
  sensed.angleDeg = moment.angleDeg ?? sensed.angleDeg;
  sensed.speedDegPerS = moment.speedDegPerS ?? sensed.speedDegPerS;
  motion.angleDeg = moment.planDeg ?? motion.angleDeg;
  motion.speedDegPerS = moment.planDegPerS ?? motion.speedDegPerS;
  inputs.currentA = moment.currentA ?? inputs.currentA;
  inputs.relayOpen = moment.relayOpen ?? inputs.relayOpen;
  inputs.panic = moment.panic ?? inputs.panic;
  outputs.duty = moment.duty ?? outputs.duty;
  servo.takingUp = moment.takeUpV !== undefined;
  servo.takeUpV = moment.takeUpV ?? servo.takeUpV;
  return d;
}

/** So many ticks in which this is so; the potentiometer shows its noise. */
export function ticks(count: number, moment: Moment, d: Device): Device {
  set(d, moment);
  for (let k = 0; k < count; k++) {
    d.inputs.nowMs += d.inputs.periodMs;
    if (moment.noNoise !== true) d.inputs.travelRatio = 0.5 + 1e-4 * (k % 3);
    monitorDrive(d);
  }
  return d;
}

/** Faults after so many ticks of a working drive. */
export function raised(count: number, moment: Moment, d: Device = working()): Fault[] {
  return raisedBy(ticks(count, moment, d));
}
