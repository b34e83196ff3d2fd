import { appendFileSync, cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { BuildRefused } from '../../tools/bundle/complaint.ts';
import type { Complaint } from '../../tools/bundle/complaint.ts';
import { buildFirmware } from '../../tools/bundle/pipeline.ts';
import { ROOT } from '../support/sources.ts';
import { inTree } from './workshop.ts';

const VICTIM = 'firmware/gate.ts';

/** Complaints about a copy of the real firmware with one line more. */
function complaintsWith(line: string): Promise<readonly Complaint[]> {
  return inTree({}, async (root) => {
    for (const folder of ['firmware', 'hal']) cpSync(join(ROOT, folder), join(root, folder), { recursive: true });
    appendFileSync(join(root, VICTIM), `${line}\n`);
    try {
      await buildFirmware(root);
      return [];
    } catch (error) {
      if (error instanceof BuildRefused) return error.complaints;
      throw error;
    }
  });
}

const PLANTED: readonly (readonly [what: string, rule: string, line: string])[] = [
  ['a default parameter', 'default-value', 'export function planted(a = 1): number { return a; }'],
  ['a loop closure', 'loop-closure', 'const planted = []; for (let i = 0; i < 3; i++) planted.push(() => i);'],
  ['an unhoisted call', 'late-declaration', 'const planted = late(); function late(): number { return 1; }'],
  ['Math.trunc', 'missing-member', 'export const planted = (a: number): number => Math.trunc(a);'],
];

describe('the firmware', () => {
  const lineCount = readFileSync(join(ROOT, VICTIM), 'utf8').split('\n').length;

  it('is built without a complaint', async () => {
    expect(await complaintsWith('')).to.deep.equal([]);
  });

  for (const [what, rule, line] of PLANTED) {
    it(`is not built with ${what} in it, even unused`, async () => {
      const complaints = await complaintsWith(line);
      expect(complaints.map((one) => `${one.rule} ${one.file}:${one.line}`)).to.include(
        `${rule} ${VICTIM}:${lineCount}`,
      );
    });
  }
});
