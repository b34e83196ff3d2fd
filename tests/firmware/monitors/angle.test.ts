import { expect } from 'chai';
import type { Device } from '../../../firmware/device.ts';
import { Fault } from '../../../firmware/faults.ts';
import { monitorEndSwitches, monitorTilt, monitorTravel } from '../../../firmware/monitors/angle.ts';
import type { Sensed } from '../../../firmware/sense.ts';
import type { Inputs } from '../../../hal/machine.ts';
import { raisedBy, readyDevice } from '../../support/deviceInHand.ts';

/** A board at 20 degrees, seen by both sensors. */
function at20(): Device {
  const d = readyDevice();
  Object.assign(d.sensed, { angleDeg: 20, angleOk: true, gravityMg: 1000, newTilt: true });
  Object.assign(d.sensed, { tiltDeg: 20, tiltRawDeg: 20, tiltOk: true });
  return d;
}

/** Ticks in which the sensors say this; the tilt sensor shows its noise on one axis. */
function ticks(count: number, change: Partial<Sensed>, d: Device = at20()): Device {
  Object.assign(d.sensed, change);
  for (let k = 0; k < count; k++) {
    d.inputs.nowMs += 100;
    d.inputs.accelYMg = d.inputs.accelYMg === 1 ? 0 : 1;
    monitorTravel(d);
    monitorEndSwitches(d);
    monitorTilt(d);
  }
  return d;
}

function raised(count: number, change: Partial<Sensed>): Fault[] {
  return raisedBy(ticks(count, change));
}

