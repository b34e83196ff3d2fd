/** `npm run figures -- NAME`: measures and prints what the tests check in smaller numbers. */
import { calibrationFigures } from './calibration.ts';

const FIGURES: Readonly<Record<string, () => unknown>> = {
  calibration: () => calibrationFigures(200, 10),
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
