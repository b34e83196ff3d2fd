import { expect } from 'chai';
import { Fault } from '../../firmware/faults.ts';
import { NO_ORDERS, ordersOf, refusalOf, targetPullN, type Orders } from '../../firmware/prescription.ts';
import { Program } from '../../firmware/programs.ts';
import { Rx, TargetKind } from '../../firmware/course-records.ts';
import { PRESCRIBED, PRESCRIBED_ANGLE } from '../support/deviceInHand.ts';

/** The usual prescription with some fields changed: [field, value, …]. */
function orders(...changes: readonly [Rx, number][]): Orders | null {
  const rx = [...PRESCRIBED];
  for (const [field, value] of changes) rx[field] = value;
  return ordersOf(rx);
}

function pull(targetN: number, capN = 500, confirmed = 1): Orders | null {
  return orders(
    [Rx.TargetKind, TargetKind.PullN],
    [Rx.Target, targetN],
    [Rx.PullCapN, capN],
    [Rx.Confirmed, confirmed],
  );
}

function angle(targetDeg: number, capDeg: number): Orders | null {
  return orders([Rx.TargetKind, TargetKind.AngleDeg], [Rx.Target, targetDeg], [Rx.AngleCapDeg, capDeg]);
}

describe('prescription', () => {
  it('becomes orders in plain units', () => {
    const weightN = 80 * 9.80665;
    expect(ordersOf(PRESCRIBED)).to.include({
      pullTargetN: 0.25 * weightN,
      angleTargetDeg: 0,
      angleCapDeg: 45,
      pullCapN: 216,
      pullTripN: 0.25 * weightN * 1.15,
      pullHardTripN: 0.25 * weightN + 100,
      weightN,
      holdMs: 60_000,
      sessionMaxMs: 1_800_000,
      speedDegPerS: 1,
      program: Program.Static,
      programMs: 60_000,
      askScore: false,
      runawayDegPerS: 1.6,
    });
  });

  it('has an angle target as its steepest angle, and no pull to reach', () => {
    expect(ordersOf(PRESCRIBED_ANGLE)).to.include({ pullTargetN: 0, angleCapDeg: 20, pullCapN: 400 });
  });

  it('reckons targets in newtons, in percent of the weight, and none for an angle', () => {
    expect(targetPullN(TargetKind.PullN, 123, 80)).to.equal(123);
    expect(targetPullN(TargetKind.BodyWeightPct, 50, 80)).to.be.closeTo(392.266, 1e-9);
    expect(targetPullN(TargetKind.AngleDeg, 30, 80)).to.equal(0);
  });

  it('is refused with a pull above its own cap', () => {
    expect(pull(200, 200)).to.include({ pullTargetN: 200 });
    expect(pull(200.1, 200)).to.equal(null);
    expect(orders([Rx.Target, 28]), '219.7 N of at most 216').to.equal(null);
  });

  it('is refused with a pull above 500 N, whatever its cap says', () => {
    expect(pull(500, 500)).to.include({ pullCapN: 500 });
    expect(pull(501, 1000)).to.equal(null);
    expect(pull(400, 1000), 'the cap is tightened').to.include({ pullCapN: 500 });
  });

  it('is refused with a pull above 180 N that nobody confirmed', () => {
    expect(pull(180, 500, 0)).to.include({ pullTargetN: 180 });
    expect(pull(180.1, 500, 0)).to.equal(null);
    expect(pull(180.1, 500, 1)).to.include({ pullTargetN: 180.1 });
  });

  it('has a cap of 180 N until more was confirmed, with an angle target too', () => {
    const byAngle: [Rx, number][] = [
      [Rx.TargetKind, TargetKind.AngleDeg],
      [Rx.Target, 40],
    ];
    expect(orders(...byAngle, [Rx.PullCapN, 400], [Rx.Confirmed, 0])).to.include({ pullCapN: 180 });
    expect(orders(...byAngle, [Rx.PullCapN, 400], [Rx.Confirmed, 1])).to.include({ pullCapN: 400 });
    expect(orders(...byAngle, [Rx.PullCapN, 100], [Rx.Confirmed, 0]), 'nor is it loosened').to.include({
      pullCapN: 100,
    });
  });

  it('is refused with an angle above its cap, or above 45 degrees', () => {
    expect(angle(30, 30)).to.include({ angleCapDeg: 30 });
    expect(angle(30.1, 30)).to.equal(null);
    expect(angle(45, 60)).to.include({ angleCapDeg: 45 });
    expect(angle(45.1, 60)).to.equal(null);
    expect(orders([Rx.AngleCapDeg, 60]), 'a pull target gets the cap of the device').to.include({ angleCapDeg: 45 });
  });

  it('is refused head-down for more than ten minutes', () => {
    expect(orders([Rx.HeadDown, 1], [Rx.HoldS, 600])).to.include({ holdMs: 600_000 });
    expect(orders([Rx.HeadDown, 1], [Rx.HoldS, 601])).to.equal(null);
    expect(orders([Rx.HoldS, 601])).to.include({ holdMs: 601_000 });
  });

  it('permits nothing where there is none', () => {
    const { runawayDegPerS, ...permitted } = NO_ORDERS;
    expect(Object.values(permitted).every((value) => value === 0 || value === false)).to.equal(true);
    expect(runawayDegPerS, 'coming down needs none').to.be.closeTo(1.3 * 0.8 + 0.3, 1e-9);
  });
});

