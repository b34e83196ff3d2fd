import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { Board } from '../../console/board.ts';
import { testChain, type ChainResult } from '../../console/chain.ts';
import { certificatePage } from '../../console/certificate.ts';
import type { AngleCertificate } from '../../console/calibrate-angle.ts';
import { stepsOf, type Certificate } from '../../console/calibrate.ts';
import { Client } from '../../console/client.ts';
import { openSerial, openTcp, tcpTarget } from '../../console/node-ports.ts';
import { PortError } from '../../console/port.ts';
import { NodeEngine } from '../../hal/virtual/node-engine.ts';
import { SimulatedPort } from '../../sim/technician/simulated-port.ts';
import { incline } from '../support/command-line.ts';
import type { Wanted } from '../../console/talk.ts';
import { bundle, ConsoleDesk, flashOf } from '../support/consoleDesk.ts';

/** A simulated board behind a TCP port, ten times as fast as life. */
function serve(port: SimulatedPort): Promise<Server> {
  const server = createServer((socket) => {
    port.onText((text) => void socket.write(text, 'latin1'));
    const clock = setInterval(() => void port.wait(50), 5);
    socket.setEncoding('latin1');
    socket.on('data', (text) => port.send(String(text)));
    socket.on('close', () => clearInterval(clock));
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

describe('incline console', function () {
  this.timeout(20_000);

  it('calibrates the simulated board in one command, with a certificate and a page', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'incline-console-'));
    const [file, page, flash] = ['c.json', 'c.html', 'flash.bin'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    const run = await incline(
      'console',
      '--port',
      'sim',
      'calibrate',
      '--certificate',
      file,
      '--page',
      page,
      '--save-flash',
      flash,
    );
    expect(run.code).to.equal(0);
    expect(run.err).to.match(/Hang 40 kg/);
    const certificate = JSON.parse(readFileSync(file, 'utf8')) as Certificate;
    expect(certificate).to.include({ accepted: true, simulated: true, refusal: null });
    expect(certificate.points.map((point) => point.massKg)).to.deep.equal([
      0, 5, 10, 20, 30, 40, 30, 20, 10, 5, 0, 40, 0, 40, 0,
    ]);
    expect(certificate.after).to.include({ points: 15 });
    expect(readFileSync(page, 'utf8')).to.include('<strong>Accepted</strong>').and.include('Simulated board');
    const again = await incline('console', '--port', 'sim', 'calibration', '--json', '--flash', flash);
    expect(JSON.parse(again.out)).to.deep.equal(certificate.after);
    rmSync(folder, { recursive: true });
  });

  it('ends with 1 and the reason when a step is refused, and the old calibration holds', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'incline-console-'));
    const flash = join(folder, 'flash.bin');
    writeFileSync(flash, flashOf({ calibrated: false }));
    const run = await incline('console', '--port', 'sim', 'calibrate-angle', '--flash', flash, '--json');
    rmSync(folder, { recursive: true });
    expect(run.code).to.equal(1);
    const { refusal, before, after } = JSON.parse(run.out) as AngleCertificate;
    expect(refusal).to.include({ step: 'begin', name: 'noLoadCell' });
    expect(after).to.deep.equal(before);
  });

  it('takes no masses that cannot come to an end, and no file that cannot be written, before anything is hung', async () => {
    const refused = async (...args: string[]): Promise<string> => {
      const { code, err } = await incline('console', '--port', 'sim', 'calibrate', ...args);
      expect(code).to.equal(2);
      expect(err).to.not.include('Hang');
      return err;
    };
    expect(await refused('--masses', '2,4,6,8,10')).to.include('--masses: is "2,4,6,8,10"; the heaviest must be');
    expect(await refused('--verify', '30')).to.include('--verify: is "30"; write one mass');
    expect(await refused('--page', '/no/such/folder/c.html')).to.include('--page: cannot write');
  });

  it('calibrates angle, travel and direction in one command, with a certificate and a page', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'incline-angle-'));
    const [file, page] = ['a.json', 'a.html'].map((name) => join(folder, name)) as [string, string];
    const run = await incline('console', '--port', 'sim', 'calibrate-angle', '--certificate', file, '--page', page);
    expect(run.code, run.err).to.equal(0);
    expect(run.err)
      .to.match(/START is held.*15 degrees/)
      .and.match(/LOWER is held/);
    const certificate = JSON.parse(readFileSync(file, 'utf8')) as AngleCertificate;
    expect(certificate).to.include({ accepted: true, simulated: true, refusal: null, massKg: 0 });
    expect(certificate.angles.map(({ typedDeg }) => typedDeg)).to.deep.equal([0, 15, 35, 0]);
    expect(certificate.angles[1]!.travelMm).to.be.within(113, 117);
    expect(certificate.after!['angleDay']).to.equal(certificate.before!['angleDay']! + 30);
    expect(readFileSync(page, 'utf8')).to.include('Calibration of angle, travel and direction').and.include('Accepted');
    rmSync(folder, { recursive: true });
  });

  it('refuses references that lie too close, or are not two', async () => {
    for (const text of ['15,20', '15']) {
      const run = await incline('console', '--port', 'sim', 'calibrate-angle', '--references', text);
      expect(run.code).to.equal(2);
      expect(run.err).to.include(`--references: is "${text}"; write two angles, from 10 to 25 and from 30 to 42`);
    }
  });

  it('tests the safety chain, and loads a prescription only within the limits', async () => {
    const chain = await incline('console', '--port', 'sim', 'chain', '--json');
    const result = JSON.parse(chain.out) as ChainResult;
    expect(result).to.include({ passed: true });
    expect(result.steps.map(({ step }) => step).join()).to.include('within 150 ms of PANIC under power');
    expect(result.untested).to.have.length(1);
    const good = await incline(
      'console',
      '--port',
      'sim',
      'prescribe',
      '--set',
      'targetKind=0',
      'target=150',
      'pullCapN=170',
      '--json',
    );
    expect(JSON.parse(good.out)).to.include({ target: 150, pullCapN: 170 });
    const bad = await incline('console', '--port', 'sim', 'prescribe', '--set', 'pullCapN=600');
    expect(bad).to.include({ code: 2 });
    expect(bad.err).to.include('--set pullCapN: is 600; it must be from 10 to 500 N');
    const denied = await incline(
      'console',
      '--port',
      'sim',
      'prescribe',
      '--set',
      'targetKind=0',
      'target=300',
      'pullCapN=250',
    );
    expect(denied.code).to.equal(1);
    expect(denied.err).to.include('the prescription is refused: pull above its cap');
  });

  it('says in one line what it cannot use', async () => {
    const key = 'f'.repeat(32);
    for (const [args, says] of [
      [['--port', 'usb', 'info'], '--port: is "usb"; use sim, tcp:HOST:PORT'],
      [['--port', 'sim', 'calibrate', '--masses', '5,ten'], '--masses: is "5,ten"; write masses in kilograms'],
      [['--port', 'sim', 'info', '--key', 'secret'], '--key: must be the 32 hexadecimal digits'],
      [['--port', 'tcp:127.0.0.1:1', 'info'], '--port: tcp:127.0.0.1:1 cannot be reached'],
    ] as const) {
      const run = await incline('console', ...args);
      expect(run.code, run.err).to.equal(2);
      expect(run.err).to.include(says);
    }
    const wrong = await incline('console', '--port', 'sim', 'clock', '--key', key);
    expect(wrong.code).to.equal(1);
    expect(wrong.err).to.include('the key of the console is wrong');
  });
});

