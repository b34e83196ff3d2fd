import { expect } from 'chai';
import { rigOnBench } from '../../support/rigOnBench.ts';

describe('relay', () => {
  it('closes 12 ms after coil, chain and enable are there, and tells it by its mirror contact', () => {
    const { port, rig, pad } = rigOnBench();
    pad('relayCoil').put(1);
    port.runMs(100);
    expect(rig.truth().drivePower, 'no pulse yet').to.equal(false);
    expect(pad('relayMirror').level()).to.equal(0);
    pad('enablePulse').put(1);
    port.runMs(11.9);
    expect(rig.truth().drivePower).to.equal(false);
    port.runMs(0.2);
    expect(rig.truth().drivePower).to.equal(true);
    expect(pad('relayMirror').level(), 'pulled up').to.equal(1);
  });

  it('opens 150 + 8 ms after the last rising edge, whatever level the pulse output stays at', () => {
    for (const level of [0, 1] as const) {
      const bench = rigOnBench();
      bench.powerUp();
      bench.pad('enablePulse').put(0);
      bench.pad('enablePulse').put(1);
      bench.pad('enablePulse').put(level);
      bench.port.runMs(157.9);
      expect(bench.rig.truth().drivePower).to.equal(true);
      bench.port.runMs(0.2);
      expect(bench.rig.truth().drivePower).to.equal(false);
    }
  });

  it('opens in 8 ms when panic is pressed, 9 at most with the bounce, and closes again only with it twisted free', () => {
    const bench = rigOnBench();
    bench.powerUp();
    bench.rig.press('panic', true);
    bench.port.runMs(7.9);
    expect(bench.rig.truth().drivePower).to.equal(true);
    bench.port.runMs(1.2);
    expect(bench.rig.truth().drivePower).to.equal(false);
    bench.runAlive(500);
    expect(bench.rig.truth().drivePower).to.equal(false);
    bench.rig.press('panic', false);
    bench.runAlive(50);
    expect(bench.rig.truth().drivePower).to.equal(true);
  });

  it("does not even notice a tap of 5 ms: that one is the firmware's", () => {
    const bench = rigOnBench();
    bench.powerUp();
    bench.rig.press('panic', true);
    bench.port.runMs(5);
    bench.rig.press('panic', false);
    for (let i = 0; i < 20; i++) {
      bench.port.runMs(1);
      expect(bench.rig.truth().drivePower).to.equal(true);
    }
  });

  it('opens when the chip lets go of its pins, and when the supply fails', () => {
    const reset = rigOnBench();
    reset.powerUp();
    reset.pad('relayCoil').put(null);
    reset.port.runMs(9);
    expect(reset.rig.truth().drivePower).to.equal(false);
    const dead = rigOnBench();
    dead.powerUp();
    dead.rig.powerCut(true);
    dead.port.runMs(9);
    expect(dead.rig.truth().drivePower).to.equal(false);
    dead.rig.powerCut(false);
    dead.runAlive(50);
    expect(dead.rig.truth().drivePower).to.equal(true);
  });

  it('can be welded, burnt, or lie with its mirror', () => {
    const bench = rigOnBench();
    bench.rig.inject('relay', 'contact', { as: 'stuck', value: 1 });
    expect(bench.rig.truth().drivePower).to.equal(true);
    expect(bench.pad('relayMirror').level(), 'forced contacts: the mirror shows it').to.equal(1);
    bench.rig.inject('relay', 'contact', { as: 'open' });
    bench.powerUp();
    expect(bench.rig.truth().drivePower).to.equal(false);
    bench.rig.clear('relay', 'contact');
    expect(bench.rig.truth().drivePower).to.equal(true);
    bench.rig.inject('relay', 'mirror', { as: 'stuck', value: 1 });
    expect(bench.pad('relayMirror').level()).to.equal(0);
    bench.rig.inject('relay', 'enable', { as: 'stuck', value: 1 });
    bench.port.runMs(1000);
    expect(bench.rig.truth().drivePower).to.equal(true);
  });
});

