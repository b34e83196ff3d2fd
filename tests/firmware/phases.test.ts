import { expect } from 'chai';
import { Rx, TargetKind } from '../../firmware/course-records.ts';
import { newPhase, phaseOf } from '../../firmware/phases.ts';
import { ordersOf, swingSpeed, type Orders } from '../../firmware/prescription.ts';
import { EXERCISES, Program, PROGRAMS } from '../../firmware/programs.ts';
import { moveDurationS } from '../../firmware/motion.ts';
import { PRESCRIPTION } from '../../firmware/course-records.ts';
import { PRESCRIBED, PRESCRIBED_ANGLE } from '../support/deviceInHand.ts';

function orders(base: readonly number[], ...changes: readonly [Rx, number][]): Orders {
  const rx = [...base];
  for (const [field, value] of changes) rx[field] = value;
  const made = ordersOf(rx);
  if (made === null) throw new Error('the prescription of the test is refused; correct the test');
  return made;
}

/** The walk as words: share in percent and seconds, `down` for easing, `ask` for a question. */
function walk(o: Orders, phasesMax = 12): string[] {
  const p = newPhase();
  const words: string[] = [];
  for (let index = 0; index < phasesMax && phaseOf(o, index, p); index++) {
    const share = `${Math.round(100 * p.share)} % ${p.durationMs / 1000} s`;
    words.push(p.asks ? 'ask' : `${share}${p.eases ? ' down' : ''}`);
  }
  return words;
}

describe('programs', () => {
  it('have a name, a sentence and a number that the prescription allows', () => {
    expect(PROGRAMS.map((program) => program.name)).to.deep.equal([
      'static',
      'intermittent',
      'progressive',
      'rocking',
      'hang sets',
      'coach',
    ]);
    expect(PRESCRIPTION.fields[Rx.Program]!.max).to.equal(PROGRAMS.length - 1);
    expect(PROGRAMS.every((program) => program.help.endsWith('.'))).to.equal(true);
  });

  it('static: one phase', () => {
    expect(walk(orders(PRESCRIBED))).to.deep.equal(['100 % 60 s']);
  });

  it('intermittent: as many holds as the minutes have room for, and no rest after the last', () => {
    const o = orders(PRESCRIBED, [Rx.Program, Program.Intermittent], [Rx.HoldS, 400]);
    // A way up takes 24 s of easing at 0.8 degrees per second over 1.0, and 16: (400 + 30 + 40) / (60 + 30 + 40) is 3.6.
    expect(walk(o)).to.deep.equal(['100 % 60 s', '50 % 30 s down', '100 % 60 s', '50 % 30 s down', '100 % 60 s']);
    expect(o.programMs, 'without the ways').to.equal(240_000);
    const short = orders(PRESCRIBED, [Rx.Program, Program.Intermittent], [Rx.HoldS, 40]);
    expect(walk(short), 'no hold is longer than the minutes').to.deep.equal(['100 % 40 s']);
  });

  it('intermittent with an angle: the ways are known, and count', () => {
    const rests: [Rx, number][] = [
      [Rx.Program, Program.Intermittent],
      [Rx.HoldS, 403],
      [Rx.RestPct, 0],
      [Rx.RestS, 30],
    ];
    // 20 degrees at 1 degree per second and 3 s of ramps: four holds and three rests with their ways take 240 + 3 * 53 = 399 s.
    expect(walk(orders(PRESCRIBED_ANGLE, ...rests))).to.have.length(7);
    expect(walk(orders(PRESCRIBED_ANGLE, ...rests, [Rx.HoldS, 398]))).to.have.length(5);
  });

  it('progressive: equal steps up, the whole target, and steps down when ordered', () => {
    const up: [Rx, number][] = [
      [Rx.Program, Program.Progressive],
      [Rx.Rounds, 4],
      [Rx.StepS, 45],
    ];
    const o = orders(PRESCRIBED, ...up);
    expect(walk(o)).to.deep.equal(['25 % 45 s', '50 % 45 s', '75 % 45 s', '100 % 60 s']);
    expect(o.programMs).to.equal((3 * 45 + 60) * 1000);
    const both = orders(PRESCRIBED, ...up, [Rx.StepsDown, 1]);
    expect(walk(both).slice(4)).to.deep.equal(['75 % 45 s down', '50 % 45 s down', '25 % 45 s down']);
    expect(both.programMs).to.equal((6 * 45 + 60) * 1000);
  });

  it('rocking: half swings around the target, growing while it warms up', () => {
    const swings: [Rx, number][] = [
      [Rx.Program, Program.Rocking],
      [Rx.SwingDeg, 4],
      [Rx.StepS, 40],
    ];
    const o = orders(PRESCRIBED_ANGLE, ...swings);
    expect(walk(o, 4)).to.deep.equal(['120 % 0 s', '80 % 20 s', '120 % 20 s', '80 % 20 s']);
    expect(o.angleCapDeg, 'the cap of the walk is its highest point').to.equal(24);
    const warm = orders(PRESCRIBED_ANGLE, ...swings, [Rx.WarmUps, 1]);
    expect(walk(warm, 4)).to.deep.equal(['110 % 0 s', '90 % 20 s', '120 % 20 s', '80 % 20 s']);
  });

  it('hang sets: no rest after the last', () => {
    const o = orders(PRESCRIBED, [Rx.Program, Program.HangSets], [Rx.Rounds, 2], [Rx.StepS, 30], [Rx.RestPct, 0]);
    expect(walk(o)).to.deep.equal(['100 % 30 s', '0 % 30 s down', '100 % 30 s']);
    expect(o.programMs).to.equal(90_000);
  });

  it('coach: sets of repetitions, and a question between them', () => {
    const o = orders(
      PRESCRIBED_ANGLE,
      [Rx.Program, Program.Coach],
      [Rx.Rounds, 2],
      [Rx.StepS, 5],
      [Rx.RestS, 3],
      [Rx.Reps, 10],
    );
    expect(walk(o)).to.deep.equal(['100 % 80 s', 'ask', '100 % 80 s']);
    expect(o.programMs).to.equal(160_000);
  });

  it('warm up with cycles that grow, before any program', () => {
    const o = orders(PRESCRIBED, [Rx.WarmUps, 2]);
    expect(walk(o)).to.deep.equal(['33 % 10 s', '17 % 20 s down', '67 % 10 s', '33 % 20 s down', '100 % 60 s']);
    expect(o.programMs).to.equal(120_000);
  });
});