describe('what the device says of a prescription that it refuses', () => {
  const byAngle: [Rx, number][] = [
    [Rx.TargetKind, TargetKind.AngleDeg],
    [Rx.Target, 20],
    [Rx.PullCapN, 400],
  ];
  const rocking: [Rx, number][] = [...byAngle, [Rx.Program, Program.Rocking], [Rx.SwingDeg, 4], [Rx.StepS, 40]];
  const hang: [Rx, number][] = [
    [Rx.Program, Program.HangSets],
    [Rx.Rounds, 10],
  ];
  const cases: [about: string, code: Fault, changes: readonly [Rx, number][]][] = [
    ['nothing: it is right', Fault.None, []],
    ['a pull above its own cap', Fault.PullAboveCap, [[Rx.Target, 28]]],
    ['a pull above 180 N without confirmation', Fault.PullNotConfirmed, [[Rx.Confirmed, 0]]],
    ['an angle above its cap', Fault.AngleAboveCap, [...byAngle, [Rx.AngleCapDeg, 19]]],
    [
      'more than ten minutes head-down',
      Fault.HeadDownTooLong,
      [
        [Rx.HeadDown, 1],
        [Rx.HoldS, 601],
      ],
    ],
    ['sets that take more than ten minutes head-down', Fault.HeadDownTooLong, [...hang, [Rx.HeadDown, 1]]],
    ['rocking around a pull', Fault.ProgramNeedsAngle, [[Rx.Program, Program.Rocking]]],
    ['the coach at a pull', Fault.ProgramNeedsAngle, [[Rx.Program, Program.Coach]]],
    ['nothing: rocking by 4 degrees in 40 s', Fault.None, rocking],
    ['swings that no speed allows', Fault.ProgramTooQuick, [...rocking, [Rx.StepS, 20]]],
    ['swings quicker than the prescribed speed', Fault.ProgramTooQuick, [...rocking, [Rx.SpeedDegPerS, 0.3]]],
    [
      'a rest whose way takes longer',
      Fault.ProgramTooQuick,
      [...byAngle, [Rx.Program, Program.Intermittent], [Rx.HoldS, 300], [Rx.RestS, 16]],
    ],
    [
      'nothing: a rest whose way fits',
      Fault.None,
      [...byAngle, [Rx.Program, Program.Intermittent], [Rx.HoldS, 300], [Rx.RestS, 17]],
    ],
    ['a swing below flat', Fault.ProgramTooQuick, [...rocking, [Rx.Target, 3]]],
    ['a swing above the angle cap', Fault.AngleAboveCap, [...rocking, [Rx.AngleCapDeg, 23.9]]],
    ['nothing: a swing up to the angle cap', Fault.None, [...rocking, [Rx.AngleCapDeg, 24]]],
    ['a program of more than half an hour', Fault.ProgramTooLong, [...hang, [Rx.StepS, 200]]],
    [
      'a first target above the last',
      Fault.ProgressionWrong,
      [
        [Rx.FirstTarget, 26],
        [Rx.GrowBy, 1],
      ],
    ],
    [
      'a first target that is less than its swing',
      Fault.ProgressionWrong,
      [...rocking, [Rx.FirstTarget, 3], [Rx.GrowBy, 1]],
    ],
    ['a first target that never grows', Fault.ProgressionWrong, [[Rx.FirstTarget, 10]]],
    [
      'nothing: a first target that grows',
      Fault.None,
      [
        [Rx.FirstTarget, 10],
        [Rx.GrowBy, 5],
      ],
    ],
  ];

  for (const [about, code, changes] of cases) {
    it(about, () => {
      const rx = [...PRESCRIBED];
      for (const [field, value] of changes) rx[field] = value;
      expect(refusalOf(rx)).to.equal(code);
      expect(ordersOf(rx) === null).to.equal(code !== Fault.None);
    });
  }

  it('trips by the whole target, whatever the program eases to in between', () => {
    const whole = orders()!.pullTripN;
    expect(orders([Rx.Program, Program.Intermittent], [Rx.RestPct, 0])).to.include({ pullTripN: whole });
    expect(orders([Rx.Program, Program.Progressive], [Rx.Rounds, 4])).to.include({ pullTripN: whole });
    expect(orders(...rocking)).to.include({ pullTripN: 400 * 1.15 });
  });
});
