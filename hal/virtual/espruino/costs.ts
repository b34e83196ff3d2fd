/** What callbacks cost, in passes of a reference loop timed in the same process, and estimated for the board. */

/**
 * One pass of `for(i=0;i<1000;i=i+1);` on the board, in ms: 1000 passes take 0.28 s (Espruino's README_JIT.md,
 * 2v29, nRF52 at 64 MHz). The loop is interpreter work through and through, so it carries times from PC to board.
 */
export const BOARD_MS_PER_PASS = 0.28;

const NS_PER_US = 1000;
/** The PC's speed at a callback is the median of the reference loop over this many neighbours on either side. */
const NEIGHBOURS = 10;

/** One callback, measured. */
export interface CallbackCost {
  /** Virtual instant at which it started. */
  readonly atUs: number;
  /** Computing, without native calls that touch the chip, in passes of the reference loop. */
  readonly passes: number;
  /** Virtual time that its native calls took. */
  readonly nativeUs: number;
  readonly nativeCalls: number;
  /** The board's time for the whole callback, estimated: computing by passes, natives by the chip's table of costs. */
  readonly boardMs: number;
}

export interface TickCosts {
  /** The interpreter's time for one pass of the reference loop on this machine. */
  readonly passUs: number;
  readonly callbacks: readonly CallbackCost[];
  readonly median: CallbackCost;
  readonly worst: CallbackCost;
}

interface Sample {
  atUs: number;
  nativeUs: number;
  nativeCalls: number;
  totalNs: number;
  nativeNs: number;
  referenceNs: number;
}

export class CostBook {
  private callShare = 0;
  private referencePasses = 1;
  private readonly samples: Sample[] = [];

  /** A line `%loopNs,callNs,passes` of the interpreter: the loop, and a native call less its own measurement. */
  calibrate(line: string): void {
    const [loopNs, callNs, passes] = numbers(line) as [number, number, number];
    this.callShare = callNs / loopNs;
    this.referencePasses = passes;
  }

  /** A line `.totalNs,nativeNs,nativeCalls,loopNs` of the interpreter. */
  add(line: string, atUs: number, nativeUs: number): void {
    const [totalNs, nativeNs, nativeCalls, referenceNs] = numbers(line) as [number, number, number, number];
    this.samples.push({ atUs, nativeUs, nativeCalls, totalNs, nativeNs, referenceNs });
  }

  summary(): TickCosts {
    const loops = this.samples.map((sample) => sample.referenceNs);
    const callbacks = this.samples.map((sample, i) => {
      const loopNs = median(loops.slice(Math.max(0, i - NEIGHBOURS), i + NEIGHBOURS + 1));
      const share = (sample.totalNs - sample.nativeNs) / loopNs - sample.nativeCalls * this.callShare;
      const passes = Math.max(0, share) * this.referencePasses;
      const { atUs, nativeUs, nativeCalls } = sample;
      return { atUs, passes, nativeUs, nativeCalls, boardMs: passes * BOARD_MS_PER_PASS + nativeUs / 1000 };
    });
    return summaryOf(callbacks, loops.length === 0 ? 0 : median(loops) / this.referencePasses / NS_PER_US);
  }
}

/**
 * The same deterministic run measured several times, callback by callback the cheapest: what other processes of
 * the PC took away is gone then.
 */
export function leastOf(runs: readonly TickCosts[]): TickCosts {
  const callbacks = runs[0]!.callbacks.map((_, i) => {
    const same = runs.map((run) => run.callbacks[i]!);
    return same.reduce((least, cost) => (cost.passes < least.passes ? cost : least));
  });
  return summaryOf(callbacks, Math.min(...runs.map((run) => run.passUs)));
}

function summaryOf(callbacks: readonly CallbackCost[], passUs: number): TickCosts {
  if (callbacks.length === 0) throw new Error('tick costs: no callback has run yet');
  const sorted = [...callbacks].sort((a, b) => a.boardMs - b.boardMs);
  return { passUs, callbacks, median: sorted[sorted.length >> 1]!, worst: sorted[sorted.length - 1]! };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}

function numbers(line: string): number[] {
  return line.slice(1).split(',').map(Number);
}
