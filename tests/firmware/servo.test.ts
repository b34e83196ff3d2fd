import { expect } from 'chai';
import { advance, moveTo, newMotion, stand, type Motion } from '../../firmware/motion.ts';
import { newSensed, type Sensed } from '../../firmware/sense.ts';
import { follow, newServo, restServo } from '../../firmware/servo.ts';
import { newDevice } from '../../firmware/device.ts';
import { Random } from '../../sim/random.ts';

const PERIOD_MS = 100;
const MM_PER_DEG = 5;

/** A servo at 10 degrees with its plan, and what it sees. */
class Loop {
  readonly servo = newServo();
  readonly m: Motion = newMotion();
  readonly sensed: Sensed = newSensed();
  readonly i = newDevice().inputs;

  constructor() {
    stand(this.m, 10);
    Object.assign(this.sensed, { angleDeg: 10, angleOk: true, travelPerDegMm: MM_PER_DEG });
    Object.assign(this.i, { supplyV: 24, periodMs: PERIOD_MS });
  }

  move(targetDeg: number): this {
    moveTo(this.m, targetDeg, 1, 0.5, 0.5, this.i.nowMs);
    return this;
  }

  /** One tick; the duty. */
  tick(): number {
    this.i.nowMs += PERIOD_MS;
    advance(this.m, this.i.nowMs);
    return follow(this.servo, this.m, this.sensed, this.i);
  }

  /** The board follows its plan without an error. */
  ideal(ticks: number): number {
    let duty = 0;
    for (let k = 0; k < ticks; k++) {
      duty = this.tick();
      if (!this.servo.takingUp) this.sensed.angleDeg = this.m.angleDeg;
    }
    return duty;
  }

  /** The screw breaks away: the board is seen to move by so much, twice. */
  breakAway(byDeg: number): number {
    this.ideal(5);
    this.sensed.angleDeg += byDeg;
    this.tick();
    return this.tick();
  }
}

describe('servo: at rest', () => {
  it('does nothing without a plan', () => {
    const loop = new Loop();
    expect(loop.tick()).to.equal(0);
    expect(loop.servo.active).to.equal(false);
  });

  it('comes to rest when the plan has ended and the board is within 0.15 mm of it', () => {
    const loop = new Loop().move(10.5);
    loop.breakAway(0.1);
    loop.ideal(60);
    expect(loop.m.atRest).to.equal(true);
    expect(loop.tick()).to.equal(0);
    expect(loop.servo).to.include({ active: false, integralV: 0, takingUp: false });
  });

  it('gives up after half a second when it does not get there: the screw holds', () => {
    const loop = new Loop().move(10.5);
    loop.breakAway(0.1);
    while (!loop.m.atRest) loop.tick();
    loop.sensed.angleDeg = 10.4;
    let workedTicks = 0;
    while (loop.tick() !== 0) workedTicks++;
    // The last tick with a moving plan, and four that are less than half a second after it.
    expect(workedTicks).to.equal(3);
    expect(loop.servo.active).to.equal(false);
  });

  it('takes 0.15 mm for arrived, and works on what is more', () => {
    const after = (errorMm: number): boolean => {
      const loop = new Loop().move(10.5);
      loop.breakAway(0.1);
      while (!loop.m.atRest) {
        loop.sensed.angleDeg = loop.m.angleDeg - 0.1;
        loop.tick();
      }
      loop.sensed.angleDeg = 10.5 - errorMm / MM_PER_DEG;
      return loop.tick() !== 0;
    };
    expect(after(0.149)).to.equal(false);
    expect(after(0.151)).to.equal(true);
  });
});

describe('servo: gently', () => {
  /** Voltage added in each tick while the screw stands, and the one it begins with, after a breakaway at 5 V. */
  function takeUp(gentle: boolean): { risesV: number; beginsV: number } {
    const loop = new Loop().move(20);
    loop.servo.fromUpV = 5;
    loop.servo.gentle = gentle;
    loop.tick();
    const beginsV = loop.servo.takeUpV;
    loop.ideal(4);
    return { risesV: (loop.servo.takeUpV - beginsV) / 4, beginsV };
  }

  it('takes the screw up at a fifth of the usual rate, from nearer to the last breakaway', () => {
    expect(takeUp(false).risesV).to.be.closeTo(0.4, 1e-9);
    expect(takeUp(false).beginsV).to.be.closeTo(3.5 + 0.4, 1e-9);
    expect(takeUp(true).risesV).to.be.closeTo(0.08, 1e-9);
    expect(takeUp(true).beginsV).to.be.closeTo(4 + 0.08, 1e-9);
  });

  it('is gentle for one motion only', () => {
    const loop = new Loop();
    loop.servo.gentle = true;
    restServo(loop.servo);
    expect(loop.servo.gentle).to.equal(false);
  });
});

