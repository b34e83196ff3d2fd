/**
 * Keeps a run from ever hanging: while this thread blocks on a pipe, a worker thread watches the interpreter.
 *
 * The worker kills an interpreter that gave no answer within its time or that takes memory without end, and wakes
 * a reader whose interpreter died before it opened its end of the pipe. It is written as plain JavaScript text,
 * because a worker does not inherit the loader that runs TypeScript.
 */
import { Worker } from 'node:worker_threads';

/** What the blocked thread tells the worker, in shared memory. */
const WAITING = 0;
const TURN = 1;
/** Set by the worker when it killed the interpreter: 1 for its silence, 2 for its memory. */
const KILLED = 2;
const FIELDS = 3;
const SILENT = 1;
const GREEDY = 2;

/**
 * The PC build doubles its memory whenever that is full. 3 MB of it are more than 65,536 variables of 27 bytes,
 * five times what the board has: a program that needs them runs wild. Design choice.
 */
const MAX_MEMORY_KB = 3000;

/** Line that wakes a reader whose writer is gone; never sent by the interpreter. */
export const WAKE_LINE = '\u0004';

const WORKER_TEXT = `
const { parentPort } = require('node:worker_threads');
const fs = require('node:fs');
const CHECK_EVERY_MS = 20;
const watched = new Map();

function isGone(pid) {
  try {
    const stat = fs.readFileSync('/proc/' + pid + '/stat', 'latin1');
    return 'ZX'.includes(stat[stat.lastIndexOf(')') + 2]);
  } catch {
    return fs.existsSync('/proc/self/stat');
  }
}

function memoryKb(pid) {
  try {
    const line = /RssAnon:\\s+(\\d+)/.exec(fs.readFileSync('/proc/' + pid + '/status', 'latin1'));
    return line === null ? 0 : Number(line[1]);
  } catch {
    return 0;
  }
}

function wake(path) {
  try {
    const fd = fs.openSync(path, fs.constants.O_WRONLY | fs.constants.O_NONBLOCK);
    fs.writeSync(fd, '${'\\u0004'}\\n');
    fs.closeSync(fd);
  } catch {} // Nobody reads any more: nobody has to be woken.
}

function check() {
  for (const w of watched.values()) {
    if (Atomics.load(w.shared, ${WAITING}) === 0) { w.sinceMs = null; continue; }
    const turn = Atomics.load(w.shared, ${TURN});
    const nowMs = performance.now();
    if (w.sinceMs === null || w.turn !== turn) { w.sinceMs = nowMs; w.turn = turn; }
    const verdict = nowMs - w.sinceMs > w.timeoutMs ? ${SILENT} : memoryKb(w.pid) > ${MAX_MEMORY_KB} ? ${GREEDY} : 0;
    if (verdict > 0) {
      Atomics.store(w.shared, ${KILLED}, verdict);
      try { process.kill(w.pid, 'SIGKILL'); } catch {}
    }
    if (verdict > 0 || isGone(w.pid)) { wake(w.wakePath); watched.delete(w.pid); }
  }
}

parentPort.on('message', (m) => {
  if (m.forget) watched.delete(m.pid);
  else watched.set(m.pid, { ...m, sinceMs: null, turn: -1 });
});
setInterval(check, CHECK_EVERY_MS);
`;

let worker: Worker | null = null;

function theWorker(): Worker {
  if (worker === null) {
    worker = new Worker(WORKER_TEXT, { eval: true, execArgv: [] });
    worker.unref();
  }
  return worker;
}

/** Watches one interpreter process for as long as it lives. */
export class Guard {
  private readonly pid: number;
  private readonly timeoutMs: number;
  private readonly shared = new Int32Array(new SharedArrayBuffer(FIELDS * Int32Array.BYTES_PER_ELEMENT));

  /** @param wakePath the pipe on which this thread waits */
  constructor(pid: number, wakePath: string, timeoutMs: number) {
    this.pid = pid;
    this.timeoutMs = timeoutMs;
    theWorker().postMessage({ pid, wakePath, timeoutMs, shared: this.shared });
  }

  /** To be called before and after every read that may block. */
  waiting(): void {
    this.shared[TURN]!++;
    Atomics.store(this.shared, WAITING, 1);
  }

  answered(): void {
    Atomics.store(this.shared, WAITING, 0);
  }

  /** Why the worker had to kill the interpreter, null when it did not. */
  get verdict(): string | null {
    const killed = Atomics.load(this.shared, KILLED);
    if (killed === SILENT) return `gave no answer for ${this.timeoutMs / 1000} s (endless loop?) and was ended`;
    return killed === GREEDY ? 'ran out of memory: it took five times the variables of the board, and was ended' : null;
  }

  forget(): void {
    theWorker().postMessage({ pid: this.pid, forget: true });
  }
}
