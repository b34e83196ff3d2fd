import { expect } from 'chai';
import { Board } from '../../console/board.ts';
import { Client } from '../../console/client.ts';
import { keyOf, NO_KEY } from '../../console/codes.ts';
import { createEngine, type EngineName } from '../../sim/engines.ts';
import { hasInterpreter } from '../../sim/perf/interpreter.ts';
import { ConsoleDesk, flashOf, refusalOf } from '../support/consoleDesk.ts';

const WRONG_KEY = keyOf('00112233445566778899aabbccddeeff')!;
const NOT_NOW = /only with the service key turned/;

/** A desk with a second console that reaches the same board by radio. */
class RadioDesk extends ConsoleDesk {
  readonly radio = new Board(new Client(this.port.byRadio(), 500_000));
  readonly heard: string[] = [];

  listen(): void {
    this.port.byRadio().onText((text) => this.heard.push(text));
  }
}

async function started(engine: EngineName = 'node'): Promise<RadioDesk> {
  const desk = new RadioDesk(1, flashOf(), await createEngine(engine));
  desk.listen();
  await desk.port.wait(2500);
  return desk;
}

describe('the console by radio', () => {
  it('answers where the question came from, and tells nothing unasked', async () => {
    const desk = await started();
    const byCable: string[] = [];
    desk.port.onText((text) => byCable.push(text));
    await desk.port.wait(3000);
    expect(desk.heard).to.deep.equal([]);
    expect((await desk.radio.info()).state).to.equal('idle');
    expect(desk.heard.join('')).to.match(/^<500001,0,[^<\n]*\n$/);
    expect(byCable.filter((line) => line.startsWith('<'))).to.deep.equal([]);
    desk.heard.length = 0;
    expect((await desk.board.info()).state).to.equal('idle');
    await desk.port.wait(3000);
    expect(desk.heard).to.deep.equal([]);
    expect(byCable.some((line) => line.startsWith('T,'))).to.equal(true);
  });

  it('opens nothing without the service key or with a wrong one, and evaluates nothing', async () => {
    const desk = await started();
    let evaluations = 0;
    desk.port.chip.consoleInput(() => (evaluations += 1));
    expect(await refusalOf(desk.radio.open(NO_KEY))).to.match(NOT_NOW);
    await desk.turnKey(true);
    expect(await refusalOf(desk.radio.open(WRONG_KEY))).to.equal('the key of the console is wrong');
    for (const text of ['reset()\n', '\x03', '\x10E.setConsole(Bluetooth)\n']) desk.port.byRadio().send(text);
    await desk.port.wait(3000);
    expect(evaluations).to.equal(0);
    expect(await desk.radio.info()).to.include({ serviceOpen: false, state: 'idle' });
  });

  it('lets whoever opened the service have it alone', async () => {
    const desk = await started();
    await desk.turnKey(true);
    await desk.board.open(NO_KEY);
    desk.heard.length = 0;
    const leave = desk.radio.client.ask.bind(desk.radio.client);
    expect(await refusalOf(leave(13))).to.match(/does not answer/);
    expect(desk.heard).to.deep.equal([]);
    await desk.board.close();
    expect((await desk.radio.info()).serviceOpen).to.equal(false);
  });

  for (const engine of ['node', 'espruino'] as const) {
    it(`opens, changes and closes like the cable, in the engine ${engine}`, async function () {
      if (engine === 'espruino' && !hasInterpreter()) this.skip();
      this.timeout(60_000);
      const desk = await started(engine);
      await desk.turnKey(true);
      await desk.radio.open(NO_KEY);
      await desk.radio.setKey(WRONG_KEY);
      await desk.radio.close();
      expect(await desk.radio.info()).to.include({ hasKey: true, serviceOpen: false });
      expect(desk.port.troubles).to.deep.equal([]);
      desk.port.close();
    });
  }
});
