import { expect } from 'chai';
import type { Device } from '../../../firmware/device.ts';
import { Fault } from '../../../firmware/faults.ts';
import { monitorPanic, monitorSystem } from '../../../firmware/monitors/system.ts';
import type { Inputs } from '../../../hal/machine.ts';
import { raisedBy, readyDevice } from '../../support/deviceInHand.ts';

/** Ticks with these inputs, one after the other; the faults they raise. */
function ticks(changes: readonly Partial<Inputs>[], d: Device = readyDevice()): Fault[] {
  d.inputs.supplyV = 24;
  for (const change of changes) {
    Object.assign(d.inputs, { periodMs: 100 }, change);
    d.inputs.nowMs += d.inputs.periodMs;
    monitorPanic(d);
    monitorSystem(d);
  }
  return raisedBy(d);
}

function times(count: number, change: Partial<Inputs>): Partial<Inputs>[] {
  return new Array<Partial<Inputs>>(count).fill(change);
}

describe('system monitor', () => {
  it('is quiet while all is well', () => {
    expect(ticks(times(100, {}))).to.deep.equal([]);
  });

  it('takes panic at once', () => {
    expect(ticks([{ panic: true }])).to.deep.equal([Fault.Panic]);
  });

  it('lets a garbage collection pass, and calls a tick late after 225 ms', () => {
    expect(ticks([{ periodMs: 150 }, { periodMs: 224 }])).to.deep.equal([]);
    expect(ticks([{ periodMs: 225 }])).to.deep.equal([Fault.TickLate]);
  });

  it('sees a supply below 15.5 V for a second', () => {
    expect(ticks(times(9, { supplyV: 15.49 }))).to.deep.equal([]);
    expect(ticks(times(10, { supplyV: 15.49 }))).to.deep.equal([Fault.SupplyLow]);
    expect(ticks(times(50, { supplyV: 15.5 }))).to.deep.equal([]);
    expect(ticks([...times(9, { supplyV: 12 }), { supplyV: 24 }, ...times(9, { supplyV: 12 })])).to.deep.equal([]);
  });

  it('sees a supply above 27.5 V in the second tick', () => {
    expect(ticks([{ supplyV: 27.51 }, { supplyV: 24 }, { supplyV: 27.51 }])).to.deep.equal([]);
    expect(ticks(times(2, { supplyV: 27.51 }))).to.deep.equal([Fault.SupplyHigh]);
    expect(ticks(times(50, { supplyV: 27.5 }))).to.deep.equal([]);
  });

  it('passes on what the interpreter says of memory and events', () => {
    expect(ticks([{ lowMemory: true }])).to.deep.equal([Fault.Memory]);
    expect(ticks([{ eventsLost: true }])).to.deep.equal([Fault.EventsLost]);
  });

  it('calls START stuck when it is held for more than two seconds', () => {
    expect(ticks(times(20, { start: true }))).to.deep.equal([]);
    expect(ticks(times(21, { start: true }))).to.deep.equal([Fault.StartStuck]);
    expect(ticks([...times(20, { start: true }), { start: false }, ...times(20, { start: true })])).to.deep.equal([]);
  });

  it('adds them up: together they may not be a thousand million', () => {
    const half = 5e8;
    const also: readonly ((d: Device) => void)[] = [
      (d) => (d.sensed.tiltDeg = half),
      (d) => (d.sensed.angleDeg = half),
      (d) => (d.aim.pullTargetN = half),
      (d) => (d.motion.angleDeg = half),
    ];
    for (const one of also) {
      const d = readyDevice();
      Object.assign(d.sensed, { pullN: half, tiltDeg: 0, angleDeg: 0 });
      d.aim.pullTargetN = 0;
      d.motion.angleDeg = 0;
      monitorSystem(d);
      expect(raisedBy(d), 'half of it').to.deep.equal([]);
      one(d);
      monitorSystem(d);
      expect(raisedBy(d), String(one)).to.deep.equal([Fault.NotANumber]);
    }
  });

  it('calls a reading, a target or a plan that is no number an error of the controller', () => {
    const spoil: readonly ((d: Device) => void)[] = [
      (d) => (d.sensed.pullN = NaN),
      (d) => (d.sensed.tiltDeg = NaN),
      (d) => (d.sensed.angleDeg = NaN),
      (d) => (d.aim.pullTargetN = NaN),
      (d) => (d.motion.angleDeg = Infinity),
    ];
    for (const one of spoil) {
      const d = readyDevice();
      one(d);
      monitorSystem(d);
      expect(raisedBy(d), String(one)).to.deep.equal([Fault.NotANumber]);
    }
  });
});
