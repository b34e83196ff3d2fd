/** Faults of the runtime that a scenario can inject. Each happens at the next occasion and then is over, unless told otherwise. */
import type { Chip } from './chip.ts';
import { CALL, CALL_NAMES } from './costs.ts';
import type { CallName } from './costs.ts';

const US_PER_MS = 1000;
/** A crystal on its spare RC oscillator is off by a few percent; more than that is not a clock. */
const MAX_DRIFT = 0.05;

export class ChipFaults {
  private readonly chip: Chip;

  constructor(chip: Chip) {
    this.chip = chip;
  }

  /** The next callback takes this much longer. */
  stall(ms: number): void {
    this.chip.loop.stallUs += ms * US_PER_MS;
  }

  /** The next `count` calls of that native function throw. */
  throwAt(call: string, count = 1): void {
    const id = CALL[call as CallName];
    if (id === undefined) throw new Error(`throw at "${call}": it must be one of ${CALL_NAMES.join(', ')}`);
    this.chip.clock.trap(id, count);
  }

  /** The native call with this number from now on throws, whichever it is. */
  throwAtCall(number: number): void {
    this.chip.clock.trapAny(number);
  }

  /** Removes an interval without a trace, as an out-of-memory in it would: the first, or the one with this id. */
  loseTimer(id?: number): boolean {
    const { timers } = this.chip.loop;
    const timer = timers.list.find(
      (candidate) => candidate.intervalUs >= 0 && (id === undefined || candidate.id === id),
    );
    if (timer === undefined) return false;
    timers.remove(timer);
    timers.changed = true;
    return true;
  }

  /** Flag only, or out of memory in the next timer callback: it is removed and does not run. */
  lowMemory(level: 'low' | 'out'): void {
    if (level === 'low') this.chip.loop.flags.raise('LOW_MEMORY');
    else this.chip.loop.memoryFault = true;
    this.chip.loop.wake();
  }

  /** Fills the I/O ring, so that the next edges are lost. */
  eventOverflow(): void {
    this.chip.loop.io.flood(this.chip.clock.nowUs);
    this.chip.loop.wake();
  }

  /** The chip's clock runs this many times as fast as the world's. */
  clockRate(rate: number): void {
    if (!(rate >= 1 - MAX_DRIFT && rate <= 1 + MAX_DRIFT))
      throw new Error(`clock rate ${rate}: it must be within ${1 - MAX_DRIFT} and ${1 + MAX_DRIFT}`);
    this.chip.loop.setRate(rate);
  }

  /** The wall clock that the program reads jumps; timers, which count by themselves, go on. */
  clockJump(ms: number): void {
    this.chip.loop.wallUs += ms * US_PER_MS;
  }

  /** The next `count` flash writes fail with an exception and write nothing. */
  flashErrors(count: number): void {
    this.chip.flash.failingWrites = count;
  }

  /** Power fails after so many further words have been written to flash. */
  cutAfterWords(words: number): void {
    this.chip.flash.wordsUntilCut = words;
  }

  bitRot(address: number, bit: number): void {
    this.chip.flash.rot(address, bit);
  }

  /** A byte whose bits cannot rise any more. */
  wearOut(address: number): void {
    this.chip.flash.wornAt.push(address);
  }

  powerCut(): void {
    this.chip.powerCut();
  }

  reset(): void {
    this.chip.reset('pin');
  }
}
