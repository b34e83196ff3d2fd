/** Compares the mutants that lived with the list of those that may. */
import type { Survivor } from './survivors.ts';

/** A mutant after its tests: where it stands in the unchanged file, and whether a test saw it. */
export interface Outcome {
  readonly file: string;
  /** From 1. */
  readonly lineNumber: number;
  /** That line of the file, trimmed. */
  readonly line: string;
  readonly from: string;
  readonly to: string;
  /** How its tests ended, as Stryker spells it. */
  readonly status: string;
  readonly isSeen: boolean;
}

/** What is wrong. */
export interface Verdict {
  /** Mutants that lived and stand in no list. */
  readonly unlisted: readonly Outcome[];
  /** Entries whose mutant was seen by a test. */
  readonly seen: readonly Survivor[];
  /** Entries whose mutant does not exist. */
  readonly missing: readonly Survivor[];
}

/** Mutants in one line whose change is spelled alike are told apart by their number alone. */
function keyOf(one: Pick<Outcome, 'file' | 'line' | 'from' | 'to'>): string {
  return [one.file, one.line, one.from, one.to].join('\n');
}

/** Judges what was tried. Entries of lines that were left out are not missed. */
export function judge(tried: readonly Outcome[], list: readonly Survivor[], isWhole: boolean): Verdict {
  const left = new Map<string, Survivor[]>();
  for (const one of list) left.set(keyOf(one), [...(left.get(keyOf(one)) ?? []), one]);
  const unlisted = tried.filter((one) => !one.isSeen && left.get(keyOf(one))?.pop() === undefined);
  const keys = new Set(tried.map(keyOf));
  const rest = [...left.values()].flat();
  return {
    unlisted,
    seen: rest.filter((one) => keys.has(keyOf(one))),
    missing: isWhole ? rest.filter((one) => !keys.has(keyOf(one))) : [],
  };
}
