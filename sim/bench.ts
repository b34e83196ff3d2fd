/**
 * The bench: a device with its rig, and the handles for whoever runs it (scenarios, tests, the live view). It presses
 * buttons, injects faults, looks at the truth and listens to the device; what it sees it hands to the observers of a run.
 */
import { Chip } from '../hal/virtual/chip.ts';
import type { Engine } from '../hal/virtual/contract.ts';
import type { ButtonName, Injection } from './contract.ts';
import { readDisplay } from './display-text.ts';
import type { PanelView } from './expectations.ts';
import { loggedSessions, WALL_CLOCK_MS } from './flash-image.ts';
import { withVariables } from './memory.ts';
import { Observer, type ReportedFault } from './observer.ts';
import type { SetGrid } from './plant/plant.ts';
import { createRig, type Rig } from './rig.ts';
import { injectRuntime, POWER_CUT_MS } from './runtime-injection.ts';
import type { InjectStep, Scenario } from './scenario/format.ts';
import { MEMORY_FAULTS, RUNTIME_PART } from './scenario/runtime-faults.ts';
import { newButtons, type World } from './world.ts';

/** The grid on which the truth is looked at: fine enough for every limit, at 1.5 degrees per second 0.015 degrees. */
const LOOK_EVERY_MS = 10;
/** For some time after something has happened it is the plant's own: stops are measured in milliseconds. */
const LOOK_CLOSELY_EVERY_MS = 2;
const LOOK_CLOSELY_FOR_MS = 3000;
const US_PER_MS = 1000;

export interface BenchOptions {
  readonly scenario: Scenario;
  readonly program: string;
  readonly engine: Engine;
  /** Flash image at power-up. */
  readonly flash: Uint8Array;
  /** Who looks on. */
  readonly watcher: BenchWatcher;
  /** Whether the program's variables must be at hand even though no step of the scenario needs them yet. */
  readonly memory?: boolean;
}

function spoilsMemory({ steps }: Scenario): boolean {
  return steps.some(({ inject }) => MEMORY_FAULTS.includes(inject?.property ?? inject?.as ?? ''));
}

/** Told about everything that happens on the bench, in order. */
export interface BenchWatcher {
  stepped(): void;
  stateChanged(state: string, before: string): void;
  faulted(fault: ReportedFault): void;
  pressed(button: ButtonName, isDown: boolean): void;
  deviceGone(cause: string): void;
}

export class Bench implements PanelView {
  readonly chip: Chip;
  readonly rig: Rig;
  readonly world: World;
  private readonly options: BenchOptions;
  private readonly program: string;
  private readonly setGrid: SetGrid;
  /** The supply is away, and its return is arranged. */
  private isCut = false;
  private closelyUntilMs = 0;

  constructor(options: BenchOptions) {
    const { scenario, flash, memory, engine } = options;
    this.options = options;
    const needsMemory = engine.name === 'node' && (memory === true || spoilsMemory(scenario));
    this.program = needsMemory ? withVariables(options.program) : options.program;
    this.chip = new Chip({ wallClockMs: WALL_CLOCK_MS, flash });
    this.rig = createRig(this.chip, {
      seed: scenario.seed,
      person: { massKg: scenario.person.massKg, friction: scenario.person.friction },
      supplyV: scenario.device.supplyV,
      noise: scenario.device.noise,
      startAngleDeg: scenario.device.startAngleDeg,
    });
    this.world = this.newWorld();
    this.setGrid = this.rig.onStep((_truth, atUs) => this.stepped(atUs), LOOK_EVERY_MS);
    this.listen();
    this.chip.powerUp(this.program, options.engine);
  }

  get nowMs(): number {
    return this.chip.nowUs / US_PER_MS;
  }

  /** Runs until this instant; a callback of the program that is under way then is finished. */
  runUntil(atMs: number): void {
    this.chip.runUntil(atMs * US_PER_MS);
    this.look();
  }

