/** A device in a session, and the words of its load cell, for the monitors of the pull. */
import type { Device } from '../../firmware/device.ts';
import type { Fault } from '../../firmware/faults.ts';
import { monitorPull } from '../../firmware/monitors/pull.ts';
import { Mode } from '../../firmware/safety.ts';
import type { Watch } from '../../firmware/watch.ts';
import { Validity } from '../../hal/machine.ts';
import { raisedBy, readyDevice } from './deviceInHand.ts';

/** A session at 20 degrees with a target of 196.13 N. */
export function pulling(): Device {
  const d = readyDevice();
  d.session.running = true;
  d.safety.mode = Mode.Session;
  d.inputs.nowMs = 60_000;
  d.watch.rejectsSinceMs = d.inputs.nowMs;
  d.sensed.pull = Validity.Fresh;
  standAt(d, 20);
  return d;
}

/** The board stands there, and the lever is worked out. */
export function standAt(d: Device, angleDeg: number): void {
  const leverSine = Math.sin((angleDeg * Math.PI) / 180);
  Object.assign(d.sensed, { angleDeg, leverAtDeg: angleDeg, leverSine });
}

/** Words of the load cell in newtons, one a tick. */
export function words(d: Device, ...pullsN: readonly number[]): Fault[] {
  for (const pullN of pullsN) {
    d.inputs.nowMs += 100;
    d.ticks++;
    d.sensed.newPull = true;
    d.inputs.loadCount++;
    d.sensed.pullRawN = pullN;
    d.sensed.pullN = pullN;
    d.sensed.pullAtMs = d.inputs.nowMs;
    monitorPull(d);
  }
  return raisedBy(d);
}

/** A session that has pulled with so many newtons for ten seconds. */
export function pullingFor(pullN: number): Device {
  const d = pulling();
  words(d, ...Array<number>(100).fill(pullN));
  return d;
}

/** One word of a session in which the monitor remembers this. */
export function wordAfter(before: Partial<Watch>, pullN: number, d: Device = pulling()): Fault[] {
  Object.assign(d.watch, before);
  return words(d, pullN);
}

/** Ticks without a word. */
export function silence(d: Device, count = 1): Fault[] {
  for (let k = 0; k < count; k++) {
    d.inputs.nowMs += 100;
    d.sensed.newPull = false;
    monitorPull(d);
  }
  return raisedBy(d);
}
