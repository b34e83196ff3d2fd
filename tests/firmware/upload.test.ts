import { expect } from 'chai';
import { Board } from '../../console/board.ts';
import { Client } from '../../console/client.ts';
import { NO_KEY, textCrc } from '../../console/codes.ts';
import type { Port } from '../../console/port.ts';
import type { Talk } from '../../console/talk.ts';
import { upload } from '../../console/upload.ts';
import { Verb } from '../../firmware/protocol.ts';
import { storedProgram } from '../../hal/virtual/command-line.ts';
import { NodeEngine } from '../../hal/virtual/node-engine.ts';
import { createEngine } from '../../sim/engines.ts';
import { hasInterpreter } from '../../sim/perf/interpreter.ts';
import { SimulatedPort } from '../../sim/technician/simulated-port.ts';
import { bundle, ConsoleDesk, flashOf, refusalOf } from '../support/consoleDesk.ts';

/** The firmware before: the same, with a word behind it that makes it another file. */
const OLD = `${bundle.program}\n// before`;
const NEW = bundle.program;
const WATCHDOG_MS = 2000;
const READY: Talk = { say: () => undefined, ask: () => Promise.resolve(true) };

/** A board with the old firmware in its flash, and a port to it that can go silent or change what it carries. */
class UploadDesk {
  readonly port = new SimulatedPort({
    program: OLD,
    engine: new NodeEngine(),
    flash: flashOf(),
    seed: 1,
    isStored: true,
  });
  /** What goes to the board; null for nothing. */
  carry: (text: string) => string | null = (text) => text;
  readonly board: Board;
  sent = 0;

  constructor() {
    const { port } = this;
    const line: Port = {
      name: port.name,
      isSimulated: true,
      send: (text) => this.send(text),
      onText: (listener) => port.onText(listener),
      wait: (ms) => port.wait(ms),
      close: () => undefined,
    };
    this.board = new Board(new Client(line));
  }

  async open(): Promise<void> {
    await this.port.wait(2500);
    this.port.press('key', true);
    await this.port.wait(1500);
    await this.board.open(NO_KEY);
  }

  /** The drive is without power, the board where it was. */
  expectStill(): void {
    const { rig, chip } = this.port;
    expect(rig.truth()).to.include({ drivePower: false, speedDegPerS: 0 });
    expect(Math.abs(rig.truth().angleDeg)).to.be.below(0.01);
    expect(chip.powered).to.equal(true);
  }

  async state(): Promise<string> {
    await this.port.wait(WATCHDOG_MS + 3000);
    return (await this.board.info()).state;
  }

  private send(text: string): void {
    this.sent += 1;
    const carried = this.carry(text);
    if (carried !== null) this.port.send(carried);
  }
}

describe('the upload of firmware', () => {
  it('replaces the file, reads it back, and starts it; the drive is without power all the while', async () => {
    const desk = new UploadDesk();
    await desk.open();
    const talk: Talk = { ...READY, say: () => desk.expectStill() };
    expect(await upload(desk.board, talk, NEW)).to.deep.equal({
      bytes: NEW.length,
      crc32: textCrc(NEW),
      state: 'idle',
    });
    expect(storedProgram(desk.port.chip)).to.equal(NEW);
    expect(desk.port.troubles.filter((one) => one !== 'reset by software')).to.deep.equal([]);
    expect(await desk.board.event(0)).to.include({ event: 0 });
    expect(await desk.board.event(1)).to.include({ event: 4, code: Verb.Upload });
  });

  it('does not begin without the service, nor by radio', async () => {
    const desk = new UploadDesk();
    await desk.port.wait(2500);
    expect(await refusalOf(upload(desk.board, READY, NEW))).to.match(/only with the service key turned/);
    desk.port.press('key', true);
    await desk.port.wait(1500);
    const radio = new Board(new Client(desk.port.byRadio(), 700_000));
    await radio.open(NO_KEY);
    expect(await refusalOf(radio.handOver())).to.match(/only with/);
    await desk.port.wait(3000);
    expect((await radio.info()).serviceOpen).to.equal(true);
    expect(storedProgram(desk.port.chip)).to.equal(OLD);
  });

  it('starts the old firmware again when the cable is pulled, whenever that is', async function () {
    this.timeout(20_000);
    for (const after of [1, 2, 5, 60, 110, 112]) {
      const desk = new UploadDesk();
      await desk.open();
      await desk.board.handOver();
      const from = desk.sent;
      desk.carry = (text) => (desk.sent - from > after ? null : text);
      expect(await refusalOf(upload(silently(desk), READY, NEW)), `${after} lines`).to.match(
        /does not answer|hand over/,
      );
      desk.expectStill();
      desk.carry = (text) => text;
      expect(await desk.state()).to.equal('idle');
      expect(storedProgram(desk.port.chip)).to.equal(OLD);
      expect(desk.port.troubles).to.include('reset by watchdog');
    }
  });

  it('stands still when power fails at any word of the switch', async function () {
    this.timeout(30_000);
    const found = new Set<string>();
    for (const words of [0, 1, 2, 5, 9, 10, 100, 3000, 9000, 14_000, 14_100]) {
      const desk = new UploadDesk();
      const { chip } = desk.port;
      await desk.open();
      desk.carry = (text) => {
        if (text.includes('write(".bootcde"')) chip.flash.wordsUntilCut = words;
        return text;
      };
      await refusalOf(upload(desk.board, READY, NEW));
      if (!chip.powered) chip.powerUp(() => storedProgram(chip), new NodeEngine());
      await desk.port.wait(5000);
      desk.expectStill();
      const stored = storedProgram(chip);
      found.add(stored === OLD ? 'old' : stored === NEW ? 'new' : stored === '' ? 'none' : 'a part');
    }
    expect([...found]).to.have.members(['old', 'none', 'a part', 'new']);
  });

  for (const engine of ['node', 'espruino'] as const) {
    it(`starves enable and watchdog as soon as the program has ended, in the engine ${engine}`, async function () {
      if (engine === 'espruino' && !hasInterpreter()) this.skip();
      this.timeout(60_000);
      const desk = new ConsoleDesk(1, flashOf(), await createEngine(engine));
      const pushed: string[] = [];
      await desk.enter();
      await desk.board.handOver();
      await desk.port.wait(500);
      desk.port.onText((text) => pushed.push(text));
      await desk.port.wait(WATCHDOG_MS - 600);
      expect(pushed).to.deep.equal([]);
      expect(desk.port.troubles).to.deep.equal([]);
      await desk.port.wait(4000);
      expect(desk.port.troubles).to.deep.equal(['reset by watchdog']);
      expect((await desk.board.info()).state).to.equal('idle');
      desk.port.close();
    });
  }

  it('does not put in place what arrived damaged', async () => {
    const desk = new UploadDesk();
    await desk.open();
    desk.carry = (text) => text.replace(/.(?=",1024,)/, '_');
    expect(await refusalOf(upload(desk.board, READY, NEW))).to.match(/is not what was sent/);
    expect(await desk.state()).to.equal('idle');
    expect(storedProgram(desk.port.chip)).to.equal(OLD);
  });
});

/** The same board, which has handed over already. */
function silently({ board }: UploadDesk): Board {
  const again = Object.create(board) as Board;
  again.handOver = () => Promise.resolve();
  return again;
}
