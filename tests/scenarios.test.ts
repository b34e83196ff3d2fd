import { expect } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Engine } from '../hal/virtual/contract.ts';
import { NodeEngine } from '../hal/virtual/node-engine.ts';
import { ownBundle } from '../sim/bundle.ts';
import { createEngine } from '../sim/engines.ts';
import type { Report } from '../sim/report.ts';
import { prepareRun } from '../sim/runner.ts';
import { readScenario } from '../sim/scenario/read.ts';
import { scenarioPage, scenarioSchemaText } from '../tools/scenario-docs.ts';

const ROOT = resolve(import.meta.dirname, '..');
const FOLDER = join(ROOT, 'scenarios');
const ESPRUINO = process.env['ESPRUINO'];
/** A real interpreter is a few times faster than life, on a loaded machine less; it ends by itself when it hangs. */
const INTERPRETER_MS = 240_000;

const bundle = ownBundle(() => undefined);
const files = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.json'))
  .sort();
/** Timelines of the Node engine, for the comparison with the interpreter. */
const timelines = new Map<string, string>();

/** One scenario to its end on an engine. */
function play(file: string, engine: Engine): Report {
  const scenario = readScenario(join(FOLDER, file));
  const run = prepareRun({ scenario, bundle, engine, flash: null, source: file, trace: false });
  run.advanceTo(scenario.endMs);
  return run.finish().report;
}

function expectAllHolds(report: Report): void {
  expect(report.violations).to.deep.equal([]);
  expect(report.expectations.filter((expectation) => !expectation.ok)).to.deep.equal([]);
  expect(report.ok).to.equal(true);
}

describe('the scenarios of the repository, every invariant checked', () => {
  for (const file of files) {
    it(`${file}: holds, and is the same a second time`, () => {
      const report = play(file, new NodeEngine());
      expectAllHolds(report);
      expect(report.expectations, 'a story without an expectation tells nothing').not.to.be.empty;
      expect(play(file, new NodeEngine())).to.deep.equal(report);
      timelines.set(file, report.timeline);
    });
  }

  it('are found: a folder without stories proves nothing', () => {
    expect(files.length).to.be.at.least(14);
  });
});

describe('the scenarios in the real interpreter: the same timeline to the microsecond', () => {
  if (ESPRUINO === undefined) {
    it('needs the environment variable ESPRUINO, the path of an Espruino built for Linux');
    return;
  }

  for (const file of files) {
    it(file, async () => {
      const report = play(file, await createEngine('espruino'));
      expectAllHolds(report);
      expect(report.timeline).to.equal(timelines.get(file) ?? play(file, new NodeEngine()).timeline);
    }).timeout(INTERPRETER_MS);
  }
});

describe('what is generated from the scenario format is up to date (tools/scenario-docs.ts makes it anew)', () => {
  it('schema/scenario.schema.json', () => {
    expect(readFileSync(join(ROOT, 'schema', 'scenario.schema.json'), 'utf8')).to.equal(scenarioSchemaText());
  });

  it('docs/scenarios.md', () => {
    expect(readFileSync(join(ROOT, 'docs', 'scenarios.md'), 'utf8')).to.equal(scenarioPage());
  });
});
