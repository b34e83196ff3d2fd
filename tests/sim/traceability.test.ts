import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { FAULTS } from '../../firmware/faults.ts';
import { LISTED } from '../../sim/faults/catalogue.ts';
import { UNPLAYED } from '../../sim/faults/unplayed.ts';
import { HAZARDS } from '../../sim/hazards.ts';
import { INVARIANTS } from '../../sim/invariants.ts';
import { ROOT } from '../../tools/root.ts';
import { faultsOf, proofOf, safetyPage, tracePage } from '../../tools/safety-docs.ts';

/** Faults that only a test of the firmware proves, and why. */
const BY_TEST_ALONE: Readonly<Record<string, string>> = {
  calibrationExpired: 'no scenario waits for a year',
};

function doc(name: string): string {
  return readFileSync(join(ROOT, 'docs', name), 'utf8');
}

/** Names that the sentences of a text point at, as `docs/…` or `tests/…`. */
function pathsIn(text: string): string[] {
  return [...text.matchAll(/\b(?:tests|docs|scenarios)\/[\w./-]+\.(?:ts|md|json)\b/g)].map(([path]) => path);
}

describe('traceability', () => {
  it('has faults and invariants for every hazard', () => {
    for (const hazard of HAZARDS) {
      expect(faultsOf(hazard), hazard.id).to.not.be.empty;
      expect(hazard.invariants, hazard.id).to.not.be.empty;
    }
  });

  it('has a hazard for every fault and for every invariant, and knows every name', () => {
    const ids = HAZARDS.map(({ id }) => id);
    expect(FAULTS.filter(({ hazard }) => !ids.includes(hazard)).map(({ name }) => name)).to.deep.equal([]);
    const named = new Set(HAZARDS.flatMap(({ invariants }) => invariants));
    expect([...named].sort()).to.deep.equal(INVARIANTS.map(({ name }) => name).sort());
  });

  it('has a row of the campaign or a scenario for every fault', () => {
    const bare = FAULTS.filter((fault) => {
      const { rows, scenarios } = proofOf(fault);
      return rows.length + scenarios.length === 0;
    });
    expect(bare.map(({ name }) => name).sort()).to.deep.equal(Object.keys(BY_TEST_ALONE).sort());
    for (const fault of bare) expect(proofOf(fault).tests, fault.name).to.not.be.empty;
  });

  it('has scenarios that cover only what there is', () => {
    const known = [...LISTED, ...UNPLAYED, ...HAZARDS].map(({ id }) => id);
    for (const file of readdirSync(join(ROOT, 'scenarios'))) {
      const { covers = [] } = JSON.parse(readFileSync(join(ROOT, 'scenarios', file), 'utf8')) as { covers?: string[] };
      expect(
        covers.filter((id) => !known.includes(id)),
        file,
      ).to.deep.equal([]);
    }
  });

  it('names files that exist, where a row is proven by a test of its own', () => {
    for (const path of UNPLAYED.flatMap(({ why }) => pathsIn(why)))
      expect(() => readFileSync(join(ROOT, path)), path).to.not.throw();
  });

  it('stands in the documents as it is', () => {
    expect(doc('SAFETY.md')).to.equal(safetyPage(doc('SAFETY.md')));
    expect(doc('traceability.md')).to.equal(tracePage());
  });
});
