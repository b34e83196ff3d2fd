import { expect } from 'chai';
import * as limits from '../../firmware/limits.ts';
import { PRESCRIPTION, PRESCRIPTION_ADDED, Rx } from '../../firmware/course-records.ts';
import { decodeRecord, encodeRecord } from '../../firmware/records.ts';
import { EASE_MS } from '../../firmware/safety.ts';
import { ARMING_MS, PAUSE_MAX_MS, RESTING_MS } from '../../firmware/session.ts';

/** The numbers of the design, written out a second time: whoever changes one has to say so twice. */
const DESIGN = {
  TICK_MS: 100,
  ANGLE_CAP_DEG: 45,
  ANGLE_TRIP_DEG: 45.5,
  FLAT_DEG: 0.4,
  SPEED_DEG_PER_S: 1,
  SPEED_MAX_DEG_PER_S: 1.5,
  ACCEL_DEG_PER_S2: 0.5,
  JERK_DEG_PER_S3: 0.5,
  EASE_ACCEL_DEG_PER_S2: 4,
  EASE_JERK_DEG_PER_S3: 20,
  CREEP_DEG_PER_S: 0.8,
  PULL_CAP_N: 500,
  PULL_CONFIRM_N: 180,
  PULL_TRIP_RATIO: 1.15,
  SESSION_MAX_MIN: 30,
  DAY_MAX_MIN: 60,
  HEAD_DOWN_MAX_MIN: 10,
  GRAVITY_M_PER_S2: 9.80665,
  LEFT_TILTED_DEG: 2,
  NEAR_FLAT_DEG: 5,
  NEAR_FLAT_MS: 10_000,
};

describe('limits', () => {
  it('are the numbers of the design, one by one and none beside', () => {
    expect({ ...limits }).to.deep.equal(DESIGN);
  });

  it('stand in the right order: command below trip, trip below the hardware switch at 46.5', () => {
    expect(limits.ANGLE_CAP_DEG).to.be.below(limits.ANGLE_TRIP_DEG);
    expect(limits.ANGLE_TRIP_DEG).to.be.below(46.5);
    expect(limits.CREEP_DEG_PER_S).to.be.below(limits.SPEED_MAX_DEG_PER_S);
    expect(limits.PULL_CAP_N * limits.PULL_TRIP_RATIO, 'the fuse of the strap').to.be.below(1000);
  });

  it('keep the times of a session: 3 s of countdown, a minute of rest, pauses of two', () => {
    expect([ARMING_MS, RESTING_MS, PAUSE_MAX_MS]).to.deep.equal([3000, 60_000, 120_000]);
  });

  it('give easing to rest less power than it may take: 0.6 s of motion, cut after 0.9 s', () => {
    const { SPEED_MAX_DEG_PER_S: v, EASE_ACCEL_DEG_PER_S2: a, EASE_JERK_DEG_PER_S3: j } = limits;
    expect(v / a + a / j).to.be.at.most(0.6);
    expect((v * (v / a + a / j)) / 2, 'degrees').to.be.at.most(0.5);
    expect(EASE_MS).to.equal(900);
  });

  it('bind prescriptions too: no record beyond them is believed', () => {
    const widest = { angleCapDeg: 45, pullCapN: 500, sessionMaxMin: 30, speedDegPerS: 1.5, holdS: 1800 };
    for (const [name, max] of Object.entries(widest)) {
      expect(PRESCRIPTION.fields.find((field) => field.name === name)?.max, name).to.equal(max);
    }
    const crc = (): number => 0;
    const values = [0, 0, 0, 100, 60, 45, 500, 80, 1, 30, 1.5, ...PRESCRIPTION_ADDED];
    expect(decodeRecord(PRESCRIPTION, encodeRecord(PRESCRIPTION, values, 0, crc), crc)).to.not.equal(null);
    values[Rx.AngleCapDeg] = 45.001;
    expect(decodeRecord(PRESCRIPTION, encodeRecord(PRESCRIPTION, values, 0, crc), crc)).to.equal(null);
  });
});
