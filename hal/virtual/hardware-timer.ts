/**
 * The hardware timer that writes pins behind the program's back: ends of pulses, pulse trains, dead-man writes.
 * It writes the output register only, so it neither makes a pin an output nor stops a PWM.
 */
import { HARDWARE_TIMER_SLOTS } from './board.ts';
import type { Clock } from './clock.ts';
import type { EventHandle, Level } from './contract.ts';
import type { Pin } from './pin.ts';

export interface HardwareTask {
  readonly id: number;
  active: boolean;
  pins: readonly Pin[];
  /** Bit i is the level of pin i. */
  value: number;
  /** 0: once. */
  intervalUs: number;
  dueUs: number;
  handle: EventHandle;
  /** Made once per slot, because pulses are started in every tick. */
  readonly run: () => void;
}

/** How long a call waits in one go for a free slot before it looks again. */
const WAIT_STEP_US = 10;

export class HardwareTimer {
  private readonly tasks: HardwareTask[] = [];
  private active = 0;
  private readonly clock: Clock;

  constructor(clock: Clock) {
    this.clock = clock;
    for (let id = 0; id < HARDWARE_TIMER_SLOTS; id++) {
      this.tasks.push({
        id,
        active: false,
        pins: [],
        value: 0,
        intervalUs: 0,
        dueUs: 0,
        handle: -1,
        run: () => this.run(this.tasks[id]!),
      });
    }
  }

  /** Schedules a write; waits, as the chip does, until a slot is free. Returns the slot. */
  add(pins: readonly Pin[], value: number, dueUs: number, intervalUs: number): number {
    while (this.active === HARDWARE_TIMER_SLOTS) this.clock.spend(WAIT_STEP_US);
    let id = 0;
    while (this.tasks[id]!.active) id++;
    const task = this.tasks[id]!;
    task.active = true;
    task.pins = pins;
    task.value = value;
    task.intervalUs = intervalUs;
    task.dueUs = Math.max(dueUs, this.clock.nowUs);
    task.handle = this.clock.at(task.dueUs, task.run);
    this.active++;
    return id;
  }

  /** Due time of the last write scheduled for this pin, or -1. */
  lastDueUs(pin: Pin): number {
    let last = -1;
    for (let i = 0; this.active > 0 && i < this.tasks.length; i++) {
      const task = this.tasks[i]!;
      if (task.active && task.dueUs > last && task.pins.includes(pin)) last = task.dueUs;
    }
    return last;
  }

  get busy(): boolean {
    return this.active > 0;
  }

  get(id: number): HardwareTask | null {
    const task = this.tasks[id];
    return task !== undefined && task.active ? task : null;
  }

  remove(id: number): boolean {
    const task = this.get(id);
    if (task === null) return false;
    this.clock.cancel(task.handle);
    this.release(task);
    return true;
  }

  removeFor(pin: Pin): void {
    for (const task of this.tasks) if (task.active && task.pins.includes(pin)) this.remove(task.id);
  }

  clear(): void {
    for (let id = 0; id < this.tasks.length; id++) this.remove(id);
  }

  private release(task: HardwareTask): void {
    task.active = false;
    this.active--;
  }

  private run(task: HardwareTask): void {
    for (let i = 0; i < task.pins.length; i++) task.pins[i]!.register(((task.value >> i) & 1) as Level);
    if (task.intervalUs > 0) {
      task.dueUs += task.intervalUs;
      task.handle = this.clock.at(task.dueUs, task.run);
    } else {
      this.release(task);
    }
  }
}
