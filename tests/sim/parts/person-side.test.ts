import { expect } from 'chai';
import { rigOnBench } from '../../support/rigOnBench.ts';
import type { RigOnBench } from '../../support/rigOnBench.ts';

function levelsOf(bench: RigOnBench, role: Parameters<RigOnBench['pad']>[0], fromUs: number): (number | null)[] {
  return bench
    .pad(role)
    .edges.filter(({ atUs }) => atUs >= fromUs)
    .map(({ level }) => level);
}

describe('buttons', () => {
  it('close to ground at once, chatter for 4 ms at most, and stay', () => {
    const bench = rigOnBench();
    let chatters = 0;
    for (let i = 0; i < 40; i++) {
      const fromUs = bench.port.nowUs;
      bench.rig.press('start', i % 2 === 0);
      expect(bench.pad('start').level()).to.equal(i % 2 === 0 ? 0 : 1);
      bench.port.runMs(50);
      expect(bench.pad('start').level()).to.equal(i % 2 === 0 ? 0 : 1);
      const edges = bench.pad('start').edges.filter(({ atUs }) => atUs >= fromUs);
      expect(edges.at(-1)!.atUs - fromUs).to.be.at.most(4000);
      expect(edges.length % 2).to.equal(1);
      if (edges.length > 1) chatters += 1;
    }
    expect(chatters).to.be.within(20, 39);
  });

  it('do not end in the wrong position when released while they still chatter', () => {
    const bench = rigOnBench();
    for (let i = 0; i < 50; i++) {
      bench.rig.press('lower', true);
      bench.port.runMs(1);
      bench.rig.press('lower', false);
      bench.port.runMs(10);
      expect(bench.pad('lower').level()).to.equal(1);
    }
  });

  it('can stick or have their wire cut', () => {
    const bench = rigOnBench();
    bench.rig.inject('startButton', 'contact', { as: 'stuck', value: 1 });
    expect(bench.pad('start').level()).to.equal(0);
    bench.rig.inject('startButton', 'contact', { as: 'open' });
    bench.rig.press('start', true);
    expect(bench.pad('start').level()).to.equal(1);
  });

  it('chatter for as long as noise is injected, although nobody presses', () => {
    const bench = rigOnBench();
    bench.rig.inject('lowerButton', 'contact', { as: 'noise', value: 0.3 });
    bench.port.runMs(100);
    bench.rig.clear('lowerButton', 'contact');
    const edges = levelsOf(bench, 'lower', 0).length;
    expect(edges).to.be.above(20);
    bench.port.runMs(100);
    expect(levelsOf(bench, 'lower', 0).length - edges).to.be.at.most(1);
    expect(bench.pad('lower').level()).to.equal(1);
  });

  it('arrive late under delay', () => {
    const bench = rigOnBench();
    bench.rig.inject('startButton', 'contact', { as: 'delay', value: 100 });
    bench.port.runMs(200);
    bench.rig.press('start', true);
    bench.port.runMs(90);
    expect(bench.pad('start').level()).to.equal(1);
    bench.port.runMs(20);
    expect(bench.pad('start').level()).to.equal(0);
  });
});

describe('panic', () => {
  it('opens its contact to the chip, bounces for 1 ms, and stays until twisted free', () => {
    const bench = rigOnBench();
    expect(bench.pad('panic').level()).to.equal(0);
    bench.rig.press('panic', true);
    expect(bench.pad('panic').level()).to.equal(1);
    bench.port.runMs(1);
    const edges = bench.pad('panic').edges.length;
    bench.port.runMs(1000);
    expect(bench.pad('panic').edges.length).to.equal(edges);
    expect(bench.pad('panic').level()).to.equal(1);
    bench.rig.press('panic', false);
    bench.port.runMs(2);
    expect(bench.pad('panic').level()).to.equal(0);
  });

  it('can have its wire cut, or its contacts welded', () => {
    const bench = rigOnBench();
    bench.rig.inject('panic', 'contact', { as: 'open' });
    expect(bench.pad('panic').level()).to.equal(1);
    bench.rig.inject('panic', 'contact', { as: 'stuck', value: 1 });
    bench.rig.press('panic', true);
    expect(bench.pad('panic').level()).to.equal(0);
    bench.rig.press('panic', false);
    bench.rig.inject('panic', 'chain', { as: 'open' });
    bench.powerUp();
    expect(bench.rig.truth().drivePower).to.equal(false);
    bench.rig.inject('panic', 'chain', { as: 'stuck', value: 1 });
    bench.powerUp();
    bench.rig.press('panic', true);
    bench.port.runMs(20);
    expect(bench.rig.truth().drivePower, 'welded').to.equal(true);
  });
});

