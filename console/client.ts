/** The console's end of the protocol: numbered requests, checksums, tags, and answers as numbers. */
import { FAULTS } from '../firmware/faults.ts';
import { framed, LINE_MAX_BYTES, Status, STATUS_SAYS, unframed, VERBS, type Verb } from '../firmware/protocol.ts';
import { NO_KEY, tagOf, textCrc } from './codes.ts';
import type { Port } from './port.ts';

const POLL_MS = 50;
/** An answer that is worked out at once comes within some periods of 100 ms. */
const ANSWER_WITHIN_MS = 1500;
const TRIES = 3;
/** A tag takes some seconds on the board, a record some more. */
const TAGGED_WITHIN_MS = 30_000;

/** What the device answered. */
export interface Answer {
  readonly status: Status;
  readonly fields: readonly string[];
}

/** The device has refused, or says nothing. The message is for people. */
export class ConsoleError extends Error {
  readonly status: Status | null;

  constructor(message: string, status: Status | null) {
    super(message);
    this.status = status;
  }
}

export class Client {
  readonly port: Port;
  /** Lines that are no answers: what the device pushes. */
  onPush: (line: string) => void = () => undefined;
  private pending = '';
  private number: number;
  private answer: Answer | null = null;
  private key: Uint8Array<ArrayBuffer> = NO_KEY;
  private nonce = '';
  private tagged = 0;
  /** The request before: one at a time, whoever asks. */
  private before: Promise<unknown> = Promise.resolve();

  /** A console that comes anew must not begin with the number that the one before has used last. */
  constructor(port: Port, firstNumber = 1000) {
    this.port = port;
    this.number = firstNumber;
    port.onText((text) => this.receive(text));
  }

  /** A request that only reads, or needs the service open. */
  ask(verb: Verb, ...args: readonly number[]): Promise<Answer> {
    return this.inTurn(() => this.askNow(verb, args));
  }

  private async askNow(verb: Verb, args: readonly number[]): Promise<Answer> {
    this.number += 1;
    const body = [this.number, VERBS[verb], ...args].join(',');
    for (let n = 0; n < TRIES; n += 1) {
      const answer = await this.send(body, ANSWER_WITHIN_MS);
      if (answer !== null) return answer;
    }
    throw new ConsoleError(`${this.port.name} does not answer; is the device on, at rest, and is this its port?`, null);
  }

  /** As `ask`, with numbers; a refusal becomes an error that says it in words. */
  async numbers(verb: Verb, ...args: readonly number[]): Promise<number[]> {
    return told(await this.ask(verb, ...args)).fields.map(Number);
  }

  /** Shows the key and opens the service. */
  async open(key: Uint8Array<ArrayBuffer>, verb: Verb, hello: Verb): Promise<void> {
    this.nonce = told(await this.ask(hello)).fields[0] ?? '';
    this.tagged = 0;
    this.key = key;
    await this.change(verb);
  }

  /** A request with a tag of its own. */
  change(verb: Verb, ...args: readonly number[]): Promise<void> {
    return this.inTurn(() => this.changeNow(verb, args));
  }

  private async changeNow(verb: Verb, args: readonly number[]): Promise<void> {
    this.number += 1;
    const body = [this.number, VERBS[verb], ...args].join(',');
    const tag = await tagOf(this.key, `${this.nonce},${this.tagged},${body}`);
    const answer = await this.send(`${body},${tag}`, TAGGED_WITHIN_MS);
    if (answer === null)
      throw new ConsoleError(`${this.port.name} does not answer; nothing was changed for sure`, null);
    // The device counts a tag as soon as it was right, whatever came of the request.
    if (answer.status !== Status.WrongTag && answer.status !== Status.Locked) this.tagged += 1;
    told(answer);
  }

  /** Work with the port itself, while nobody asks anything. */
  alone<T>(work: () => Promise<T>): Promise<T> {
    return this.inTurn(work);
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.before.then(work, work);
    this.before = mine.catch(() => undefined);
    return mine;
  }

  private async send(body: string, withinMs: number): Promise<Answer | null> {
    const line = framed('>', body, textCrc);
    if (line.length > LINE_MAX_BYTES) throw new ConsoleError('the request is too long for the device', null);
    this.answer = null;
    this.port.send(`${line}\n`);
    for (let waitedMs = 0; waitedMs < withinMs; waitedMs += POLL_MS) {
      await this.port.wait(POLL_MS);
      const answer = this.answer as Answer | null;
      if (answer !== null && answer.status === Status.Busy) this.answer = null;
      else if (answer !== null) return answer;
    }
    return null;
  }

  private receive(text: string): void {
    const lines = (this.pending + text).split('\n');
    this.pending = (lines.pop() ?? '').slice(-LINE_MAX_BYTES);
    for (const line of lines) this.line(line.trimEnd());
  }

  private line(line: string): void {
    const body = unframed('<', line, textCrc);
    if (body === '') {
      this.onPush(line);
      return;
    }
    const [number, status, ...fields] = body.split(',');
    if (Number(number) === this.number) this.answer = { status: Number(status), fields };
  }
}

/** What the field of a refusal adds to it. */
function detail({ status, fields }: Answer): string {
  if (status === Status.Locked) return `: ${fields[0] ?? '?'} s left`;
  if (status !== Status.Limits) return '';
  const refusal = FAULTS.find(({ code }) => code === Number(fields[0]));
  return `: ${refusal?.says.toLowerCase() ?? `for reason ${fields[0]}`}`;
}

/** The answer, or the refusal in words. */
export function told(answer: Answer): Answer {
  if (answer.status === Status.Ok) return answer;
  throw new ConsoleError(`${STATUS_SAYS[answer.status] ?? `status ${answer.status}`}${detail(answer)}`, answer.status);
}
