import { expect } from 'chai';
import { raise } from '../../firmware/book.ts';
import type { Device } from '../../firmware/device.ts';
import { Fault, FAULTS, Reaction } from '../../firmware/faults.ts';
import { Rx } from '../../firmware/course-records.ts';
import { Mode } from '../../firmware/safety.ts';
import { State } from '../../firmware/states.ts';
import type { Inputs } from '../../hal/machine.ts';
import { Random } from '../../sim/random.ts';
import { DeviceInHand, PRESCRIBED, PRESCRIBED_ANGLE, raisedBy } from '../support/deviceInHand.ts';

/** On the way up, at about ten degrees. */
function raising(rx: readonly number[] = PRESCRIBED): DeviceInHand {
  return new DeviceInHand(rx).until(State.Idle).run(500).pressStart().until(State.Raising).run(11_000);
}

/** Every object of numbers that the stages work on. */
function numbersOf(d: Device): Record<string, number>[] {
  const parts: unknown[] = [d.sensed, d.motion, d.servo, d.governor, d.orders];
  return parts as Record<string, number>[];
}

/** Nothing that the drive could be hurt by. */
function isSane(d: Device): boolean {
  const { power, duty } = d.outputs;
  return power ? duty >= -1 && duty <= 1 : duty === 0;
}

describe('a tick in which something is wrong', () => {
  for (const row of FAULTS.filter((one) => one.reaction >= Reaction.Halt)) {
    it(`${row.name}: takes drive power in the same tick`, () => {
      const hand = raising();
      expect(hand.d.outputs.power).to.equal(true);
      raise(hand.d.book, row.code, hand.d.inputs.nowMs + 100);
      hand.tick();
      expect(hand.d.outputs).to.deep.equal({ power: false, duty: 0 });
      expect(hand.d.session.state).to.equal(State.Halted);
      expect(hand.d.safety.cause).to.equal(row.code);
    });
  }

  for (const row of FAULTS.filter((one) => one.reaction === Reaction.Return)) {
    it(`${row.name}: begins the return in the same tick, and comes down`, () => {
      const hand = raising();
      raise(hand.d.book, row.code, hand.d.inputs.nowMs + 100);
      hand.tick();
      expect(hand.d.session.state).to.equal(State.Returning);
      expect(hand.d.outputs.power).to.equal(true);
      hand.until(State.Resting);
      expect(hand.angleDeg).to.be.below(0.5);
      expect(hand.d.safety.cause).to.equal(row.code);
    });
  }

  for (const row of FAULTS.filter((one) => one.reaction < Reaction.Return)) {
    it(`${row.name}: lets a session that runs go on`, () => {
      const hand = raising();
      raise(hand.d.book, row.code, hand.d.inputs.nowMs + 100);
      hand.run(1000);
      expect(hand.d.session.state).to.equal(State.Raising);
      expect(hand.d.outputs.duty).to.be.above(0);
    });
  }

  it('halts on panic in every state, and nothing comes back without the three acts', () => {
    const storyTicks = 1500;
    const random = new Random(11);
    for (let story = 0; story < 40; story++) {
      const hand = new DeviceInHand(PRESCRIBED_ANGLE);
      const atTick = Math.floor(random.between(1, storyTicks));
      for (let k = 0; k < atTick; k++) {
        hand.wrong.start = k === 22;
        hand.tick();
      }
      hand.hold({ panic: true }, 100);
      expect(hand.d.safety.mode, `tick ${atTick}`).to.equal(Mode.Halted);
      expect(hand.d.outputs).to.deep.equal({ power: false, duty: 0 });
      hand.hold({ lower: true }, 3000);
      expect(hand.d.outputs.power, `tick ${atTick}`).to.equal(false);
    }
  });
});