describe('the chain test', function () {
  this.timeout(20_000);
  /** What closed the relay. */
  const pressed: ('start' | 'lower')[] = [];

  beforeEach(() => void (pressed.length = 0));

  /** Presses what is asked for, on a simulated board with something wrong in the countdown. */
  async function chainOf(desk: ConsoleDesk, wrong: () => void, board = desk.board): Promise<ChainResult> {
    const { port } = desk;
    const hold = (button: 'start' | 'lower', forMs: number): void => {
      port.press(button, true);
      port.chip.at(port.chip.nowUs + forMs * 1000, () => port.press(button, false));
    };
    const hands: Readonly<Record<string, () => void>> = {
      panic: () => port.press('panic', true),
      release: () => port.press('panic', false),
      lower: () => hold('lower', 1500),
      start: () => hold('start', 1500),
      countdown: () => {
        hold(pressed.at(-1)!, 200);
        port.chip.at(port.chip.nowUs + 2_200_000, () => {
          wrong();
          port.press('panic', true);
        });
      },
    };
    const ask = async (wanted: Wanted): Promise<boolean> => {
      const { act } = wanted;
      if (act === 'countdown') pressed.push(wanted.button);
      hands[act]?.();
      await port.wait(act === 'countdown' ? 3000 : 0);
      return true;
    };
    await port.wait(2500);
    return testChain(board, { say: () => undefined, ask });
  }

  it('passes on a sound chain, and fails when the relay sticks although PANIC is pressed', async () => {
    const sound = await chainOf(new ConsoleDesk(), () => undefined);
    expect(sound.steps.filter(({ ok }) => !ok)).to.deep.equal([]);
    expect(sound.passed).to.equal(true);
    const desk = new ConsoleDesk();
    const welded = await chainOf(desk, () => desk.port.rig.inject('relay', 'contact', { as: 'stuck', value: 1 }));
    expect(welded.passed).to.equal(false);
    expect(welded.steps.find(({ ok }) => !ok)?.step).to.include('within 150 ms of PANIC under power');
  });

  it('is the test of panic of a new day, which passes by it', async () => {
    const desk = new ConsoleDesk(1, flashOf({ panicTested: false }));
    const fresh = await chainOf(desk, () => undefined);
    expect(fresh.steps.filter(({ ok }) => !ok)).to.deep.equal([]);
    expect(pressed).to.deep.equal(['lower']);
    expect(fresh.untested).to.have.length(1);
    await chainOf(desk, () => undefined);
    expect(pressed).to.deep.equal(['lower', 'start']);
  });

  it('says what it cannot test on a device that would not start', async () => {
    const bare = await chainOf(new ConsoleDesk(1, flashOf({ calibrated: false })), () => undefined);
    expect(bare.passed).to.equal(true);
    expect(bare.untested[1]).to.include('not ready for a session');
  });

  it('leaves PANIC under power to the cable: a radio hears of no countdown', async () => {
    const desk = new ConsoleDesk();
    const board = new Board(new Client(desk.port.byRadio(), 500_000));
    const { passed, steps, untested } = await chainOf(desk, () => undefined, board);
    expect(passed).to.equal(true);
    expect(steps).to.have.length(8);
    expect(untested[1]).to.include('by cable only');
  });
});

