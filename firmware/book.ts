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
  reaction: Uint8Array;
  clear: Uint8Array;
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

/** An empty book. */
export function newBook(): Book {
  const book: Book = {
    latched: new Uint8Array(CODES),
    reaction: new Uint8Array(CODES),
    clear: new Uint8Array(CODES),
    seenAtMs: new Float64Array(CODES),
    worst: Reaction.None,
    cause: Fault.None,
    others: 0,
    fresh: Fault.None,
    raised: 0,
    newest: Fault.None,
    recent: new Uint8Array(RECENT_FAULTS),
  };
  for (let i = 0; i < FAULTS.length; i++) {
    const row = FAULTS[i];
    book.reaction[row.code] = row.reaction;
    book.clear[row.code] = row.clear;
  }
  return book;
}

/** Records that the condition of a fault is there now. The one way to raise a fault. */
export function raise(book: Book, code: Fault, nowMs: number): void {
  const known = book.latched[code] === 1 && nowMs - book.seenAtMs[code] < GONE_MS;
  book.seenAtMs[code] = nowMs;
  if (known) return;
  if (book.latched[code] === 0 && book.worst > Reaction.None) book.others++;
  book.latched[code] = 1;
  const reaction = book.reaction[code];
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
  for (let i = 0; i < FAULTS.length; i++) {
    const row = FAULTS[i];
    if (book.latched[row.code] === 1 && row.reaction > worst) {
      worst = row.reaction;
      cause = row.code;
    }
  }
  if (worst < book.worst || book.latched[book.cause] === 0) book.cause = cause;
  book.worst = worst;
  if (worst === Reaction.None) book.others = 0;
}

/** Forgets the faults that have gone and whose rule allows it: `rule` is what has just happened. */
export function forget(book: Book, rule: Clear, nowMs: number): void {
  let changed = false;
  for (let i = 0; i < FAULTS.length; i++) {
    const code = FAULTS[i].code;
    if (book.latched[code] === 1 && book.clear[code] <= rule && nowMs - book.seenAtMs[code] >= GONE_MS) {
      book.latched[code] = 0;
      changed = true;
    }
  }
  if (changed) recount(book);
}

/** True while the condition itself is (or was just) there, latched or not. */
export function isPresent(book: Book, code: Fault, nowMs: number): boolean {
  return book.latched[code] === 1 && nowMs - book.seenAtMs[code] < GONE_MS;
}
