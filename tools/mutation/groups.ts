/** Tests of a folder, by their names. */
function tests(folder: string, ...names: readonly string[]): string[] {
  return names.map((name) => `tests/firmware/${folder}${name}.test.ts`);
}

/** What is mutated, each file with the tests that are about it and are quick. */
export const GROUPS: Readonly<Record<string, readonly string[]>> = {
  'firmware/safety.ts': tests('', 'safety', 'safety-everywhere'),
  'firmware/sense.ts': tests('', 'sense', 'sense-bounds'),
  'firmware/gate.ts': tests('', 'gate'),
  'firmware/book.ts': tests('', 'book'),
  'firmware/monitors/angle.ts': tests('monitors/', 'angle'),
  'firmware/monitors/drive.ts': tests('monitors/', 'drive', 'drive-bounds'),
  'firmware/monitors/pull.ts': tests('monitors/', 'pull', 'pull-fit', 'pull-lost', 'pull-words'),
  'firmware/monitors/system.ts': tests('monitors/', 'system'),
  'firmware/motion.ts': tests('', 'motion', 'motion-plans'),
  // A table is loaded anew for each of its mutants; they take four times as long as all others together.
  'firmware/faults.ts': tests('', 'faults'),
};

/** The random moves of the planner's tests are cut down to so many, and its changes of speed to a fifth: a mutant that lives runs all of them. */
export const RANDOM_MOVES = '1000';
