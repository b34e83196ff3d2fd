import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { TICK_MS } from '../../firmware/limits.ts';
import type { CampaignResult } from '../../sim/campaign/result.ts';
import { ROOT } from '../../tools/root.ts';

const run = promisify(execFile);

/** Half of the stories are plain sessions, a quarter press panic at a random instant: 2,000 and 1,000 of them. */
const SEEDS = '1..4000';
const LIMIT_MS = 20 * 60_000;

describe('campaign of 4,000 seeded stories', function () {
  this.timeout(LIMIT_MS);
  let result: CampaignResult;

  before(async () => {
    const parameters = [join(ROOT, 'bin', 'incline.mjs'), 'campaign', '--seeds', SEEDS, '--json'];
    const settled = await run(process.execPath, parameters, { maxBuffer: 1e8 }).catch(
      (error: { stdout: string }) => error,
    );
    result = JSON.parse(settled.stdout) as CampaignResult;
  });

  it('breaks no invariant and ends every session flat, off and logged', () => {
    const stories = result.failures.map(({ seed, problems }) => `seed ${seed}: ${problems.join('; ')}`);
    expect(stories.slice(0, 5)).to.deep.equal([]);
    expect(result).to.include({ ok: true, runs: 4000, failed: 0 });
  });

  it('never tilts beyond 45.0 degrees by command, nor 46.0 in truth', () => {
    expect(result.worst.angleMaxDeg).to.be.above(40).and.at.most(45.5);
  });

  it('holds the mean pull within 2 %, and overshoots by at most 5 N even where 5 % would be more', () => {
    expect(result.worst.meanErrorPct).to.be.above(0.5).and.at.most(2);
    expect(result.worst.overshootN).to.be.above(0.5).and.at.most(5);
  });

  it('cuts the drive within one tick and the relay after the shortest tap of panic, at rest in 0.35 s and 0.3 degrees', () => {
    expect(result.worst.panicPowerOffMs).to.be.at.most(TICK_MS + 20);
    expect(result.worst.panicRestMs).to.be.at.most(350);
    expect(result.worst.panicOverrunDeg).to.be.at.most(0.3);
  });
});
