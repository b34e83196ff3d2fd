/** Plays one campaign story: until the device is idle again after the session, or the story's end. */
import type { Engine } from '../../hal/virtual/contract.ts';
import type { Bundle } from '../bundle.ts';
import { prepareRun } from '../runner.ts';
import { storyOf } from './story.ts';
import { verdictOf, type Told, type Verdict } from './verdict.ts';

const SLICE_MS = 2000;

export function play(seed: number, bundle: Bundle, engine: Engine): Verdict {
  const story = storyOf(seed);
  const { scenario } = story;
  const run = prepareRun({ scenario, bundle, engine, flash: null, source: scenario.name, trace: false });
  const lastStepMs = Math.max(...scenario.steps.map((step) => step.atMs));
  const promises: Told[] = [];
  while (!run.isOver && !(run.nowMs > lastStepMs && run.isSessionOver)) {
    run.advanceTo(run.nowMs + SLICE_MS);
    if (story.plot === 'program' && run.told !== null) promises.push(run.told);
  }
  const { report } = run.finish();
  const flatAtMs = run.events.find((event) => event.kind === 'state' && event.text === 'resting')?.atMs ?? null;
  return verdictOf(story, report, run.drivePower, { promises, flatAtMs });
}
