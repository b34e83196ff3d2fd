/**
 * Stillness: words of the converter are gathered in blocks, and a reading counts once four blocks in a row agree. Only
 * running sums are kept, so that a word costs little on the board.
 */

/** Eight words are 0.8 s; four blocks are 3.2 s. */
const BLOCK_WORDS = 8;
/** Means of blocks may differ by so much: six times their own noise of 16 counts (datasheet: 32 counts in a word). */
const DRIFT_COUNTS = 100;
/** Words of a block may differ by so much: 500 counts, twice what the datasheet's noise makes, are 0.23 N. */
const SPREAD_COUNTS = 500;
/** Converter words at either end of its range. */
const COUNTS_MAX = 8388607;
const COUNTS_MIN = -8388608;

/** What is gathered of one reading. */
export interface Gate {
  /** Words of the present block, their sum and bounds. */
  words: number;
  sum: number;
  low: number;
  high: number;
  /** Means of the last four blocks, newest first, and how many there are. */
  mean1: number;
  mean2: number;
  mean3: number;
  mean4: number;
  blocks: number;
  /** Of all words since the beginning. */
  total: number;
  last: number;
  equal: number;
  /** Squares of the steps from word to word: noise without drift. */
  stepSquares: number;
  saturated: number;
  firstAtMs: number;
  lastAtMs: number;
}

/** An empty gate. */
export function newGate(): Gate {
  return {
    words: 0,
    sum: 0,
    low: 0,
    high: 0,
    mean1: 0,
    mean2: 0,
    mean3: 0,
    mean4: 0,
    blocks: 0,
    total: 0,
    last: 0,
    equal: 0,
    stepSquares: 0,
    saturated: 0,
    firstAtMs: 0,
    lastAtMs: 0,
  };
}

/** Begins a reading. */
export function openGate(g: Gate, nowMs: number): void {
  g.words = 0;
  g.sum = 0;
  g.blocks = 0;
  g.total = 0;
  g.equal = 0;
  g.stepSquares = 0;
  g.saturated = 0;
  g.firstAtMs = nowMs;
  g.lastAtMs = nowMs;
}

function endBlock(g: Gate): void {
  g.mean4 = g.mean3;
  g.mean3 = g.mean2;
  g.mean2 = g.mean1;
  g.mean1 = g.sum / BLOCK_WORDS;
  // A block with a swing or a spike in it begins the four anew.
  g.blocks = g.high - g.low > SPREAD_COUNTS ? 0 : g.blocks + 1;
  g.words = 0;
  g.sum = 0;
}

function addToTotals(g: Gate, counts: number, nowMs: number): void {
  if (g.total === 0) g.firstAtMs = nowMs;
  else {
    const step = counts - g.last;
    if (step === 0) g.equal++;
    g.stepSquares += step * step;
  }
  g.total++;
  g.last = counts;
  g.lastAtMs = nowMs;
}

/** One more word. */
export function addWord(g: Gate, counts: number, nowMs: number): void {
  if (counts >= COUNTS_MAX || counts <= COUNTS_MIN) g.saturated++;
  addToTotals(g, counts, nowMs);
  if (g.words === 0) {
    g.low = counts;
    g.high = counts;
  } else if (counts < g.low) g.low = counts;
  else if (counts > g.high) g.high = counts;
  g.sum += counts;
  g.words++;
  if (g.words === BLOCK_WORDS) endBlock(g);
}

/** Four blocks in a row agree. */
export function isStill(g: Gate): boolean {
  if (g.blocks < 4 || g.words > 0) return false;
  const low = Math.min(Math.min(g.mean1, g.mean2), Math.min(g.mean3, g.mean4));
  const high = Math.max(Math.max(g.mean1, g.mean2), Math.max(g.mean3, g.mean4));
  return high - low <= DRIFT_COUNTS;
}

/** Mean of the four blocks. */
export function stillCounts(g: Gate): number {
  return (g.mean1 + g.mean2 + g.mean3 + g.mean4) / 4;
}

/** Standard deviation of a word, from the steps between neighbours. */
export function noiseCounts(g: Gate): number {
  return g.total < 2 ? 0 : Math.sqrt(g.stepSquares / (2 * (g.total - 1)));
}

/** Mean time from word to word. */
export function periodMs(g: Gate): number {
  return g.total < 2 ? 0 : (g.lastAtMs - g.firstAtMs) / (g.total - 1);
}
