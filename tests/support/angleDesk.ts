import { NodeEngine } from '../../hal/virtual/node-engine.ts';
import type { Engine } from '../../hal/virtual/contract.ts';
import type { AngleAct, AngleDesk } from '../../sim/technician/angles.ts';
import { bundle, ConsoleDesk, flashOf } from './consoleDesk.ts';

const US_PER_MS = 1000;
/** Between two heartbeats, the answer aside. */
const BEAT_MS = 100;
/** A hand needs this long; the console is heard before. */
const REACTION_MS = 400;
/** 42 degrees at 0.8 degrees per second, twice. */
const MOVE_WITHIN_MS = 120_000;
const NEAR_DEG = 0.6;
/** So far up the hand on PANIC waits. */
const PANIC_MS = 6000;

/** The real bundle with an empty board, its console, and a technician with two hands and an inclinometer. */
export class AngleBench extends ConsoleDesk implements AngleDesk {
  constructor(
    options: {
      seed?: number;
      device?: object;
      onBoardKg?: number;
      friction?: number;
      engine?: Engine;
      flash?: Uint8Array;
    } = {},
  ) {
    const { seed = 1, device = {}, onBoardKg = 0, friction = 0.2, engine = new NodeEngine() } = options;
    super(seed, options.flash ?? flashOf(device), engine, bundle.program, { onBoardKg, friction });
  }

  get angleDeg(): number {
    return this.port.rig.truth().angleDeg;
  }

  async perform(act: AngleAct): Promise<string> {
    switch (act.act) {
      case 'begin':
        await this.enter();
        return (await this.board.beginAngle(act.strapKg)).name;
      case 'move':
        return this.moveTo(act.toDeg);
      case 'panicOnTheWay':
        this.later(PANIC_MS, () => this.port.press('panic', true));
        return this.moveTo(act.toDeg);
      case 'look':
        return (await this.board.look()).name;
      case 'type':
        return (await this.board.refer(act.alter(this.angleDeg))).name;
      case 'disturb':
        this.port.rig.inject(act.part, act.property, act.injection);
        return 'none';
      case 'crank':
        return this.crank(act.byMm);
      case 'accept':
        return this.accept();
      case 'leave':
        return this.leave();
      case 'keyBack':
        return this.keyBack();
    }
  }

  /** Holds the button while the console is heard, until the board is there or the device has halted. */
  async moveTo(toDeg: number): Promise<string> {
    const button = toDeg > 0 ? 'start' : 'lower';
    await this.acknowledge(toDeg);
    this.later(REACTION_MS, () => this.port.press(button, true));
    const refusal = await this.beat(toDeg);
    this.port.press(button, false);
    await this.port.wait(REACTION_MS);
    return refusal;
  }

  /** A device that has halted wants START before it does anything. */
  private async acknowledge(toDeg: number): Promise<void> {
    if ((await this.board.jog(toDeg)).state !== 'halted') return;
    // A condition counts as gone after half a second.
    await this.port.wait(2 * REACTION_MS);
    this.port.press('start', true);
    await this.port.wait(REACTION_MS);
    this.port.press('start', false);
    await this.port.wait(REACTION_MS);
  }

  private async beat(toDeg: number): Promise<string> {
    for (let waitedMs = 0; waitedMs < MOVE_WITHIN_MS; waitedMs += BEAT_MS) {
      const { state, angleDeg } = await this.board.jog(toDeg);
      if (state === 'calibrating' && Math.abs(angleDeg - toDeg) < NEAR_DEG) return 'none';
      if (state === 'halted') return (await this.board.draft()).refusal.name;
      await this.port.wait(BEAT_MS);
    }
    return 'not there';
  }

  private later(ms: number, act: () => void): void {
    this.port.chip.at(this.port.chip.nowUs + ms * US_PER_MS, act);
  }

  private async crank(byMm: number): Promise<string> {
    this.port.rig.inject('linkage', 'slip', { as: 'stuck', value: byMm });
    await this.port.wait(1000);
    this.port.rig.clear('linkage', 'slip');
    await this.port.wait(1000);
    return 'none';
  }
}
