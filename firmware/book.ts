import { Fault, FAULTS, Reaction, type Clear } from './faults.ts';

/** A condition counts as gone when it was not seen for this long. */
const GONE_MS = 500;
const CODES = 100;
/** As many raised faults are remembered in their order. */
export const RECENT_FAULTS = 8;

/**
 * Which faults are latched, and what the worst of them demands.
 * Arrays are indexed by fault code; everything else is kept up to date by the functions below.
 */
export interface Book {
  latched: Uint8Array;
  /** The latched codes in the order of the catalogue, `count` of them. */
  codes: Uint8Array;
  count: number;
  /** Last instant at which the condition was seen. */
  seenAtMs: Float64Array;
  worst: Reaction;
  /** First latched fault of the worst reaction: the cause that is shown and logged. */
  cause: Fault;
  /** Faults raised after the first, since the last time the book was empty. */
  others: number;
  /** Halting fault raised since the last safety step; None otherwise. */
  fresh: Fault;
  /** Rises with every fault raised, so that listeners see new ones. */
  raised: number;
  newest: Fault;
  /** Codes of the last RECENT_FAULTS faults raised, the n-th at n modulo RECENT_FAULTS: whoever tells of them may be slower than they come. */
  recent: Uint8Array;
}

/** What the catalogue says of a code, where the tick finds it at once. */
const REACTIONS = new Uint8Array(CODES);
const CLEARS = new Uint8Array(CODES);
for (let k = 0; k < FAULTS.length; k++) {
  REACTIONS[FAULTS[k].code] = FAULTS[k].reaction;
  CLEARS[FAULTS[k].code] = FAULTS[k].clear;
}

/** What a fault demands. */
export function reactionOf(code: Fault): Reaction {
  return REACTIONS[code];
}

/** An empty book. */
export function newBook(): Book {
  return {
    latched: new Uint8Array(CODES),
    codes: new Uint8Array(FAULTS.length),
    count: 0,
    seenAtMs: new Float64Array(CODES),
    worst: Reaction.None,
    cause: Fault.None,
    others: 0,
    fresh: Fault.None,
    raised: 0,
    newest: Fault.None,
    recent: new Uint8Array(RECENT_FAULTS),
  };
}

/** Codes rise within the catalogue, so that the list stays in its order. */
function latch(book: Book, code: Fault): void {
  let k = book.count;
  book.count = k + 1;
  book.latched[code] = 1;
  while (k > 0 && book.codes[k - 1] > code) {
    book.codes[k] = book.codes[k - 1];
    k--;
  }
  book.codes[k] = code;
}

/** Records that the condition of a fault is there now. The one way to raise a fault. */
export function raise(book: Book, code: Fault, nowMs: number): void {
  const known = book.latched[code] === 1 && nowMs - book.seenAtMs[code] < GONE_MS;
  book.seenAtMs[code] = nowMs;
  if (known) return;
  if (book.latched[code] === 0) {
    if (book.worst > Reaction.None) book.others++;
    latch(book, code);
  }
  const reaction = REACTIONS[code];
  if (reaction > book.worst) {
    book.worst = reaction;
    book.cause = code;
  }
  if (reaction >= Reaction.Halt) book.fresh = code;
  book.newest = code;
  book.recent[book.raised % RECENT_FAULTS] = code;
  book.raised++;
}

function recount(book: Book): void {
  let worst = Reaction.None;
  let cause = Fault.None;
  for (let k = 0; k < book.count; k++) {
    const code = book.codes[k];
    if (REACTIONS[code] > worst) {
      worst = REACTIONS[code];
      cause = code;
    }
  }
  if (book.latched[book.cause] === 0) book.cause = cause;
  book.worst = worst;
  if (worst === Reaction.None) book.others = 0;
}

/** Forgets the faults that have gone and whose rule allows it: `rule` is what has just happened. */
export function forget(book: Book, rule: Clear, nowMs: number): void {
  const before = book.count;
  let kept = 0;
  for (let k = 0; k < before; k++) {
    const code = book.codes[k];
    if (CLEARS[code] <= rule && nowMs - book.seenAtMs[code] >= GONE_MS) book.latched[code] = 0;
    else {
      book.codes[kept] = code;
      kept++;
    }
  }
  book.count = kept;
  if (kept < before) recount(book);
}

/** True while the condition itself is (or was just) there, latched or not. */
export function isPresent(book: Book, code: Fault, nowMs: number): boolean {
  return book.latched[code] === 1 && nowMs - book.seenAtMs[code] < GONE_MS;
}
