import { expect } from 'chai';
import { FAULTS } from '../../firmware/faults.ts';
import { NodeEngine } from '../../hal/virtual/node-engine.ts';
import { ownBundle } from '../../sim/bundle.ts';
import { pairKeys, parsePair, playPair } from '../../sim/campaign/faults/pair.ts';
import { trialKeys } from '../../sim/campaign/faults/plan.ts';
import { parseKey, playTrial } from '../../sim/campaign/faults/trial.ts';
import { ALL_ROWS, LISTED, momentsOf, rowOf } from '../../sim/faults/catalogue.ts';
import { KNOWN_OPEN } from '../../sim/faults/open.ts';
import { UNPLAYED } from '../../sim/faults/unplayed.ts';
import { checkInjections } from '../../sim/injections.ts';
import { checkScenario } from '../../sim/scenario/read.ts';

const bundle = ownBundle(() => undefined);

/** Numbers of the fault list that the project began with; gaps were never used. */
const GIVEN = [
  ...[1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 13, 14, 15, 16, 17, 18, 20, 21, 22, 23],
  ...[24, 25, 26, 27, 29, 31, 32, 33, 35, 37, 38, 39, 40, 42, 43, 44, 46, 47, 49, 51, 52, 53, 54],
  ...[55, 56, 57, 58, 59, 60, 62, 63, 64, 65, 66, 68, 71, 72, 73, 74, 75, 76],
  ...[77, 78, 79, 80, 81, 82, 83, 84, 85, 87, 88, 89, 90, 91, 92, 93, 94, 96, 98, 99, 100],
  ...[102, 103, 104, 105, 107, 108, 109, 110, 112],
];

/** Detectors that the list asks for and the device does not have yet. */
const WISHED = ['loadCellDrifts', 'tiltOffset', 'driveBlocked', 'driveSlips', 'clockWrong'];

function play(key: string) {
  return playTrial(parseKey(key), bundle, new NodeEngine());
}

describe('the fault list', () => {
  it('plays every given fault or says why not, and never both', () => {
    const played = new Set(LISTED.map(({ id }) => /^F\d+/.exec(id)?.[0]).filter((id) => id !== undefined));
    const unplayed = UNPLAYED.map(({ id }) => id);
    const given = GIVEN.map((number) => `F${String(number).padStart(3, '0')}`);
    expect(given.filter((id) => !played.has(id) && !unplayed.includes(id))).to.deep.equal([]);
    expect(unplayed.filter((id) => played.has(id))).to.deep.equal([]);
    expect([...played, ...unplayed].filter((id) => !given.includes(id))).to.deep.equal([]);
  });

  it('has one row per id, every row with a way to happen and a moment to happen in', () => {
    expect(new Set(ALL_ROWS.map(({ id }) => id)).size).to.equal(ALL_ROWS.length);
    for (const row of ALL_ROWS) {
      expect(row.variants, row.id).to.not.be.empty;
      expect(momentsOf(row), row.id).to.not.be.empty;
    }
  });

  it('names detectors that the device has, or that are known to be missing', () => {
    const names = FAULTS.map(({ name }) => name);
    const unknown = LISTED.flatMap(({ detectors }) => detectors.filter((one) => !names.includes(one)));
    expect([...new Set(unknown)].sort()).to.deep.equal([...WISHED].sort());
  });

  it('breaks only what the rig has, in ways that it takes', () => {
    for (const row of ALL_ROWS) {
      const steps = row.variants.flatMap((one) =>
        one.steps.map(({ afterMs = 0, ...what }) => ({ ...what, atMs: afterMs })),
      );
      const scenario = checkScenario({ steps, endMs: 100_000 }, row.id);
      expect(() => checkInjections(scenario, row.id), row.id).to.not.throw();
    }
  });

  it('knows a row for every entry of what is open, each once', () => {
    const entries = KNOWN_OPEN.map(({ row, moments }) => `${row} ${moments?.join() ?? ''}`);
    expect(KNOWN_OPEN.filter(({ row }) => rowOf(row) === undefined)).to.deep.equal([]);
    expect(new Set(entries).size).to.equal(entries.length);
  });
});

describe('the plan of a campaign', () => {
  it('plays every row in every moment once before any twice', () => {
    const cells = ALL_ROWS.reduce((sum, row) => sum + momentsOf(row).length, 0);
    const keys = trialKeys(cells + 1, []);
    expect(new Set(keys.slice(0, cells)).size).to.equal(cells);
    expect(keys[cells]).to.equal('F001/booting/1');
    expect(keys.slice(0, cells).every((key) => key.endsWith('/0'))).to.equal(true);
  });

  it('plays one row, one moment or one trial alone', () => {
    expect(trialKeys(4, ['F001/raising'])).to.deep.equal([0, 1, 2, 3].map((n) => `F001/raising/${n}`));
    expect(trialKeys(50, ['F001/coming down/17', 'F002/idle/3'])).to.deep.equal(['F001/coming down/17', 'F002/idle/3']);
    expect(() => trialKeys(1, ['F001/dancing'])).to.throw('must be one of booting, idle');
    expect(() => trialKeys(1, ['F999'])).to.throw('must be a row of the fault list');
  });
});

describe('a trial', () => {
  it('is decided by its key alone', () => {
    expect(play('F043/raising/1')).to.deep.equal(play('F043/raising/1'));
    expect(play('F043/raising/2').simulatedMs).to.not.equal(play('F043/raising/1').simulatedMs);
  });

  it('measures a halt in the plant: a jammed drive, power off', () => {
    const verdict = play('F059/raising/0');
    expect(verdict.problems).to.deep.equal([]);
    expect(verdict.reached).to.equal(true);
    // Two ticks of 29 V, and the relay.
    expect(verdict.reactedMs).to.be.within(100, 320);
  });

  it('is refused when its key names nothing', () => {
    expect(() => parseKey('F001/raising')).to.throw('ROW/MOMENT/NUMBER');
  });
});

describe('pairs of faults', () => {
  it('are all there, in both orders and every moment of movement', () => {
    const keys = pairKeys();
    expect(keys).to.have.length(LISTED.length * (LISTED.length - 1) * 3);
    expect(keys).to.include.members(['F001+F037/raising/0', 'F037+F001/holding/0']);
  });

  it('hold the hard limits: load cell gone and bridge stuck on', () => {
    const verdict = playPair('F001+F037/raising/0', bundle, new NodeEngine());
    expect(verdict.problems).to.deep.equal([]);
    expect(verdict.angleMaxDeg).to.be.below(47.6);
  });

  it('are refused when their key names nothing', () => {
    expect(() => parsePair('F001/raising/0')).to.throw('two rows');
  });
});