describe('speed of a swing', () => {
  it('lets half of a swing take half of its time, less two seconds to turn', () => {
    for (const [swingDeg, swingS] of [
      [2, 30],
      [4, 40],
      [1, 20],
      [10, 90],
    ] as const) {
      const speed = swingSpeed(swingDeg, swingS);
      const moveS = moveDurationS(2 * swingDeg, speed, 0.5, 0.5);
      expect(moveS, `${swingDeg} degrees in ${swingS} s`).to.be.within(0.8 * (swingS / 2 - 2), swingS / 2 - 2);
    }
  });

  it('is 0 where nothing is quick enough', () => {
    expect(swingSpeed(10, 20)).to.equal(0);
    expect(swingSpeed(1, 4)).to.equal(0);
  });
});

describe('exercises', () => {
  it('cover every region, fit the display and the bounds of a prescription', () => {
    expect([...new Set(EXERCISES.map((exercise) => exercise.region))]).to.deep.equal([
      'lumbar',
      'thoracic',
      'cervical',
    ]);
    expect(PRESCRIPTION.fields[Rx.Exercise]!.max).to.equal(EXERCISES.length - 1);
    for (const { name, says, sets, reps, holdS, restS } of EXERCISES) {
      expect(says.length, name).to.be.at.most(12);
      const made = orders(
        PRESCRIBED_ANGLE,
        [Rx.Program, Program.Coach],
        [Rx.Rounds, sets],
        [Rx.Reps, reps],
        [Rx.StepS, holdS],
        [Rx.RestS, restS],
      );
      expect(made.programMs, name).to.be.at.most(600_000);
    }
  });

  it('are only for an angle', () => {
    const rx = [...PRESCRIBED];
    rx[Rx.Program] = Program.Coach;
    expect(rx[Rx.TargetKind]).to.equal(TargetKind.BodyWeightPct);
    expect(ordersOf(rx)).to.equal(null);
  });
});