describe('servo: from standstill', () => {
  it('takes what drove it to rest for the next breakaway, if that is less', () => {
    const loop = new Loop().move(10.5);
    loop.i.currentA = 5;
    loop.breakAway(0.1);
    loop.servo.fromUpV = 12;
    let integralV = 0;
    while (loop.servo.active) {
      integralV = loop.servo.integralV;
      loop.ideal(1);
    }
    // 0.42 ohm times 5 A, and what the integral held.
    expect(loop.servo.fromUpV).to.be.closeTo(2.1 + integralV, 1e-9);
    expect(integralV).to.be.above(1);
  });

  it('starts at 0.7 of the lightest breakaway and rises by 4 V per second while the plan waits', () => {
    const loop = new Loop().move(20);
    expect(loop.tick() * 24).to.be.closeTo(1.05 + 0.4, 1e-9);
    expect(loop.tick() * 24).to.be.closeTo(1.05 + 0.8, 1e-9);
    for (let k = 0; k < 10; k++) loop.tick();
    expect(loop.m.angleDeg, 'the plan has not left').to.be.closeTo(10, 1e-3);
  });

  it('pushes downwards for a plan that goes down', () => {
    expect(new Loop().move(5).tick() * 24).to.be.closeTo(-1.45, 1e-9);
  });

  it('needs two ticks of 0.4 mm to believe in a breakaway, and remembers what it took', () => {
    const loop = new Loop().move(20);
    loop.ideal(5);
    loop.sensed.angleDeg += 0.079;
    loop.ideal(5);
    expect(loop.servo.takingUp, '0.395 mm').to.equal(true);
    loop.sensed.angleDeg += 0.002;
    loop.tick();
    expect(loop.servo.takingUp, 'one tick').to.equal(true);
    loop.tick();
    expect(loop.servo.takingUp).to.equal(false);
    expect(loop.servo.lastUpV).to.equal(loop.servo.takeUpV);
    expect(loop.servo.lastDownV).to.equal(1.5);
    const { lastUpV } = loop.servo;
    restServo(loop.servo);
    expect(loop.servo.lastUpV, 'rest does not forget it').to.equal(lastUpV);
  });

  it('needs twice as much the other way: noise is no breakaway', () => {
    const loop = new Loop().move(20);
    loop.ideal(5);
    loop.sensed.angleDeg -= 0.159;
    loop.ideal(5);
    expect(loop.servo.takingUp, '0.795 mm').to.equal(true);
    loop.sensed.angleDeg -= 0.002;
    loop.ideal(2);
    expect(loop.servo.takingUp).to.equal(false);
  });

  it('joins the plan without a jump of the voltage', () => {
    const loop = new Loop().move(20);
    const atBreakaway = loop.breakAway(0.1);
    const next = loop.tick();
    expect(Math.abs(next - atBreakaway) * 24).to.be.below(0.6);
  });
});

describe('servo: in motion', () => {
  it('pushes harder the further the board is behind, and brakes when it is ahead', () => {
    const dutyAt = (errorDeg: number): number => {
      const loop = new Loop().move(20);
      loop.breakAway(0.1);
      loop.ideal(40);
      loop.sensed.angleDeg += errorDeg;
      return loop.tick();
    };
    expect(dutyAt(-0.2)).to.be.above(dutyAt(0));
    expect(dutyAt(0)).to.be.above(dutyAt(0.2));
    // 1.4 V per mm, and a tick of the integral with 1.2 V per mm and second.
    expect((dutyAt(-0.1) - dutyAt(0)) * 24).to.be.closeTo((1.4 + 0.12) / 2, 0.01);
  });

  it('adds at most 4 V to what speed and breakaway take: a travel that does not follow is no reason to run away', () => {
    const loop = new Loop().move(20);
    loop.breakAway(0.1);
    loop.ideal(40);
    const emfV = loop.m.speedDegPerS * MM_PER_DEG * 0.7;
    loop.sensed.angleDeg -= 5;
    expect(loop.tick() * 24).to.be.closeTo(emfV + loop.servo.lastUpV + 4, 0.02);
  });

  it('takes a supply that is not measured for the nominal one', () => {
    const dutyAt = (supplyV: number): number => {
      const loop = new Loop().move(20);
      loop.breakAway(0.1);
      loop.ideal(40);
      loop.i.supplyV = supplyV;
      return loop.tick();
    };
    expect(dutyAt(0)).to.equal(dutyAt(24));
    expect(dutyAt(11.9)).to.equal(dutyAt(24));
    expect(dutyAt(16)).to.be.closeTo(1.5 * dutyAt(24), 1e-9);
  });

  it('needs less duty of a higher supply', () => {
    const loop = new Loop().move(20);
    loop.breakAway(0.1);
    loop.ideal(40);
    const other = new Loop().move(20);
    other.i.supplyV = 12;
    other.breakAway(0.1);
    other.ideal(40);
    expect(other.tick() / loop.tick()).to.be.closeTo(2, 0.02);
  });

  it('never lets its integral wind up beyond 10 V', () => {
    const loop = new Loop().move(45);
    loop.breakAway(0.1);
    for (let k = 0; k < 300; k++) loop.tick();
    expect(loop.servo.integralV).to.equal(10);
  });

  it('rests before the plan turns round', () => {
    const loop = new Loop().move(20);
    loop.breakAway(0.1);
    loop.ideal(40);
    stand(loop.m, loop.m.angleDeg);
    loop.move(5);
    loop.i.nowMs += PERIOD_MS;
    expect(loop.tick()).to.equal(0);
    expect(loop.servo.active).to.equal(false);
  });

  it('keeps its duty between -1 and 1, whatever it sees', () => {
    const random = new Random(5);
    let worst = 0;
    for (let n = 0; n < 300; n++) {
      const loop = new Loop().move(45 * random.unit());
      loop.servo.lastUpV = loop.servo.lastDownV = random.between(1, 12);
      loop.servo.fromUpV = loop.servo.fromDownV = loop.servo.lastUpV;
      for (let k = 0; k < 60; k++) {
        loop.sensed.angleDeg = random.between(-5, 50);
        loop.sensed.speedDegPerS = random.between(-5, 5);
        loop.i.currentA = random.between(0, 40);
        loop.i.supplyV = random.between(1, 30);
        const duty = loop.tick();
        worst = Math.max(worst, Math.abs(duty));
      }
    }
    expect(worst).to.equal(1);
  });
});
