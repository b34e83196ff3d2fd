import { expect } from 'chai';
import { NO_ORDERS, ordersOf, targetPullN, type Orders } from '../../firmware/prescription.ts';
import { Rx, TargetKind } from '../../firmware/records.ts';
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
    expect(ordersOf(PRESCRIBED)).to.deep.equal({
      pullTargetN: 0.25 * weightN,
      angleCapDeg: 45,
      pullCapN: 216,
      pullTripN: 0.25 * weightN * 1.15,
      pullHardTripN: 0.25 * weightN + 100,
      weightN,
      holdMs: 60_000,
      sessionMaxMs: 1_800_000,
      speedDegPerS: 1,
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
    expect(Object.values(permitted).every((value) => value === 0)).to.equal(true);
    expect(runawayDegPerS, 'coming down needs none').to.be.closeTo(1.3 * 0.8 + 0.3, 1e-9);
  });
});
