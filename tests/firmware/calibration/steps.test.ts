import { expect } from 'chai';
import { Refusal, REFUSALS } from '../../../firmware/calibration/refusals.ts';
import { newCalibration, Stage, type Calibration } from '../../../firmware/calibration/state.ts';
import {
  beginCalibration,
  feedCalibration,
  leaveCalibration,
  takeBack,
  takeReading,
  watchCalibration,
  WARM_UP_MS,
} from '../../../firmware/calibration/steps.ts';
import { Random } from '../../../sim/random.ts';

const COUNTS_PER_N = 2100;
const ZERO_COUNTS = 12_000;
const COUNTS_PER_KG = 9.80665 * COUNTS_PER_N;

/** An ideal cell with the converter's noise, read ten times a second. */
class IdealCell {
  readonly calibration: Calibration = newCalibration();
  nowMs = WARM_UP_MS;
  /** Counts besides the mass: a mistake of the cell. */
  extra = 0;
  periodMs = 100;
  private readonly random = new Random(3);

  /** Lets words come until the device has answered. */
  answer(massKg: number): Refusal {
    for (let n = 0; n < 500 && this.calibration.busy; n++) {
      this.nowMs += this.periodMs;
      const counts = ZERO_COUNTS + this.extra + massKg * COUNTS_PER_KG + 32 * this.random.gaussian();
      feedCalibration(this.calibration, Math.round(counts), this.nowMs);
      watchCalibration(this.calibration, this.nowMs);
    }
    return this.calibration.refusal;
  }

  begin(): Refusal {
    beginCalibration(this.calibration, this.nowMs, this.nowMs);
    return this.answer(0);
  }

  take(saysKg: number, hangsKg = saysKg): Refusal {
    takeReading(this.calibration, saysKg * 1000, this.nowMs);
    return this.answer(hangsKg);
  }

  takeAll(...massesKg: readonly number[]): Refusal[] {
    return massesKg.map((kg) => this.take(kg));
  }
}

const WAY = [0, 5, 10, 20, 30, 40, 30, 20, 10, 5, 0, 40, 0, 40, 0];

function begun(): IdealCell {
  const cell = new IdealCell();
  expect(cell.begin()).to.equal(Refusal.None);
  return cell;
}

describe('calibration of the load cell', () => {
  it('finds zero and sensitivity of an ideal cell, and is ready after the verification', () => {
    const cell = begun();
    expect(cell.takeAll(...WAY)).to.deep.equal(WAY.map(() => Refusal.None));
    expect(cell.calibration.stage).to.equal(Stage.Verify);
    expect(cell.take(25)).to.equal(Refusal.None);
    const c = cell.calibration;
    expect(c.stage).to.equal(Stage.Ready);
    // Noise of 6 counts in each of 15 readings: 3 counts of the zero, 0.02 counts per newton over 392 N.
    expect(c.zeroCounts).to.be.closeTo(ZERO_COUNTS, 10);
    expect(c.countsPerN).to.be.closeTo(COUNTS_PER_N, 0.05);
    expect(Math.abs(c.residualN)).to.be.below(0.02);
    expect(Math.abs(c.verifyN)).to.be.below(0.02);
    expect(c.readings).to.have.length(15);
  });

  it('does not begin before five minutes have passed', () => {
    const cell = new IdealCell();
    cell.nowMs = WARM_UP_MS - 1;
    expect(cell.begin()).to.equal(Refusal.Cold);
    expect(cell.calibration.stage).to.equal(Stage.None);
  });

  it('sees a converter at 80 per second: two words in each period', () => {
    const cell = new IdealCell();
    cell.periodMs = 50;
    expect(cell.begin()).to.equal(Refusal.RateWrong);
    expect(cell.take(0)).to.equal(Refusal.OutOfOrder);
  });

  it('takes a mass back and has it done again', () => {
    const cell = begun();
    cell.takeAll(0, 5, 10);
    expect(cell.take(20, 21)).to.equal(Refusal.WrongMass);
    takeBack(cell.calibration);
    expect(cell.calibration.massesG).to.deep.equal([0, 5000]);
    cell.takeAll(...WAY.slice(2), 25);
    expect(cell.calibration.stage).to.equal(Stage.Ready);
    expect(cell.calibration.countsPerN).to.be.closeTo(COUNTS_PER_N, 0.05);
    takeBack(cell.calibration);
    expect(cell.calibration.refusal).to.equal(Refusal.OutOfOrder);
  });

  it('goes on after a refused step as if it had not been', () => {
    const cell = begun();
    expect(cell.take(5)).to.equal(Refusal.OutOfOrder);
    cell.takeAll(0, 5, 10, 20, 30, 40);
    expect(cell.take(30, 20)).to.equal(Refusal.WrongMass);
    expect(cell.takeAll(...WAY.slice(6))).to.deep.equal(WAY.slice(6).map(() => Refusal.None));
    expect(cell.take(40)).to.equal(Refusal.MassUsed);
    expect(cell.take(25, 25.1)).to.equal(Refusal.VerificationFailed);
    expect(cell.calibration.stage).to.equal(Stage.Verify);
    expect(cell.take(25)).to.equal(Refusal.None);
  });

  it('refuses by the line what each single step let pass: 60 g less on one mass', () => {
    const cell = begun();
    cell.takeAll(0, 5, 10);
    const light = 19.94;
    expect(cell.take(20, light)).to.equal(Refusal.None);
    cell.takeAll(30, 40, 30);
    expect(cell.take(20, light)).to.equal(Refusal.None);
    expect(cell.takeAll(...WAY.slice(8)).pop()).to.equal(Refusal.NotLinear);
    // 0.06 kg are 0.59 N; the line takes some of it.
    expect(cell.calibration.residualN).to.be.within(-0.59, -0.4);
    expect(cell.calibration.stage).to.equal(Stage.None);
  });

  it('refuses a zero that moved by 0.6 N, 0.12 % of the range', () => {
    const cell = begun();
    cell.takeAll(...WAY.slice(0, 10));
    cell.extra = 0.6 * COUNTS_PER_N;
    expect(cell.take(0)).to.equal(Refusal.ZeroShifted);
    cell.extra = 0.4 * COUNTS_PER_N;
    expect(cell.take(0)).to.equal(Refusal.None);
    expect(cell.calibration.zeroReturnN).to.be.closeTo(0.4, 0.02);
  });

  it('keeps nothing of a draft that is left, and takes no word while it waits', () => {
    const cell = begun();
    cell.takeAll(0, 5);
    feedCalibration(cell.calibration, 77, cell.nowMs);
    expect(cell.calibration.gate.last).to.not.equal(77);
    leaveCalibration(cell.calibration);
    expect(cell.calibration).to.include({ stage: Stage.None, refusal: Refusal.Left });
    expect(cell.begin()).to.equal(Refusal.None);
    expect(cell.calibration.massesG).to.deep.equal([]);
  });

  it('has words for every refusal, by number', () => {
    expect(REFUSALS.map((row) => row.code)).to.deep.equal(REFUSALS.map((_, k) => k));
    for (const { name, says, does } of REFUSALS) expect(`${name}${says}${does}`).to.match(/^[a-z][\x20-\x7e]+$/i);
  });
});
