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
  Object.assign(d.sensed, { angleDeg: 20, angleOk: true, tiltDeg: 20, tiltOk: true, gravityMg: 1000, newTilt: true });
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

  it('trips at 45.5 degrees of tilt at the third reading, 0.6 s: a knock of 0.4 s is ridden out', () => {
    expect(raised(2, { angleDeg: 45, tiltDeg: 45.5 })).to.deep.equal([]);
    expect(raised(3, { angleDeg: 45, tiltDeg: 45.5 })).to.deep.equal([Fault.AngleTrip]);
  });

  it('still trips by the tilt when the travel is gone', () => {
    expect(raised(5, { angleOk: false, tiltDeg: 46 })).to.include(Fault.AngleTrip);
  });

  it('sees a silent tilt sensor at its third failed reading', () => {
    const d = at20();
    d.inputs.accelMisses = 2;
    expect(raisedBy(ticks(10, { newTilt: false }, d))).to.deep.equal([]);
    d.inputs.accelMisses = 3;
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

  it('expects gravity of 1 g, within 0.15 g, for all but half a second', () => {
    for (const gravityMg of [850, 1150]) {
      expect(raised(2, { gravityMg }), String(gravityMg)).to.deep.equal([]);
      expect(raised(3, { gravityMg }), String(gravityMg)).to.deep.equal([Fault.AccelImplausible]);
    }
    expect(raised(50, { gravityMg: 851 })).to.deep.equal([]);
    expect(raised(50, { gravityMg: 1149 })).to.deep.equal([]);
  });

  it('wants travel and tilt within 1.4 degrees of each other, either way', () => {
    for (const apartDeg of [1.4001, -1.4001]) {
      expect(raised(2, { tiltDeg: 20 + apartDeg })).to.deep.equal([]);
      expect(raised(3, { tiltDeg: 20 + apartDeg })).to.deep.equal([Fault.AnglesDisagree]);
    }
    expect(raised(50, { tiltDeg: 21.399 })).to.deep.equal([]);
    expect(raised(50, { tiltDeg: 18.601 })).to.deep.equal([]);
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
