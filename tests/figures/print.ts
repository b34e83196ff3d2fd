/** `npm run figures -- NAME`: measures and prints what the tests check in smaller numbers. */
import { angleFigures } from './angles.ts';
import { calibrationFigures } from './calibration.ts';
import { fuzzFigures } from './fuzz.ts';
import { pullFigures } from './pull.ts';
import { storageFigures } from './storage.ts';
import { wordFigures } from './words.ts';

const FIGURES: Readonly<Record<string, () => unknown>> = {
  angles: () => angleFigures(50, 5),
  calibration: () => calibrationFigures(200, 10),
  console: () => fuzzFigures(1_000_000, 1),
  pull: () => pullFigures(1_000_000),
  storage: () => storageFigures(1_000_000),
  words: () => wordFigures(10_000_000),
};

const names = process.argv.slice(2);
if (names.length === 0 || names.some((name) => !(name in FIGURES))) {
  console.error(`npm run figures -- NAME, with one or more of: ${Object.keys(FIGURES).join(', ')}`);
  process.exitCode = 2;
} else {
  for (const name of names) {
    const startMs = performance.now();
    console.log(name, await FIGURES[name]!());
    console.log(`  in ${((performance.now() - startMs) / 1000).toFixed(1)} s`);
  }
}
