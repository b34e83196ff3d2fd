/**
 * The line between this process and the interpreter: two named pipes, strictly by turns.
 *
 * The interpreter sends lines of text; it is answered with 8 characters that it evaluates, followed by as many
 * bytes as these announce. Both sides block on their pipe while the other one works.
 */
import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { EngineFailure } from '../errors.ts';
import { Guard, WAKE_LINE } from './guard.ts';
import { folderWithPipes, InterpreterProcess } from './process.ts';

export const TO_HOST = 'to-host';
export const TO_INTERPRETER = 'to-interpreter';
const FIRST_BUFFER_BYTES = 1 << 16;
const NEWLINE = 10;

/** The interpreter is gone: crash, out of memory, uncaught error at boot, or silence. */
export class InterpreterDied extends EngineFailure {
  override name = 'InterpreterDied';
}

export interface LinkOptions {
  binary: string;
  /** Name of the script in the folder that the interpreter starts with. */
  script: string;
  timeoutMs: number;
  /** Writes what the script needs into the folder. */
  prepare(folder: string): void;
}

export class Link {
  readonly process: InterpreterProcess;
  private readonly guard: Guard;
  private readonly readFd: number;
  private readonly writeFd: number;
  /** Keeps the pipe readable until the interpreter has opened its end. */
  private holdFd: number | null;
  private buffer = Buffer.alloc(FIRST_BUFFER_BYTES);
  private start = 0;
  private end = 0;
  private closed = false;

  constructor(options: LinkOptions) {
    const folder = folderWithPipes([TO_HOST, TO_INTERPRETER, 'stdin']);
    options.prepare(folder);
    this.process = new InterpreterProcess(options.binary, folder, options.script);
    const toHost = join(folder, TO_HOST);
    this.holdFd = openSync(toHost, 'r+');
    this.readFd = openSync(toHost, 'r');
    this.writeFd = openSync(join(folder, TO_INTERPRETER), 'r+');
    this.guard = new Guard(this.process.pid, toHost, options.timeoutMs);
  }

  /** The next line of the interpreter, without its end. Blocks. */
  readLine(): string {
    let newline = this.buffer.subarray(0, this.end).indexOf(NEWLINE, this.start);
    while (newline < 0) {
      this.fill();
      newline = this.buffer.subarray(0, this.end).indexOf(NEWLINE, this.start);
    }
    const line = this.buffer.toString('latin1', this.start, newline);
    this.start = newline + 1;
    if (this.start === this.end) this.start = this.end = 0;
    if (line === WAKE_LINE) throw this.died();
    if (this.holdFd !== null) this.letGo();
    return line;
  }

  /** Bytes that follow the last line. Blocks. */
  readBytes(count: number): Uint8Array {
    while (this.end - this.start < count) this.fill();
    const bytes = new Uint8Array(count);
    bytes.set(this.buffer.subarray(this.start, this.start + count));
    this.start += count;
    return bytes;
  }

  send(bytes: Uint8Array): void {
    let sent = 0;
    while (sent < bytes.length) sent += writeSync(this.writeFd, bytes, sent);
  }

  /** Why the interpreter is gone, in one message with its own last words. */
  died(): InterpreterDied {
    const how = this.guard.verdict ?? this.process.ending();
    const words = this.process.lastOutput();
    return new InterpreterDied(
      `the interpreter ${how}${words === '' ? ', without a word' : `; its last output: ${words}`}`,
    );
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.guard.forget();
    this.process.end();
    if (this.holdFd !== null) closeSync(this.holdFd);
    closeSync(this.readFd);
    closeSync(this.writeFd);
  }

  private fill(): void {
    if (this.end === this.buffer.length) this.makeRoom();
    this.guard.waiting();
    const count = readSync(this.readFd, this.buffer, this.end, this.buffer.length - this.end, null);
    this.guard.answered();
    if (count === 0) throw this.died();
    this.end += count;
  }

  private makeRoom(): void {
    const wider = this.start > 0 ? this.buffer : Buffer.alloc(this.buffer.length * 2);
    this.buffer.copy(wider, 0, this.start, this.end); // Within one buffer too: copy minds the overlap.
    this.buffer = wider;
    this.end -= this.start;
    this.start = 0;
  }

  /** Once the interpreter has spoken, its end of the pipe alone keeps it open, so that its death is noticed at once. */
  private letGo(): void {
    closeSync(this.holdFd!);
    this.holdFd = null;
  }
}