describe('ports of the console', () => {
  it('reach a board over TCP', async () => {
    const simulated = new SimulatedPort({
      program: bundle.program,
      engine: new NodeEngine(),
      flash: flashOf(),
      seed: 1,
    });
    await simulated.wait(2500);
    const server = await serve(simulated);
    const port = await openTcp('127.0.0.1', (server.address() as AddressInfo).port);
    expect(await new Board(new Client(port)).info()).to.include({ state: 'idle', calibrated: true });
    port.close();
    server.close();
  });

  it('are named as the help says, and refused when they are none', () => {
    expect(tcpTarget('tcp:board:2525')).to.deep.equal({ host: 'board', port: 2525 });
    expect(tcpTarget('tcp://localhost:1')).to.deep.equal({ host: 'localhost', port: 1 });
    expect(tcpTarget('sim')).to.equal(null);
    expect(() => openSerial('/dev/null')).to.throw(PortError, '/dev/null is no serial device');
  });
});

describe('certificate', () => {
  it('shows no markup of a port name', () => {
    const names = { accepted: false, refusal: null, port: '<b>', simulated: false, date: '', points: [] };
    const page = certificatePage({ ...names, results: null, before: null, after: null });
    expect(page).to.include('&lt;b&gt;').and.not.include('<b>');
    expect(page).to.not.include('Simulated board');
  });

  it('comes from every mass up, all but the last down, and the repeats', () => {
    expect(stepsOf([5, 10], 7).map(({ massKg }) => massKg)).to.deep.equal([0, 5, 10, 5, 0, 10, 0, 10, 0, 7]);
  });
});
