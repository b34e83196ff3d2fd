import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { expect } from 'chai';

const PROGRAM = join(resolve(import.meta.dirname, '..', '..'), 'bin', 'incline.mjs');

/** What is typed as soon as the terminal says something; null is the end of the input. */
type Typing = readonly (readonly [prompt: string, typed: string | null])[];

/** The menu of the simulated board, and somebody at its keyboard: everything it said, and how it ended. */
function atMenu(typing: Typing): Promise<{ said: string; code: number | null }> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [PROGRAM, 'console', '--port', 'sim']);
    const waiting = [...typing];
    let said = '';
    let seen = 0;
    child.stderr.on('data', (data: Buffer) => {
      said += data.toString();
      const [next] = waiting;
      if (next === undefined) return;
      const at = said.indexOf(next[0], seen);
      if (at < 0) return;
      waiting.shift();
      seen = said.length;
      if (next[1] === null) child.stdin.end();
      else child.stdin.write(`${next[1]}\n`);
    });
    child.on('error', fail);
    child.on('close', (code) => done({ said, code }));
  });
}

const MENU = 'q to leave: ';

describe('incline console, the menu', function () {
  this.timeout(20_000);

  it('shows the list again on Enter, takes names in capitals, and leaves with q', async () => {
    const { said, code } = await atMenu([
      [MENU, ''],
      [MENU, 'SESSIONS'],
      [MENU, 'q'],
    ]);
    expect(said.match(/ 9 {2}calibrate: /g)).to.have.length(2);
    expect(said).to.include('no session yet');
    expect(code).to.equal(0);
  });

  it('asks for the masses, and whoever leaves on the way has accepted nothing', async () => {
    const { said, code } = await atMenu([
      [MENU, 'calibrate'],
      ['Masses on the way up, kg (Enter for 5,10,20,30,40): ', '4,8,12,20,30'],
      ['(Enter for 25): ', ''],
      ['Hang 8 kg', null],
    ]);
    expect(said).to.include('Hang 4 kg').and.include('The old calibration holds.');
    for (const never of ['Hang 30 kg', 'Accepted', 'Error']) expect(said).to.not.include(never);
    expect(code).to.equal(1);
  });

  it('calibrates the angle after the load cell: the mass of before is off the strap', async () => {
    const { said, code } = await atMenu([
      [MENU, 'calibrate'],
      ['Enter for 5', ''],
      ['Enter for 25', ''],
      [MENU, 'calibrate-angle'],
      [MENU, 'q'],
    ]);
    expect(said).to.include('Take the mass off the cell.').and.include('the angle was calibrated on');
    expect(said).to.not.include('refused');
    expect(code).to.equal(0);
  });

  it('asks what changes in a prescription, and for a new key', async () => {
    const { said } = await atMenu([
      [MENU, 'prescribe'],
      ['(Enter for none): ', 'target=20% holdS=200'],
      [MENU, 'key'],
      ['hexadecimal digits: ', 'abc'],
      [MENU, 'q'],
    ]);
    expect(said)
      .to.match(/holdS: 200/)
      .and.include('--new-key: must be 32 hexadecimal digits');
  });
});
