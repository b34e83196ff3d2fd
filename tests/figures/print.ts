/**
 * `npm run figures -- NAME`: measures and prints what the tests check in smaller numbers. With `--full` as many as the design
 * asks for; without it, what fits into half a minute.
 */
import { angleFigures } from './angles.ts';
import { calibrationFigures } from './calibration.ts';
import { fuzzFigures } from './fuzz.ts';
import { pullFigures } from './pull.ts';
import { storageFigures } from './storage.ts';
import { wordFigures } from './words.ts';

const FIGURES: Readonly<Record<string, (isFull: boolean) => unknown>> = {
  angles: () => angleFigures(50, 5),
  calibration: () => calibrationFigures(200, 10),
  console: () => fuzzFigures(1_000_000, 1),
  pull: () => pullFigures(1_000_000),
  storage: () => storageFigures(1_000_000),
  words: (isFull) => wordFigures(isFull ? 10_000_000 : 1_000_000),
};

const isFull = process.argv.includes('--full');
const names = process.argv.slice(2).filter((name) => name !== '--full');
if (names.length === 0 || names.some((name) => !(name in FIGURES))) {
  console.error(`npm run figures -- NAME [--full], with one or more of: ${Object.keys(FIGURES).join(', ')}`);
  process.exitCode = 2;
} else {
  for (const name of names) {
    const startMs = performance.now();
    console.log(name, await FIGURES[name]!(isFull));
    console.log(`  in ${((performance.now() - startMs) / 1000).toFixed(1)} s`);
  }
}
