import { REFUSALS } from '../../firmware/calibration/refusals.ts';
import { newCalibration, Stage, type Calibration } from '../../firmware/calibration/state.ts';
import {
  beginCalibration,
  feedCalibration,
  leaveCalibration,
  takeReading,
  watchCalibration,
  WARM_UP_MS,
} from '../../firmware/calibration/steps.ts';
import type { Injection } from '../../sim/contract.ts';
import type { Desk } from '../../sim/technician/procedure.ts';
import { rigOnBench } from './rigOnBench.ts';

const TICK_US = 100_000;
/** When the device looks again whether a word is ready already. */
const LOOK_AGAIN_US = 20_000;
/** Nobody waits longer for an answer. */
const PATIENCE_TICKS = 600;

/** The calibration core with a simulated cell and converter, read bit by bit as the board does it, without the rest. */
export class Workbench implements Desk {
  readonly calibration: Calibration = newCalibration();
  private readonly bench: ReturnType<typeof rigOnBench>;

  constructor(seed: number) {
    this.bench = rigOnBench({ seed, noise: 1 });
  }

  get nowMs(): number {
    return this.bench.port.nowUs / 1000;
  }

  warmUp(): Promise<void> {
    this.bench.port.runTo(WARM_UP_MS * 1000);
    return this.hang(0);
  }

  hang(forceN: number): Promise<void> {
    this.bench.rig.inject('loadCell', 'force', { as: 'stuck', value: forceN });
    return Promise.resolve();
  }

  disturb(property: string, injection: Injection): void {
    this.bench.rig.inject('loadCell', property, injection);
  }

  mend(property: string): void {
    this.bench.rig.clear('loadCell', property);
  }

  begin(): Promise<string> {
    beginCalibration(this.calibration, this.nowMs, this.nowMs);
    return this.answer();
  }

  take(massKg: number): Promise<string> {
    takeReading(this.calibration, Math.round(massKg * 1000), this.nowMs);
    return this.answer();
  }

  accept(): Promise<string> {
    return Promise.resolve(this.calibration.stage === Stage.Ready ? 'none' : 'outOfOrder');
  }

  leave(): Promise<string> {
    leaveCalibration(this.calibration);
    return Promise.resolve(this.refusal());
  }

  keyBack(): Promise<string> {
    return this.leave();
  }

  /** Lets ticks pass until the device has answered. */
  private answer(): Promise<string> {
    for (let n = 0; n < PATIENCE_TICKS && this.calibration.busy; n++) this.tick();
    return Promise.resolve(this.calibration.busy ? 'no answer' : this.refusal());
  }

  private tick(): void {
    const { port, pad } = this.bench;
    const startUs = port.nowUs;
    this.look(pad('loadCellData').level() === 0);
    port.runTo(startUs + LOOK_AGAIN_US);
    this.look(pad('loadCellData').level() === 0);
    watchCalibration(this.calibration, this.nowMs);
    port.runTo(startUs + TICK_US);
  }

  private look(isReady: boolean): void {
    if (isReady) feedCalibration(this.calibration, this.readWord(), this.nowMs);
  }

  private readWord(): number {
    const { port, pad } = this.bench;
    let word = 0;
    for (let i = 0; i < 25; i++) {
      pad('loadCellClock').put(1);
      port.runTo(port.nowUs + 2);
      if (i < 24) word = (word << 1) | pad('loadCellData').level();
      pad('loadCellClock').put(0);
      port.runTo(port.nowUs + 2);
    }
    return (word << 8) >> 8;
  }

  private refusal(): string {
    return REFUSALS.find((row) => row.code === this.calibration.refusal)?.name ?? 'unknown';
  }
}
