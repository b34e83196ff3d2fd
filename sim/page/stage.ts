/**
 * The story that is shown: plays on, goes back by playing again from the start, and takes what is done live into the
 * story at its instant, so that what is seen is always what the same story gives on the command line.
 */
import { ANGLE_CAP_DEG, PULL_CAP_N } from '../../firmware/limits.ts';
import { PageEngine } from '../../hal/virtual/page-engine.ts';
import type { Bundle } from '../bundle.ts';
import { checkInjections } from '../injections.ts';
import { fromBase64 } from '../../hal/virtual/base64.ts';
import { prescribedPull } from '../prescribed.ts';
import { recordOf } from '../record.ts';
import { prepareRun, type PreparedRun, type RunResult } from '../runner.ts';
import type { Scenario, Step } from '../scenario/format.ts';
import type { Act, Frame, FromWorker, Opened, Story } from './protocol.ts';
import { Camera } from './camera.ts';
import { injectedAt, keptSteps, scenarioOf, stepOf } from './story.ts';

/** How far a story goes on when somebody acts at its end. */
const GO_ON_MS = 300_000;

/** Who complains. */
const SOURCE = 'this story';

/** A whole story, without the page. */
export function playWhole(story: Story, bundle: Bundle, untilMs = Infinity): RunResult {
  const scenario = scenarioOf(story, SOURCE);
  const endMs = Math.min(scenario.endMs, Math.max(1, Math.ceil(untilMs)));
  const steps = scenario.steps.filter((step) => step.atMs <= endMs);
  const run = begin({ ...scenario, steps, endMs }, bundle, story.flash ?? null);
  run.advanceTo(endMs);
  return run.finish();
}

function begin(scenario: Scenario, bundle: Bundle, flash: string | null): PreparedRun {
  const image = flash === null ? null : fromBase64(flash);
  return prepareRun({ scenario, bundle, engine: new PageEngine(), flash: image, source: SOURCE, trace: true });
}

export class Stage {
  private readonly bundle: Bundle;
  private story: Story;
  private scenario: Scenario;
  private run: PreparedRun;
  private camera: Camera;
  private acts = 0;
  /** The latest instant that the story as it stands has come to; before it, an act changes what was. */
  private frontierMs = 0;

  constructor(bundle: Bundle, story: Story) {
    this.bundle = bundle;
    this.story = story;
    this.scenario = scenarioOf(story, SOURCE);
    this.run = this.fresh();
    this.camera = new Camera(this.run);
    this.acts = story.live.length;
    this.frontierMs = Math.max(0, ...story.live.map((step) => step.atMs));
  }

  /** What the page must know of the story, with its first picture at an instant. */
  opened(atMs: number): Opened {
    this.run.advanceTo(atMs);
    const { scenario } = this;
    const pull = prescribedPull(scenario);
    return {
      kind: 'opened',
      scenario,
      angleCapDeg: Math.min(scenario.prescription?.angleCapDeg ?? ANGLE_CAP_DEG, ANGLE_CAP_DEG),
      pullCapN: pull?.capN ?? PULL_CAP_N,
      targetN: pull?.targetN ?? null,
      frame: this.frame(),
    };
  }

  advance(byMs: number): Frame {
    this.run.advanceTo(this.run.nowMs + byMs);
    return this.frame();
  }

  /** Forward by playing on, back by playing from the start. */
  seek(atMs: number): Frame {
    if (atMs < this.run.nowMs) this.again(atMs);
    else this.run.advanceTo(atMs);
    return this.frame();
  }

  /** Acts happen now: what was done live after now, in a time that was gone back from, has then never happened. */
  act(acts: readonly Act[]): Frame {
    const { nowMs } = this.run;
    const isOver = this.run.isOver;
    const { live } = this.story;
    const kept = nowMs < this.frontierMs ? keptSteps(live, nowMs) : live;
    const isBranch = kept.length < live.length;
    const steps = acts.map((act) => stepOf(act, nowMs, this.acts++));
    const last = Math.max(...steps.map((step) => step.atMs + (step.forMs ?? 0)));
    const endMs = isOver || last > this.scenario.endMs ? Math.ceil(last) + GO_ON_MS : this.scenario.endMs;
    const story = { ...this.story, live: [...kept, ...steps], endMs };
    const scenario = scenarioOf(story, SOURCE);
    checkInjections({ ...scenario, steps }, SOURCE);
    const mustRestart = isBranch || endMs !== this.scenario.endMs;
    this.story = story;
    this.scenario = scenario;
    if (mustRestart) this.branch(nowMs);
    else this.addAll(scenario, steps.length);
    return this.frame();
  }

  /** SHA-256 over every output edge so far, with its time. */
  timeline(): string {
    return this.run.bench.chip.timeline.digest();
  }

  frame(): Frame {
    this.frontierMs = Math.max(this.frontierMs, this.run.nowMs);
    return this.camera.take(injectedAt(this.scenario.steps, this.run.nowMs), this.story.live);
  }

  private fresh(): PreparedRun {
    return begin(this.scenario, this.bundle, this.story.flash ?? null);
  }

  /** The new steps stand last in the checked scenario. */
  private addAll(scenario: Scenario, count: number): void {
    const steps: readonly Step[] = scenario.steps.slice(-count);
    for (const step of steps) this.run.add(step);
  }

  private again(atMs: number): void {
    this.run = this.fresh();
    this.run.advanceTo(atMs);
    this.camera.follow(this.run);
  }

  private branch(atMs: number): void {
    this.again(atMs);
    this.camera.forgetFuture();
    this.frontierMs = this.run.nowMs;
  }
}

/** A recording of a story as far as it came, and what came of it. */
export function wholeAnswer(result: RunResult): FromWorker {
  return { kind: 'whole', report: result.report, record: recordOf(result) };
}