describe('the limits, whatever the readings say', () => {
  it('no upward duty from 45.0 degrees on, nor at the upper end switch', () => {
    const rx = [...PRESCRIBED_ANGLE];
    rx[Rx.Target] = 45;
    rx[Rx.PullCapN] = 500;
    const hand = new DeviceInHand(rx);
    hand.until(State.Idle).run(500).pressStart();
    let upAboveCap = 0;
    for (let k = 0; k < 700; k++) {
      hand.tick();
      if (hand.d.sensed.angleDeg >= 45 && hand.d.outputs.duty > 0) upAboveCap++;
    }
    expect(hand.angleDeg).to.be.within(44.9, 45.05);
    expect(upAboveCap).to.equal(0);
    const switched = raising();
    switched.wrong.endHigh = true;
    switched.tick();
    expect(switched.d.outputs.duty).to.equal(0);
  });

  it('a number that is none, anywhere in the stages, never reaches the drive', () => {
    const template = raising().d;
    const wrong: string[] = [];
    numbersOf(template).forEach((part, index) => {
      for (const [name, value] of Object.entries(part)) {
        if (typeof value !== 'number') continue;
        for (const spoilt of [Number.NaN, Infinity, -Infinity]) {
          const hand = raising();
          numbersOf(hand.d)[index]![name] = spoilt;
          for (let k = 0; k < 3; k++) {
            hand.tick();
            if (!isSane(hand.d)) wrong.push(`${name} ${spoilt}: ${JSON.stringify(hand.d.outputs)}`);
          }
        }
      }
    });
    expect(wrong).to.deep.equal([]);
  });

  it('a duty that is no number halts: a plan, a servo or a supply that is none', () => {
    const spoil: ((hand: DeviceInHand) => void)[] = [
      ({ d }) => (d.servo.integralV = Number.NaN),
      ({ d }) => (d.sensed.travelPerDegMm = Number.NaN),
      ({ wrong }) => (wrong.supplyV = Number.NaN),
      ({ wrong }) => (wrong.currentA = Number.NaN),
    ];
    for (const one of spoil) {
      const hand = raising();
      one(hand);
      hand.tick();
      expect(hand.d.outputs).to.deep.equal({ power: false, duty: 0 });
      hand.tick();
      expect(hand.d.session.state).to.equal(State.Halted);
      expect(raisedBy(hand.d)).to.include(Fault.NotANumber);
    }
  });

  it('inputs at random never give an insane output, and never power with panic pressed', () => {
    const random = new Random(3);
    const wrong: string[] = [];
    const pick = (values: readonly number[]): number => values[Math.floor(random.unit() * values.length)]!;
    for (let story = 0; story < 60; story++) {
      const hand = raising();
      for (let k = 0; k < 50; k++) {
        const change: Partial<Inputs> = {
          travelRatio: pick([0, 0.1, 0.3, 0.5, 1, Number.NaN]),
          supplyV: pick([0, 12, 24, 40, Number.NaN]),
          currentA: pick([0, 5, 40, Number.NaN]),
          loadCounts: pick([-8_388_608, 0, 200_000, 8_388_607]),
          accelXMg: pick([-2000, 0, 300, 2000, Number.NaN]),
          panic: random.unit() < 0.05,
          start: random.unit() < 0.3,
          lower: random.unit() < 0.3,
          endHigh: random.unit() < 0.1,
        };
        hand.hold(change, 100);
        if (!isSane(hand.d) || (change.panic === true && hand.d.outputs.power)) {
          wrong.push(`${JSON.stringify(change)}: ${JSON.stringify(hand.d.outputs)}`);
        }
      }
    }
    expect(wrong).to.deep.equal([]);
  });
});

// What the supervision sees counts in the tick that follows it.
describe('sensors that fail on the way up', () => {
  const stories: [string, Partial<Inputs>, Fault, State, number][] = [
    ['the load cell goes silent', { loadCount: 1000 }, Fault.LoadCellAbsent, State.Returning, 800],
    ['the load cell freezes', { loadCounts: 60_000 }, Fault.LoadCellFrozen, State.Returning, 900],
    ['the load cell is at the end of its range', { loadCounts: 8_388_607 }, Fault.LoadCellSaturated, State.Halted, 300],
    ['the wiper is cut', { travelRatio: 0 }, Fault.TravelInvalid, State.Halted, 200],
    ['the tilt sensor does not answer', { accelCount: 1, accelMisses: 3 }, Fault.AccelAbsent, State.Halted, 300],
    ['the relay opens by itself', { relayOpen: true }, Fault.RelayDisagrees, State.Halted, 200],
    ['the lower end switch is cut', { endLow: true }, Fault.EndSwitchWrong, State.Returning, 300],
    ['the supply sinks', { supplyV: 15 }, Fault.SupplyLow, State.Returning, 1100],
    ['memory runs low', { lowMemory: true }, Fault.Memory, State.Returning, 200],
  ];

  for (const [what, change, code, state, withinMs] of stories) {
    it(`${what}: seen within ${withinMs} ms`, () => {
      const hand = raising();
      Object.assign(hand.wrong, change);
      hand.run(withinMs);
      expect(raisedBy(hand.d)).to.include(code);
      expect(hand.d.session.state).to.equal(state);
    });
  }

  it('one word at the end of its range, then silence: the pull counts as not measured', () => {
    const hand = raising();
    hand.hold({ loadCounts: 8_388_607 }, 100);
    expect(hand.d.session.state).to.equal(State.Raising);
    hand.wrong.loadCount = hand.d.inputs.loadCount;
    hand.run(700);
    expect(raisedBy(hand.d)).to.deep.equal([Fault.LoadCellAbsent]);
    expect(hand.d.session.state).to.equal(State.Returning);
  });
});