describe('end switches', () => {
  it('show flat at power-up and tell the chip within 10 ms when the board leaves', () => {
    const bench = rigOnBench();
    expect(bench.pad('endLow').level()).to.equal(1);
    expect(bench.pad('endHigh').level()).to.equal(0);
    bench.powerUp();
    bench.drive(0.6, true);
    let leftAtUs = Infinity;
    bench.rig.onStep((truth, atUs) => {
      if (truth.angleDeg > 0.15) leftAtUs = Math.min(leftAtUs, atUs);
    }, 2);
    bench.runAlive(2000);
    const [edge] = bench.pad('endLow').edges.slice(-1);
    expect(edge!.level).to.equal(0);
    expect(edge!.atUs - leftAtUs).to.be.within(-2000, 50_000);
  });

  it('stop the motor at 46.5 degrees by themselves; stuck closed they do not', () => {
    const bench = rigOnBench({ startAngleDeg: 45 });
    bench.powerUp();
    bench.drive(1, true);
    bench.runAlive(3000);
    expect(bench.rig.truth().angleDeg).to.be.within(46.5, 46.9);
    expect(bench.pad('endHigh').level()).to.equal(1);
    bench.rig.inject('endSwitchHigh', 'actuated', { as: 'stuck', value: 0 });
    bench.runAlive(3000);
    expect(bench.rig.truth().angleDeg).to.be.above(47.4);
    expect(bench.pad('endHigh').level()).to.equal(0);
  });

  it('block their direction, and only that, when the lead is cut', () => {
    const bench = rigOnBench({ startAngleDeg: 20 });
    bench.powerUp();
    bench.rig.inject('endSwitchHigh', 'line', { as: 'open' });
    bench.rig.inject('endSwitchHigh', 'contact', { as: 'open' });
    expect(bench.pad('endHigh').level()).to.equal(1);
    bench.drive(0.6, true);
    bench.runAlive(1000);
    expect(bench.rig.truth().angleDeg).to.equal(20);
    bench.drive(0.6, false);
    bench.runAlive(1000);
    expect(bench.rig.truth().angleDeg).to.be.below(19.5);
  });
});

describe('key, lamp and buzzer', () => {
  it('shows the turned key as 1.81 V', () => {
    const bench = rigOnBench();
    expect(bench.pad('keySense').volts()).to.equal(0);
    bench.rig.press('key', true);
    expect(bench.pad('keySense').volts()).to.be.closeTo(1.807, 0.001);
    bench.rig.inject('key', 'contact', { as: 'open' });
    expect(bench.pad('keySense').volts()).to.equal(0);
  });

  it('mixes the colour of the lamp from levels and duties', () => {
    const bench = rigOnBench();
    expect(bench.rig.lamp.colourName()).to.equal('off');
    bench.pad('lampRed').put(1);
    bench.pad('lampGreen').put(null, 0.3);
    expect(bench.rig.lamp.colour()).to.deep.equal({ red: 1, green: 0.3, blue: 0 });
    expect(bench.rig.lamp.colourName()).to.equal('yellow');
    bench.rig.inject('lamp', 'red', { as: 'open' });
    expect(bench.rig.lamp.colourName()).to.equal('green');
  });

  it('counts the tones of the buzzer', () => {
    const bench = rigOnBench();
    for (let i = 0; i < 3; i++) {
      bench.pad('buzzer').put(null, 0.5);
      bench.port.runMs(100);
      expect(bench.rig.buzzer.isSounding()).to.equal(true);
      bench.pad('buzzer').put(null, 0);
      bench.port.runMs(100);
    }
    expect(bench.rig.buzzer.tones).to.equal(3);
    expect(bench.rig.buzzer.toneAtUs).to.equal(400_000);
    expect(bench.rig.buzzer.isSounding()).to.equal(false);
  });
});