describe('angle monitor', () => {
  it('is quiet while all is well', () => {
    expect(raised(100, {})).to.deep.equal([]);
  });

  it('calls the travel invalid in the second tick', () => {
    expect(raised(1, { angleOk: false })).to.deep.equal([]);
    expect(raised(2, { angleOk: false })).to.deep.equal([Fault.TravelInvalid]);
    expect(
      raisedBy(ticks(1, { angleOk: false }, ticks(1, { angleOk: true }, ticks(1, { angleOk: false })))),
    ).to.deep.equal([]);
  });

  it('trips at 45.5 degrees of travel in the second tick, not at 45.4', () => {
    expect(raised(1, { angleDeg: 45.5, tiltDeg: 45.4 })).to.deep.equal([]);
    expect(raised(2, { angleDeg: 45.5, tiltDeg: 45.4 })).to.deep.equal([Fault.AngleTrip]);
    expect(raised(50, { angleDeg: 45.49, tiltDeg: 45.49 })).to.deep.equal([]);
  });

  it('trips at 45.5 degrees of tilt at the fourth reading, 0.5 s: a knock of 0.3 s is ridden out', () => {
    expect(raised(3, { angleDeg: 45, tiltDeg: 45.5 })).to.deep.equal([]);
    expect(raised(4, { angleDeg: 45, tiltDeg: 45.5 })).to.deep.equal([Fault.AngleTrip]);
  });

  it('still trips by the tilt when the travel is gone', () => {
    expect(raised(5, { angleOk: false, tiltDeg: 46 })).to.include(Fault.AngleTrip);
  });

  it('sees a silent tilt sensor at its second failed reading, which is not waited for', () => {
    const d = at20();
    expect(ticks(1, {}, d).watch.tiltDoubt).to.equal(false);
    d.inputs.accelMisses = 1;
    expect(raisedBy(ticks(10, { newTilt: false }, d))).to.deep.equal([]);
    expect(d.watch.tiltDoubt).to.equal(true);
    d.inputs.accelMisses = 2;
    expect(raisedBy(ticks(1, { newTilt: false }, d))).to.deep.equal([Fault.AccelAbsent]);
  });

  it('calls eight repetitions of all three axes frozen, and one moving axis alive', () => {
    const d = at20();
    const frozen = (count: number): Fault[] => {
      for (let k = 0; k < count; k++) monitorTilt(d);
      return raisedBy(d);
    };
    Object.assign(d.inputs, { accelXMg: 342, accelYMg: 3, accelZMg: 940 });
    expect(frozen(1 + 7)).to.deep.equal([]);
    expect(frozen(1)).to.deep.equal([Fault.AccelFrozen]);
  });

  it('calls a sensor frozen that makes no new samples, at a closer look', () => {
    const d = at20();
    d.inputs.accelStuck = true;
    expect(raisedBy(ticks(1, {}, d))).to.deep.equal([Fault.AccelFrozen]);
  });

  it('wants travel and tilt to turn together while the drive works: the third reading half a degree off', () => {
    const moving = (duty: number, count: number, change: Partial<Sensed>): Fault[] => {
      const d = ticks(20, {});
      d.outputs.duty = duty;
      return raisedBy(ticks(count, change, d));
    };
    for (const tiltRawDeg of [20.51, 19.49]) {
      expect(moving(0.3, 2, { tiltRawDeg }), 'a jolt').to.deep.equal([]);
      expect(moving(0.3, 3, { tiltRawDeg })).to.deep.equal([Fault.AnglesDisagree]);
    }
    for (const tiltRawDeg of [20.5, 19.5]) expect(moving(0.3, 50, { tiltRawDeg })).to.deep.equal([]);
    expect(moving(0, 50, { tiltRawDeg: 21 }), 'standing').to.deep.equal([]);
    expect(moving(0.3, 50, { tiltRawDeg: 21, knocks: 1 }), 'a knock').to.deep.equal([]);
    const apart = ticks(50, { tiltRawDeg: 21 });
    apart.outputs.duty = 0.3;
    expect(raisedBy(ticks(50, { tiltRawDeg: 21 }, apart)), 'apart from the beginning').to.deep.equal([]);
  });

  it('expects gravity of 1 g, within 0.15 g, for all but half a second', () => {
    for (const gravityMg of [850, 1150]) {
      expect(raised(3, { gravityMg }), String(gravityMg)).to.deep.equal([]);
      expect(raised(4, { gravityMg }), String(gravityMg)).to.deep.equal([Fault.AccelImplausible]);
    }
    expect(raised(50, { gravityMg: 851 })).to.deep.equal([]);
    expect(raised(50, { gravityMg: 1149 })).to.deep.equal([]);
  });

  it('wants travel and tilt within 1.4 degrees of each other, either way', () => {
    for (const apartDeg of [1.4001, -1.4001]) {
      expect(raised(3, { tiltDeg: 20 + apartDeg })).to.deep.equal([]);
      expect(raised(4, { tiltDeg: 20 + apartDeg })).to.deep.equal([Fault.AnglesDisagree]);
    }
    expect(raised(50, { tiltDeg: 21.399 })).to.deep.equal([]);
    expect(raised(50, { tiltDeg: 18.601 })).to.deep.equal([]);
  });

  it('counts 1.4 degrees as apart', () => {
    for (const tiltDeg of [1.4, -1.4])
      expect(raised(4, { angleDeg: 0, tiltDeg })).to.deep.equal([Fault.AnglesDisagree]);
  });

  it('blames the travel for nothing while the tilt is known to be wrong, by any of its faults', () => {
    for (const fault of [Fault.AccelFrozen, Fault.AccelImplausible, Fault.AccelAbsent]) {
      const apart = at20();
      apart.book.latched[fault] = 1;
      expect(raisedBy(ticks(50, { tiltDeg: 30 }, apart)), 'apart').to.deep.equal([fault]);
      const jumped = at20();
      jumped.book.latched[fault] = 1;
      jumped.outputs.duty = 0.3;
      expect(raisedBy(ticks(50, { tiltRawDeg: 30 }, jumped)), 'jumped').to.deep.equal([fault]);
    }
  });

  it('calls a sensor alive of which one axis moves, whichever it is', () => {
    for (const axis of ['accelXMg', 'accelYMg', 'accelZMg'] as const) {
      const d = at20();
      for (let k = 0; k < 50; k++) {
        d.inputs[axis] = k % 2;
        monitorTilt(d);
      }
      expect(raisedBy(d), axis).to.deep.equal([]);
    }
  });

  it('doubts a tilt that repeats itself, is no gravity, too steep, apart or has jumped; not one that is due later', () => {
    const doubts = (change: Partial<Sensed>, duty = 0): boolean => {
      const d = at20();
      d.outputs.duty = duty;
      return ticks(1, change, d).watch.tiltDoubt;
    };
    expect(doubts({ gravityMg: 1200 })).to.equal(true);
    expect(doubts({ angleDeg: 45.4, tiltDeg: 45.5, tiltRawDeg: 45.4 })).to.equal(true);
    expect(doubts({ tiltDeg: 22 })).to.equal(true);
    expect(doubts({ tiltRawDeg: 21 }, 0.3)).to.equal(true);
    expect(doubts({ newTilt: false })).to.equal(false);
    const same = ticks(1, {});
    monitorTilt(same);
    expect(same.watch.tiltDoubt).to.equal(true);
  });

  it('sees an end switch that is open far from its end: the second tick of a cut wire', () => {
    const at = (angleDeg: number, count: number, open: Partial<Inputs>): Fault[] => {
      const d = at20();
      Object.assign(d.inputs, open);
      return raisedBy(ticks(count, { angleDeg, tiltDeg: angleDeg }, d));
    };
    expect(at(43.9, 1, { endHigh: true })).to.deep.equal([]);
    expect(at(43.9, 2, { endHigh: true })).to.deep.equal([Fault.EndSwitchWrong]);
    expect(at(44, 50, { endHigh: true })).to.deep.equal([]);
    expect(at(2.1, 2, { endLow: true })).to.deep.equal([Fault.EndSwitchWrong]);
    expect(at(2, 50, { endLow: true })).to.deep.equal([]);
  });
});
