import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { FAULTS } from '../../firmware/faults.ts';
import { NodeEngine } from '../../hal/virtual/node-engine.ts';
import { ownBundle, type Bundle } from '../../sim/bundle.ts';
import { parseKey, playTrial, type TrialVerdict } from '../../sim/campaign/faults/trial.ts';
import { LISTED, momentsOf } from '../../sim/faults/catalogue.ts';
import { isKnown } from '../../sim/campaign/faults/result.ts';
import type { FaultRow } from '../../sim/faults/row.ts';
import { prepareRun } from '../../sim/runner.ts';
import { readScenario } from '../../sim/scenario/read.ts';
import { buildFirmware } from '../../tools/bundle/pipeline.ts';
import { ROOT } from '../../tools/root.ts';

/**
 * Switches off one monitor after the other and asks whether the campaign would notice: a row fails that did not, or nobody
 * reaches its detector any more. A firmware is built in which `raise` overhears one code; the code itself is put in afterwards.
 */
const OVERHEARD = 7777;
const TRIALS_PER_MOMENT = 2;
/** Rows that meet their detector seldom: most of the variables that become no number do no harm. */
const TRIALS: Readonly<Record<string, number>> = { F075: 80, F042b: 6, X021: 20 };
const SELDOM_MOMENT = 'holding';
const LIMIT_MS = 10 * 60_000;

/** Codes that no row of the list can miss, each with its reason. An entry that is noticed after all fails. */
const UNMISSED: Readonly<Record<string, string>> = {
  calibrationExpired: 'no scenario has an expired calibration',
  driveWrongWay: 'known open, F040: a drive that runs the wrong way is also one that moves by itself',
  notANumber: 'F075 asks for the invariants alone, which a pull that is no number does not break by itself',
};

/**
 * Codes that a prescription, the weeks or a silent person raise, which no trial has, and a blocked drive, which every trial tells
 * late from standstill (known open, F043): the story that has one is to fail.
 */
const STORIES: Readonly<Record<string, string>> = {
  driveStalled: 'drive-blocked',
  pullAboveCap: 'refused-pull-above-cap',
  pullNotConfirmed: 'not-confirmed',
  angleAboveCap: 'refused-angle-above-cap',
  headDownTooLong: 'refused-head-down',
  programNeedsAngle: 'refused-needs-angle',
  programTooQuick: 'refused-too-quick',
  progressionWrong: 'refused-progression',
  programTooLong: 'refused-too-long',
  dayUsedUp: 'refused-day-used-up',
  sessionsUsedUp: 'refused-sessions-used-up',
  tooSoon: 'refused-too-soon',
  supervisorMissing: 'refused-supervisor',
  noAnswer: 'asked-no-answer',
};

async function deafProgram(): Promise<string> {
  const root = mkdtempSync(join(tmpdir(), 'incline-deaf-'));
  try {
    for (const folder of ['firmware', 'hal']) cpSync(join(ROOT, folder), join(root, folder), { recursive: true });
    const path = join(root, 'firmware', 'book.ts');
    const text = readFileSync(path, 'utf8');
    const head = /(export function raise\([^)]*\): void \{\n)/;
    expect(head.test(text), 'the one way to raise a fault').to.equal(true);
    writeFileSync(path, text.replace(head, `$1  if (code === ${OVERHEARD}) return;\n`));
    return (await buildFirmware(root)).code;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function play(bundle: Bundle, key: string): TrialVerdict {
  return playTrial(parseKey(key), bundle, new NodeEngine());
}

/** True when a story of the repository holds with this firmware. */
function storyHolds(bundle: Bundle, story: string): boolean {
  const scenario = readScenario(join(ROOT, 'scenarios', `${story}.json`));
  const run = prepareRun({ scenario, bundle, engine: new NodeEngine(), flash: null, source: story, trace: false });
  run.advanceTo(scenario.endMs);
  return run.finish().report.ok;
}

function keysOf(row: FaultRow): string[] {
  const length = TRIALS[row.id] ?? TRIALS_PER_MOMENT;
  const numbers = Array.from({ length }, (_, number) => number);
  const moments = momentsOf(row).filter((moment) => row.id !== 'F075' || moment === SELDOM_MOMENT);
  return numbers.flatMap((number) => moments.map((moment) => `${row.id}/${moment}/${number}`));
}

function isNews(verdict: TrialVerdict): boolean {
  return verdict.problems.length > 0 && !isKnown(verdict);
}

/** The row that notices, and how; null when none does. */
function noticed(bundle: Bundle, rows: readonly FaultRow[], good: ReadonlyMap<string, TrialVerdict>): string | null {
  for (const row of rows) {
    const keys = keysOf(row);
    const wasReached = keys.some((key) => good.get(key)?.reached === true);
    let isReached = false;
    for (const key of keys) {
      const verdict = play(bundle, key);
      isReached ||= verdict.reached;
      if (isNews(verdict) && good.get(key)?.problems.length === 0) return `${key}: ${verdict.problems[0] ?? ''}`;
    }
    if (wasReached && !isReached) return `${row.id} is never detected`;
  }
  return null;
}

describe('switching off any single monitor fails the campaign', function () {
  this.timeout(LIMIT_MS);
  const whole = ownBundle(() => undefined);
  const good = new Map<string, TrialVerdict>();
  let deaf = '';

  function without(code: number): Bundle {
    return { path: 'deaf', program: deaf.replace(String(OVERHEARD), String(code)), sha256: '' };
  }

  before(async () => {
    deaf = await deafProgram();
    expect(deaf.split(String(OVERHEARD)), 'the code stands in the bundle once').to.have.length(2);
    const known = FAULTS.map(({ name }) => name);
    const rows = LISTED.filter(({ detectors }) => detectors.some((one) => known.includes(one)));
    for (const key of rows.flatMap(keysOf)) good.set(key, play(whole, key));
  });

  for (const { code, name } of FAULTS.filter((fault) => fault.name in STORIES)) {
    it(`${name}, by its story`, () => {
      const story = STORIES[name]!;
      expect(storyHolds(whole, story), `${story} holds`).to.equal(true);
      expect(storyHolds(without(code), story), `nobody misses ${name}`).to.equal(false);
    });
  }

  for (const { code, name } of FAULTS.filter((fault) => !(fault.name in STORIES))) {
    it(name, () => {
      const rows = LISTED.filter(({ detectors }) => detectors.includes(name));
      // Rows that name this detector alone are the surest.
      const surest = [...rows].sort((a, b) => a.detectors.length - b.detectors.length);
      const how = noticed(without(code), surest, good);
      if (name in UNMISSED) expect(how, `${name} is noticed now: take it out of the list`).to.equal(null);
      else expect(how, `nobody misses ${name}`).to.be.a('string');
    });
  }

  it('and the story of a trial that failed so breaks the same invariants in any other run', () => {
    const bundle = without(FAULTS.find(({ name }) => name === 'panicNotTested')?.code ?? 0);
    const verdict = play(bundle, 'F089c/idle/0');
    const { scenario } = verdict;
    expect(verdict.problems).to.deep.equal(['START gave drive power']);
    if (scenario === null) throw new Error('a failed trial must keep its story');
    const run = prepareRun({ scenario, bundle, engine: new NodeEngine(), flash: null, source: 'x', trace: false });
    run.advanceTo(scenario.endMs);
    expect(run.drivePower).to.equal(true);
    expect(run.finish().report.truth.angleMaxDeg).to.be.closeTo(verdict.angleMaxDeg, 0.01);
  });
});
