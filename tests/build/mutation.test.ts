import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { GROUPS } from '../../tools/mutation/groups.ts';
import { judge, type Outcome } from '../../tools/mutation/judge.ts';
import { SURVIVORS, type Survivor } from '../../tools/mutation/survivors.ts';
import { ROOT } from '../support/sources.ts';

const LINE = 'if (a > b && a > b) stop();';

function outcome(change: Partial<Outcome>): Outcome {
  return {
    file: 'gate.ts',
    lineNumber: 7,
    line: LINE,
    from: 'a > b',
    to: 'a >= b',
    status: '',
    isSeen: false,
    ...change,
  };
}

const LISTED: Survivor = { file: 'gate.ts', line: LINE, from: 'a > b', to: 'a >= b', why: 'they are never equal' };

describe('mutation: the verdict', () => {
  it('is content with mutants that were seen, and with those of the list', () => {
    const verdict = judge([outcome({ to: 'true', isSeen: true }), outcome({})], [LISTED], true);
    expect(verdict).to.deep.equal({ unlisted: [], seen: [], missing: [] });
  });

  it('names one that lives and is not listed, if only by its line, its file or its change', () => {
    for (const change of [{ line: 'if (a > b) stop();' }, { file: 'book.ts' }, { from: 'b > a' }, { to: 'false' }]) {
      const other = outcome(change);
      expect(judge([outcome({}), other], [LISTED], true).unlisted, JSON.stringify(change)).to.deep.equal([other]);
    }
  });

  it('lets an entry stand for one mutant: of two that are spelled alike the other needs its own', () => {
    expect(judge([outcome({}), outcome({})], [LISTED], true).unlisted).to.have.length(1);
    expect(judge([outcome({}), outcome({})], [LISTED, LISTED], true).unlisted).to.deep.equal([]);
    expect(judge([outcome({}), outcome({ isSeen: true })], [LISTED, LISTED], true).seen).to.deep.equal([LISTED]);
  });

  it('names an entry that a test sees by now, and one whose line is gone', () => {
    expect(judge([outcome({ isSeen: true })], [LISTED], true).seen).to.deep.equal([LISTED]);
    expect(judge([], [LISTED], true).missing).to.deep.equal([LISTED]);
    expect(judge([], [LISTED], false).missing, 'lines that were left out').to.deep.equal([]);
  });
});

describe('mutation: its data', () => {
  it('mutates files that there are, each with tests that there are', () => {
    for (const [file, specs] of Object.entries(GROUPS))
      for (const path of [file, ...specs]) expect(existsSync(join(ROOT, path)), path).to.equal(true);
  });

  it('covers all that grants, removes or plans: safety step, senses, gate, faults, every monitor, planner', () => {
    const monitors = readdirSync(join(ROOT, 'firmware/monitors')).map((name) => `monitors/${name}`);
    const files = ['safety.ts', 'gate.ts', 'book.ts', 'faults.ts', 'motion.ts', 'sense.ts', ...monitors].map(
      (name) => `firmware/${name}`,
    );
    expect(Object.keys(GROUPS).sort()).to.deep.equal(files.sort());
  });

  it('lists survivors of lines that there are, each with a reason', () => {
    for (const one of SURVIVORS) {
      const lines = readFileSync(join(ROOT, one.file), 'utf8').split('\n');
      expect(
        lines.some((line) => line.trim() === one.line),
        one.line,
      ).to.equal(true);
      expect(one.why.length, one.line).to.be.above(15);
    }
  });
});