describe('drive', () => {
  it('moves the board only with power, and the way the direction says', () => {
    const bench = rigOnBench({ startAngleDeg: 20 });
    bench.drive(0.5, true);
    bench.port.runMs(500);
    expect(bench.rig.truth().angleDeg).to.equal(bench.rig.truth().angleDeg);
    expect(bench.rig.truth().speedDegPerS).to.equal(0);
    bench.powerUp();
    bench.runAlive(500);
    expect(bench.rig.truth().speedDegPerS).to.be.above(0.3);
    bench.drive(0.5, false);
    bench.runAlive(500);
    expect(bench.rig.truth().speedDegPerS).to.be.below(-0.3);
    bench.drive(0, false);
    bench.runAlive(300);
    expect(bench.rig.truth().speedDegPerS).to.equal(0);
  });

  it('senses 1 V for 8.5 A, on an offset of 10 mV', () => {
    const bench = rigOnBench({ startAngleDeg: 20 });
    bench.powerUp();
    expect(bench.pad('current').volts()).to.be.closeTo(0.01, 1e-9);
    bench.drive(0.5, true);
    bench.runAlive(500);
    expect(bench.pad('current').volts()).to.be.closeTo(0.01 + bench.rig.truth().currentA / 8.5, 1e-9);
  });

  it('can be stuck on, cut, weak, reversed or jammed', () => {
    const speedWith = (
      part: string,
      property: string,
      injection: Parameters<ReturnType<typeof rigOnBench>['rig']['inject']>[2],
    ): number => {
      const bench = rigOnBench({ startAngleDeg: 20 });
      bench.powerUp();
      bench.drive(0.5, true);
      bench.rig.inject(part, property, injection);
      bench.runAlive(500);
      return bench.rig.truth().speedDegPerS;
    };
    const healthy = speedWith('drive', 'speed', { as: 'scale', value: 1 });
    expect(speedWith('drive', 'output', { as: 'stuck', value: 24 })).to.be.above(1.5 * healthy);
    expect(speedWith('drive', 'output', { as: 'stuck', value: -24 })).to.be.below(-1.5);
    expect(speedWith('drive', 'output', { as: 'stuck', value: 0 })).to.equal(0);
    expect(speedWith('drive', 'output', { as: 'open' })).to.equal(0);
    expect(speedWith('drive', 'speed', { as: 'scale', value: 0.8 })).to.be.within(0.3 * healthy, 0.8 * healthy);
    expect(speedWith('drive', 'direction', { as: 'bitflip', value: 0 })).to.be.below(-0.3);
    expect(speedWith('drive', 'duty', { as: 'open' })).to.equal(0);
    expect(speedWith('linkage', 'jam', { as: 'stuck', value: 1 })).to.equal(0);
  });

  it('coasts without current when a motor lead is cut, and brakes with current when shorted', () => {
    const currentAfter = (injection: Parameters<ReturnType<typeof rigOnBench>['rig']['inject']>[2]): number => {
      const bench = rigOnBench({ startAngleDeg: 20 });
      bench.powerUp();
      bench.drive(0.8, true);
      bench.runAlive(1000);
      bench.rig.inject('drive', 'output', injection);
      bench.port.runMs(4);
      return bench.rig.truth().currentA;
    };
    expect(currentAfter({ as: 'open' })).to.equal(0);
    expect(currentAfter({ as: 'stuck', value: 0 })).to.be.below(-5);
  });

  it('shows an obstacle below the edge while lowering: less speed, more current', () => {
    const bench = rigOnBench({ startAngleDeg: 20 });
    bench.powerUp();
    bench.drive(0.4, false);
    bench.runAlive(1000);
    const free = { ...bench.rig.truth() };
    bench.rig.inject('linkage', 'push', { as: 'stuck', value: 1800 });
    bench.runAlive(1000);
    const trapped = bench.rig.truth();
    expect(Math.abs(trapped.currentA)).to.be.above(1.5 * Math.abs(free.currentA));
    expect(Math.abs(trapped.speedDegPerS)).to.be.below(Math.abs(free.speedDegPerS));
  });

  it('slips under load when its nut gives way', () => {
    const bench = rigOnBench({ startAngleDeg: 30 });
    bench.rig.inject('linkage', 'slip', { as: 'stuck', value: -2 });
    bench.port.runMs(1000);
    expect(bench.rig.truth().angleDeg).to.be.closeTo(29.82, 0.02);
  });
});

describe('supply and travel', () => {
  it('measures 24 V as 2.18 V, and the sag under load', () => {
    const bench = rigOnBench();
    expect(bench.pad('supply').volts()).to.be.closeTo(24 / 11, 1e-9);
    bench.powerUp();
    bench.drive(1, true);
    bench.runAlive(1000);
    expect(bench.pad('supply').volts()).to.be.closeTo((24 - 0.15 * bench.rig.truth().currentA) / 11, 1e-9);
    expect(bench.rig.truth().currentA).to.be.above(8);
  });

  it('follows the injected supply: motor, relay and sense alike', () => {
    const bench = rigOnBench();
    bench.powerUp();
    bench.rig.inject('supply', 'voltage', { as: 'scale', value: 1.2 });
    expect(bench.pad('supply').volts()).to.be.closeTo(28.8 / 11, 1e-9);
    expect(bench.rig.truth().drivePower).to.equal(true);
    bench.rig.inject('supply', 'voltage', { as: 'stuck', value: 2 });
    bench.runAlive(10);
    expect(bench.rig.truth().drivePower).to.equal(false);
    bench.rig.inject('supply', 'sense', { as: 'open' });
    expect(bench.pad('supply').volts()).to.equal(0);
  });

  it('measures the travel: 63 mV at 0, 2.97 V at 45 degrees', () => {
    // 3.3 V * 10 / 520 and 3.3 V * 468 / 520
    expect(rigOnBench().pad('travel').volts()).to.be.closeTo(0.0635, 1e-4);
    const up = rigOnBench({ startAngleDeg: 45 });
    expect(up.pad('travel').volts()).to.be.closeTo(2.97, 2e-3);
    up.rig.inject('travelSensor', 'voltage', { as: 'open' });
    expect(up.pad('travel').volts()).to.equal(0);
  });
});