  /** Does something at an instant of the simulated time, even while the program computes. */
  at(atMs: number, act: () => void): void {
    this.chip.at(atMs * US_PER_MS, () => {
      this.look();
      act();
    });
  }

  /** Presses or releases a button. */
  press(button: ButtonName, isDown: boolean): void {
    this.lookClosely();
    const track = this.world.buttons[button];
    track.down = isDown;
    if (isDown) track.pressedAtMs = this.nowMs;
    else track.releasedAtMs = this.nowMs;
    this.rig.press(button, isDown);
    this.options.watcher.pressed(button, isDown);
  }

  /** Injects a fault into a part or into the runtime. */
  inject(injection: InjectStep): void {
    this.lookClosely();
    this.world.disturbed.add(injection.part);
    if (injection.part === RUNTIME_PART) injectRuntime(this, injection);
    else
      this.rig.inject(injection.part, injection.property ?? '', {
        as: injection.as,
        value: injection.value,
      } as Injection);
  }

  clear(part: string, property: string): void {
    this.lookClosely();
    this.rig.clear(part, property);
  }

  /** Takes the supply away from everything for some time. */
  cutPower(forMs: number): void {
    this.isCut = true;
    this.rig.powerCut(true);
    this.chip.powerCut();
    this.at(this.nowMs + forMs, () => {
      this.isCut = false;
      this.rig.powerCut(false);
      this.chip.powerUp(this.program, this.options.engine);
      this.world.bootAtMs = this.nowMs;
    });
  }

  displayText(): string {
    return readDisplay(this.rig.display.pixels()).join('\n');
  }

  lampColour(): string {
    return this.rig.lamp.colourName();
  }

  sessionCount(): number {
    return loggedSessions(this.chip.flash.bytes).length;
  }

  /** Brings the world up to now, so that observers see everything before the next thing happens. */
  look(): void {
    this.rig.truth();
    this.world.nowMs = this.nowMs;
  }

  private stepped(atUs: number): void {
    this.world.nowMs = atUs / US_PER_MS;
    this.options.watcher.stepped();
    if (this.closelyUntilMs > 0 && this.world.nowMs > this.closelyUntilMs) {
      this.closelyUntilMs = 0;
      this.setGrid(LOOK_EVERY_MS);
    }
  }

  private lookClosely(): void {
    if (this.closelyUntilMs === 0) this.setGrid(LOOK_CLOSELY_EVERY_MS);
    this.closelyUntilMs = this.nowMs + LOOK_CLOSELY_FOR_MS;
  }

  private newWorld(): World {
    const { watcher, scenario } = this.options;
    const device: Observer = new Observer(
      (state) => {
        this.lookClosely();
        watcher.stateChanged(state, device.previousState);
      },
      (fault) => watcher.faulted(fault),
    );
    const truth = this.rig.truth();
    return {
      nowMs: 0,
      truth,
      scenario,
      device,
      buttons: newButtons(),
      disturbed: new Set(),
      bootAtMs: 0,
      troubles: [],
    };
  }

  private listen(): void {
    const { chip, world } = this;
    const { watcher } = this.options;
    chip.usbOutput((text) => {
      this.look();
      world.device.receive(text, world.nowMs);
    });
    chip.onReset((cause) => {
      this.look();
      world.bootAtMs = world.nowMs;
      if (cause !== 'powerCut') world.troubles.push({ atMs: world.nowMs, text: `reset by ${cause}` });
      world.device.deviceGone(world.nowMs);
      watcher.deviceGone(cause === 'powerCut' ? 'power lost' : 'reset');
      // The chip lost its supply in the middle of a write to flash: so did everything else, and it returns.
      if (cause === 'powerCut' && !this.isCut) this.at(world.nowMs, () => this.cutPower(POWER_CUT_MS));
    });
    chip.uncaughtErrors((error) => {
      this.look();
      world.troubles.push({
        atMs: world.nowMs,
        text: `uncaught ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`,
      });
    });
  }
}
