import { connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { expect } from 'chai';
import { Chip } from '../../hal/virtual/chip.ts';
import { CommandLine, isOpen, storedProgram } from '../../hal/virtual/command-line.ts';
import { ContextEngine } from '../../hal/virtual/node-engine.ts';
import { crc32 } from '../../hal/virtual/api-e.ts';
import { latin1Bytes } from '../../hal/virtual/base64.ts';
import { listen, listenTarget } from '../../sim/live-board.ts';
import { incline } from '../support/command-line.ts';
import { bundle } from '../support/consoleDesk.ts';

/** Characters that the official command line puts into one line. */
const PIECE_CHARS = 384;

/** A board behind a port, ten times as fast as life, and a client. */
class Line {
  heard = '';
  private readonly chip = new Chip();
  private readonly clock: NodeJS.Timeout;
  private server!: Server;
  private socket!: Socket;

  constructor() {
    new CommandLine(this.chip);
    this.chip.powerUp(() => storedProgram(this.chip), new ContextEngine());
    this.clock = setInterval(() => this.chip.runUntil(this.chip.nowUs + 100_000), 10);
  }

  async open(): Promise<void> {
    this.server = await listen(this.chip, 'localhost', 0);
    this.socket = connect((this.server.address() as AddressInfo).port, 'localhost');
    this.socket.setEncoding('latin1').on('data', (text) => (this.heard += String(text)));
    await new Promise((resolve) => this.socket.once('connect', resolve));
  }

  close(): void {
    clearInterval(this.clock);
    this.socket.destroy();
    this.server.close();
  }

  send(text: string): void {
    this.socket.write(text, 'latin1');
  }

  async hears(pattern: RegExp): Promise<void> {
    for (let n = 0; !pattern.test(this.heard); n += 1) {
      if (n > 400) throw new Error(`never heard ${String(pattern)}; heard ${JSON.stringify(this.heard.slice(-300))}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  get stored(): string {
    return storedProgram(this.chip);
  }
}

/** What the official command line sends for a file: lines of base64, each with the cursor's way to its place. */
function linesOf(program: string): string {
  const lines: string[] = [];
  for (let at = 0; at < program.length; at += PIECE_CHARS) {
    const piece = Buffer.from(program.slice(at, at + PIECE_CHARS), 'latin1').toString('base64');
    const size = at === 0 ? `,${program.length}` : '';
    const way = at === 0 ? '' : `\x1b[${lines.length + 1}d`;
    lines.push(`\x10${way}require("Storage").write(".bootcde",atob("${piece}"),${at}${size})\n`);
  }
  return lines.join('');
}

describe('a live board behind a port', function () {
  this.timeout(15_000);
  let line: Line;

  beforeEach(async () => {
    line = new Line();
    await line.open();
  });

  afterEach(() => line.close());

  it('has a prompt, answers expressions, and is quiet when it is told to', async () => {
    line.send('\x03');
    await line.hears(/>$/);
    line.send('1+2\n');
    await line.hears(/=3\r\n>$/);
    line.send('\x10print("<","<<",JSON.stringify(process.env),">>",">")\n');
    await line.hears(/< << \{.*"BOARD":"JOLTJS".*\} >> >\r\n$/);
    line.send('\x10nonsense()\n');
    await line.hears(/Uncaught ReferenceError: nonsense is not defined/);
  });

  it('runs a program that is sent line by line, and forgets it at a reset', async () => {
    line.send('\x10reset();\n');
    await new Promise((resolve) => setTimeout(resolve, 50));
    line.send(
      '\x10var n=0;\n\x10function tick(by) {\n  n += by;\n  print("tick "+n);\n}\n\x10setTimeout(tick,500,3);\n',
    );
    await line.hears(/tick 3/);
    line.send('\x10reset()\n');
    await new Promise((resolve) => setTimeout(resolve, 50));
    line.send('\x10print(typeof tick)\n');
    await line.hears(/undefined/);
  });

  it('takes the firmware into its flash as the official command line sends it, whole, and starts it', async () => {
    line.send(`\x10print()\n${linesOf(bundle.program)}`);
    line.send('\x10print("CRC",E.CRC32(require("Storage").read(".bootcde")));load()\n');
    await line.hears(/CRC \d+/);
    expect(line.heard).to.include(`CRC ${crc32(latin1Bytes(bundle.program))}`);
    expect(line.stored).to.equal(bundle.program);
    await line.hears(/T,-?\d+,/);
    line.heard = '';
    line.send('\x031+2\n');
    await line.hears(/T,-?\d+,/);
    expect(line.heard).to.not.include('=3');
  });

  it('waits for the end of a bracket, and minds neither strings nor cursors', () => {
    expect(['function a() {', 'f(1', '[1,'].map(isOpen)).to.deep.equal([true, true, true]);
    expect(['f("(")', '\x10\x1b[2df()', "g('{', `[`)"].map(isOpen)).to.deep.equal([false, false, false]);
  });
});

describe('incline board --listen', () => {
  it('listens on this machine only, and says what it cannot use', async () => {
    expect(listenTarget('tcp://localhost:2323')).to.deep.equal({ host: 'localhost', port: 2323 });
    for (const address of ['2323', 'tcp://0.0.0.0:2323', 'tcp://localhost:70000']) {
      const run = await incline('board', '--listen', address);
      expect(run.code, address).to.equal(2);
      expect(run.err).to.include('--listen: is').and.include('write tcp://localhost:PORT');
    }
  });
});
