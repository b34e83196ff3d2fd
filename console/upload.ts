/**
 * Puts firmware on a board by cable. The device ends its program and gives the interpreter's command line back; from then on only
 * the watchdog keeps it, which is fed here: whatever goes wrong, the board starts again by itself within two seconds. The new file
 * is written beside the old one, which stays until the new one was read back (docs/decisions/0006-upload-from-the-page.md).
 */
import type { Board } from './board.ts';
import { ConsoleError, type Client } from './client.ts';
import { textCrc } from './codes.ts';
import type { Talk } from './talk.ts';

/** The file that the interpreter runs at power-up, and the one beside it. */
const RUN_FILE = '.bootcde';
const NEW_FILE = 'incline.new';
/** Characters in a line to the interpreter. */
const PIECE_CHARS = 512;
const POLL_MS = 20;
/** A piece or a checksum; the copy of the whole file. The watchdog would not wait for more. */
const ANSWER_WITHIN_MS = 1800;
/** The device writes down what it still has to before it hands over. */
const HANDED_OVER_WITHIN_MS = 15_000;
const CALL_MS = 300;
const STARTS_WITHIN_MS = 20_000;
const COPIES = 3;

const STEPS = ['hand over', 'write', 'read back', 'switch', 'start'];

export interface Uploaded {
  readonly bytes: number;
  readonly crc32: number;
  readonly state: string;
}

/** The interpreter at the other end: expressions and their values, one at a time. */
class Interpreter {
  private readonly client: Client;
  private value: string | null = null;
  private complaint = '';
  private number = 0;

  constructor(client: Client) {
    this.client = client;
    client.onPush = (line) => this.hear(line);
  }

  /** Value of an expression as text; null when nothing came in time. Feeds the watchdog. */
  async tryAsk(expression: string, withinMs: number): Promise<string | null> {
    this.number += 1;
    this.value = null;
    this.client.port.send(`\x10E.kickWatchdog();print("<U${this.number},"+(${expression})+">")\n`);
    for (let waitedMs = 0; waitedMs < withinMs; waitedMs += POLL_MS) {
      await this.client.port.wait(POLL_MS);
      if (this.value !== null) return this.value;
    }
    return null;
  }

  async ask(expression: string): Promise<string> {
    const value = await this.tryAsk(expression, ANSWER_WITHIN_MS);
    if (value !== null) return value;
    throw new ConsoleError(`the interpreter does not answer${this.complaint}; ${STARTS_ALONE}`, null);
  }

  tell(statement: string): void {
    this.client.port.send(`\x10${statement}\n`);
  }

  private hear(line: string): void {
    const match = /<U(\d+),(.*)>/.exec(line);
    if (match !== null && Number(match[1]) === this.number) this.value = match[2]!;
    if (line.includes('Uncaught')) this.complaint = ` (${line.slice(line.indexOf('Uncaught'))})`;
  }
}

const STARTS_ALONE = 'the board stands still, and starts again by itself with the firmware it has';

function storage(call: string): string {
  return `require("Storage").${call}`;
}

function crcOf(name: string): string {
  return `E.CRC32(${storage(`read("${name}")`)}||"")`;
}

async function handedOver(interpreter: Interpreter): Promise<void> {
  for (let waitedMs = 0; waitedMs < HANDED_OVER_WITHIN_MS; waitedMs += CALL_MS) {
    if ((await interpreter.tryAsk('1', CALL_MS)) !== null) return;
  }
  throw new ConsoleError('the board did not hand over; nothing was changed', null);
}

async function write(interpreter: Interpreter, firmware: string, talk: Talk): Promise<void> {
  await interpreter.ask(`${storage(`erase("${NEW_FILE}")`)},0`);
  let told = 0;
  for (let at = 0; at < firmware.length; at += PIECE_CHARS) {
    const piece = JSON.stringify(firmware.slice(at, at + PIECE_CHARS));
    await interpreter.ask(`${storage(`write("${NEW_FILE}",${piece},${at},${firmware.length})`)},0`);
    const percent = Math.floor((100 * at) / firmware.length);
    if (percent < told + 10) continue;
    told = percent;
    talk.say(`  ${percent} % written`);
  }
}

async function checked(interpreter: Interpreter, name: string, crc: number): Promise<boolean> {
  return (await interpreter.ask(crcOf(name))) === String(crc);
}

async function switchOver(interpreter: Interpreter, crc: number): Promise<void> {
  for (let n = 0; n < COPIES; n += 1) {
    await interpreter.ask(`${storage(`write("${RUN_FILE}",${storage(`read("${NEW_FILE}")`)})`)},0`);
    if (await checked(interpreter, RUN_FILE, crc)) {
      await interpreter.ask(`${storage(`erase("${NEW_FILE}")`)},0`);
      return;
    }
  }
  throw new ConsoleError('the flash memory does not hold the firmware: the board stands still; replace it', null);
}

async function put(client: Client, firmware: string, crc: number, talk: Talk): Promise<void> {
  const interpreter = new Interpreter(client);
  const step = (at: number): void => talk.show?.({ view: 'steps', names: STEPS, at });
  step(0);
  await handedOver(interpreter);
  step(1);
  await write(interpreter, firmware, talk);
  step(2);
  if (!(await checked(interpreter, NEW_FILE, crc)))
    throw new ConsoleError(`what was written is not what was sent; ${STARTS_ALONE}`, null);
  talk.say('Read back: every byte is there.');
  step(3);
  await switchOver(interpreter, crc);
  step(4);
  interpreter.tell('load()');
}

/** Waits until the new firmware answers. */
async function started(board: Board): Promise<string> {
  const { port } = board.client;
  for (let waitedMs = 0; waitedMs < STARTS_WITHIN_MS; waitedMs += CALL_MS) {
    await port.wait(CALL_MS);
    const state = await board.info().then(
      ({ state }) => state,
      () => null,
    );
    if (state !== null && state !== 'booting') return state;
  }
  throw new ConsoleError('the firmware is written, but does not answer; switch the board off and on', null);
}

/** The whole upload. The service must be open. Null when the person does not want it. */
export async function upload(board: Board, talk: Talk, firmware: string): Promise<Uploaded | null> {
  if (board.client.port.isRadio === true)
    throw new ConsoleError('firmware goes over the USB cable only; connect by it', null);
  const crc32 = textCrc(firmware);
  const size = `${firmware.length} bytes, CRC-32 ${crc32.toString(16).padStart(8, '0')}`;
  if (!(await talk.ask({ act: 'nothing', says: `Replace the firmware of this board: ${size}` }))) return null;
  await board.handOver();
  talk.say('The program of the board has ended; it stands still, and the relay is open.');
  const pushed = board.client.onPush;
  try {
    await board.client.alone(() => put(board.client, firmware, crc32, talk));
  } finally {
    board.client.onPush = pushed;
  }
  return { bytes: firmware.length, crc32, state: await started(board) };
}
