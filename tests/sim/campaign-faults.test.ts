import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { trialKeys } from '../../sim/campaign/faults/plan.ts';
import { faultsResult, FaultTally, replayCommand, type FaultsResult } from '../../sim/campaign/faults/result.ts';
import type { TrialVerdict } from '../../sim/campaign/faults/trial.ts';
import { KNOWN_OPEN } from '../../sim/faults/open.ts';
import { inclineProcess, Workplace } from '../support/command-line.ts';

/** Every row in every moment at least once; the long campaign is `incline campaign --faults` itself. */
const ONCE_EACH = 1700;
const FRAME = { engine: 'node', firmware: '0', interrupted: false };

function verdict(key: string, more: Partial<TrialVerdict> = {}): TrialVerdict {
  const [row = '', moment = 'raising'] = key.split('/');
  return {
    key,
    row,
    moment: moment as TrialVerdict['moment'],
    variant: '',
    problems: [],
    reached: true,
    reactedMs: 100,
    toldMs: 200,
    turnedDeg: 1,
    angleMaxDeg: 10,
    forceMaxN: 50,
    simulatedMs: 10_000,
    scenario: null,
    ...more,
  };
}

function resultOf(...verdicts: TrialVerdict[]): FaultsResult {
  const tally = new FaultTally();
  verdicts.forEach((one) => tally.add(one));
  return faultsResult(FRAME, tally);
}

describe('the verdict over all trials', () => {
  it('gives one row per fault with its slowest reaction and widest turn', () => {
    const result = resultOf(verdict('F059/raising/0'), verdict('F059/holding/0', { reactedMs: 250, turnedDeg: 3 }));
    expect(result).to.include({ ok: true, runs: 2, failed: 0 });
    expect(result.rows).to.have.length(1);
    expect(result.rows[0]).to.include({ id: 'F059', runs: 2, reached: 2, reactedMaxMs: 250, turnedMaxDeg: 3 });
  });

  it('fails for a problem, and says how to play it again', () => {
    const result = resultOf(verdict('F059/coming down/4', { problems: ['drive power is still on'] }));
    expect(result).to.include({ ok: false, failed: 1 });
    expect(result.failures[0]?.replay).to.equal("incline campaign --faults --only 'F059/coming down/4'");
    expect(replayCommand('F059/raising/4')).to.equal('incline campaign --faults --only F059/raising/4');
  });

  it('fails for a fault that no run has brought to its detector', () => {
    expect(resultOf(verdict('F059/raising/0', { reached: false }))).to.deep.include({ ok: false, unreached: ['F059'] });
    expect(resultOf(verdict('F055/raising/0', { reached: false }))).to.deep.include({ ok: true, unreached: [] });
    // Most variables that become no number do no harm: 250 runs must meet one that does.
    const seldom = Array.from({ length: 250 }, (_, n) => verdict(`F075/raising/${n}`, { reached: false }));
    expect(resultOf(...seldom.slice(1)).unreached).to.deep.equal([]);
    expect(resultOf(...seldom).unreached).to.deep.equal(['F075']);
  });

  it('does not fail for what is known to be open, but says so', () => {
    const [open] = KNOWN_OPEN;
    if (open === undefined) return;
    const key = `${open.row}/${open.moments?.[0] ?? 'raising'}/0`;
    const problems = [`${open.shows[0] ?? ''} ...`];
    expect(resultOf(verdict(key, { problems }))).to.include({ ok: true, failed: 0, open: 1 });
    // Another problem beside it is news.
    expect(resultOf(verdict(key, { problems: [...problems, 'it burns'] }))).to.include({ ok: false, failed: 1 });
  });

  it('fails for an entry of the open list that has become good', () => {
    const open = KNOWN_OPEN.find(({ moments, isRare }) => moments !== undefined && isRare !== true);
    if (open === undefined) return;
    const good = (open.moments ?? []).flatMap((moment) =>
      Array.from({ length: 40 }, (_, n) => verdict(`${open.row}/${moment}/${n}`)),
    );
    expect(resultOf(...good.slice(1)).mended).to.deep.equal([]);
    expect(resultOf(...good)).to.include({ ok: false });
  });

  it('does not depend on the order in which the trials came in', () => {
    const some = ['F059/raising/1', 'F059/raising/0', 'F001/idle/0'].map((key) => verdict(key, { problems: [key] }));
    expect(resultOf(...some)).to.deep.equal(resultOf(...[...some].reverse()));
  });
});

describe('incline campaign --faults', function () {
  this.timeout(10 * 60_000);
  const place = new Workplace();
  after(() => place.remove());

  it('plays every fault in every state and finds nothing that is not known', async () => {
    const page = place.path('page.md');
    expect(trialKeys(ONCE_EACH, [])[ONCE_EACH - 1]).to.match(/\/1$/);
    const { code, out } = await inclineProcess(
      'campaign',
      '--faults',
      '--runs',
      String(ONCE_EACH),
      '--page',
      page,
      '--json',
    );
    const result = JSON.parse(out) as FaultsResult;
    const news = result.failures
      .filter(({ isKnown }) => !isKnown)
      .map(({ key, problems }) => `${key}: ${problems.join('; ')}`);
    expect(news).to.deep.equal([]);
    expect(result.unreached).to.deep.equal([]);
    expect(result).to.include({ ok: true, runs: ONCE_EACH });
    expect(code).to.equal(0);
    expect(readFileSync(page, 'utf8')).to.include('| F001 | Data line cut');
  });

  it('plays one trial again, with the same verdict in words', async () => {
    const first = await inclineProcess('campaign', '--faults', '--only', 'F059/raising/3');
    expect(first.out).to.match(/^ok: 1 runs of 1 faults, 0 failed, 0 open/);
    expect(await inclineProcess('campaign', '--faults', '--only', 'F059/raising/3')).to.deep.equal(first);
  });

  it('ends with 1 where a pair or a healthy session fails, and with 2 where it is asked for nonsense', async () => {
    const pairs = await inclineProcess('campaign', '--pairs', '--limit', '40', '--json');
    const { runs, failed } = JSON.parse(pairs.out) as { runs: number; failed: number };
    expect(runs).to.equal(40);
    expect(pairs.code).to.equal(failed > 0 ? 1 : 0);
    for (const wrong of [
      ['--faults', '--pairs'],
      ['--faults', '--only', 'F000'],
      ['--pairs', '--only', 'F001'],
    ]) {
      const { code, err } = await inclineProcess('campaign', ...wrong);
      expect(code, wrong.join(' ')).to.equal(2);
      expect(err.trim().split('\n')).to.have.length(1);
    }
  });
});
