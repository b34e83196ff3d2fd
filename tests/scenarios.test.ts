import { expect } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { scenarioPage, scenarioSchemaText } from '../tools/scenario-docs.ts';
import { NodeEngine } from '../hal/virtual/node-engine.ts';
import { ownBundle } from '../sim/bundle.ts';
import { prepareRun } from '../sim/runner.ts';
import { readScenario } from '../sim/scenario/read.ts';

const ROOT = resolve(import.meta.dirname, '..');
const FOLDER = join(ROOT, 'scenarios');
const bundle = ownBundle(() => undefined);

describe('the scenarios of the repository, every invariant checked', () => {
  for (const file of readdirSync(FOLDER).sort()) {
    it(file, () => {
      const path = join(FOLDER, file);
      const scenario = readScenario(path);
      const run = prepareRun({ scenario, bundle, engine: new NodeEngine(), flash: null, source: file, trace: false });
      run.advanceTo(scenario.endMs);
      const { report } = run.finish();
      expect(report.violations).to.deep.equal([]);
      expect(report.expectations.filter((expectation) => !expectation.ok)).to.deep.equal([]);
      expect(report.ok).to.equal(true);
      expect(report.expectations, 'a story without an expectation tells nothing').not.to.be.empty;
    });
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
