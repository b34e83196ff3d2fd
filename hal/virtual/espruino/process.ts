/** Starts the interpreter as a child process, makes sure it ends, and tells how it ended. */
import { execFileSync, spawn } from 'node:child_process';
import { accessSync, closeSync, constants, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { constants as systemConstants, tmpdir } from 'node:os';
import { join } from 'node:path';

/** Backstop for a program that runs wild after this process was killed: no core dump, 10 MB of output, one hour of CPU. Design choice. */
const LIMITS = 'ulimit -c 0; ulimit -f 20000; ulimit -t 3600; exec "$0" "$@"';
/** Ends the child with the thread that started it, where the system has this helper (util-linux). */
const LEASH = '/usr/bin/setpriv';
/** Lines of output that a failure shows at most: the first ones name the error, the last ones its end. */
const SHOWN_HEAD = 8;
const SHOWN_TAIL = 4;
const GREETING_END = 'espruino.com/Donate\n';
/** How often, and after what pauses, the exit state of a dying process is looked for. */
const END_LOOKS = 100;
const END_PAUSE_MS = 5;

const living = new Set<InterpreterProcess>();
let exitHookSet = false;

/** Path of the interpreter from the environment, checked; throws with what to do when it cannot be used. */
export function interpreterPath(path = process.env['ESPRUINO']): string {
  if (path === undefined || path === '') {
    throw new Error(
      'no interpreter: set ESPRUINO to the path of an Espruino binary built for this machine by its own instructions (make, BOARD=LINUX)',
    );
  }
  try {
    accessSync(path, constants.X_OK);
  } catch {
    throw new Error(`ESPRUINO is ${path}, which is no executable file: set it to the path of an Espruino binary`);
  }
  return path;
}

function endAll(): void {
  for (const process of living) process.end();
}

/** A folder of its own per run: the program text, the two pipes, the output, and the interpreter's fake flash file. */
export class InterpreterProcess {
  readonly pid: number;
  readonly folder: string;
  private readonly outputPath: string;
  private readonly outputFd: number;
  private runs = true;

  constructor(binary: string, folder: string, script: string) {
    this.folder = folder;
    this.outputPath = join(folder, 'output.txt');
    const output = openSync(this.outputPath, 'w');
    const input = openSync(join(folder, 'stdin'), 'r+'); // Both ends: an input at its end floods the console.
    const command = ['/bin/sh', '-c', LIMITS, binary, script];
    if (existsSync(LEASH)) command.unshift(LEASH, '--pdeathsig', 'KILL');
    const child = spawn(command[0]!, command.slice(1), { cwd: folder, stdio: [input, output, output] });
    closeSync(output);
    closeSync(input);
    this.outputFd = openSync(this.outputPath, 'r');
    if (child.pid === undefined) throw new Error(`the interpreter ${binary} could not be started`);
    child.unref();
    this.pid = child.pid;
    child.on('exit', () => (this.runs = false)); // From here on the number may belong to another process.
    living.add(this);
    if (!exitHookSet) process.on('exit', endAll);
    exitHookSet = true;
  }

  /** What the interpreter printed so far, in a few lines without its greeting and its pointing at places. */
  lastOutput(): string {
    const lines = words(readFileSync(this.outputPath, 'latin1'))
      .split('\n')
      .filter((line) => /[^ ^]/.test(line));
    if (lines.length > SHOWN_HEAD + SHOWN_TAIL) lines.splice(SHOWN_HEAD, lines.length - SHOWN_HEAD - SHOWN_TAIL, '…');
    return lines.join('\n');
  }

  /** What it printed since the last call of this; line ends as in Unix. */
  newOutput(): string {
    return words(readFileSync(this.outputFd, 'latin1')); // Goes on where the last read ended.
  }

  /** How it ended, in words; waits a moment for the end. */
  ending(): string {
    const pause = new Int32Array(new SharedArrayBuffer(4));
    for (let look = 0; look < END_LOOKS; look++) {
      const state = this.exitState();
      if (state !== null) return state;
      Atomics.wait(pause, 0, 0, END_PAUSE_MS);
    }
    return 'closed its pipe';
  }

  /** Kills it and removes its folder. Safe to call twice. */
  end(): void {
    if (!living.delete(this)) return;
    try {
      if (this.runs) process.kill(this.pid, 'SIGKILL');
    } catch {
      // It has ended already.
    }
    closeSync(this.outputFd);
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Null while it still runs. The last but some fields of its state file are the wait status (Linux, proc(5)). */
  private exitState(): string | null {
    let stat: string;
    try {
      stat = readFileSync(`/proc/${this.pid}/stat`, 'latin1');
    } catch {
      return 'ended';
    }
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .trim()
      .split(' ');
    if (fields[0] !== 'Z') return null;
    const status = Number(fields[fields.length - 1]);
    const signal = status & 0x7f;
    if (signal === 0) return `ended with exit code ${status >> 8}`;
    const name = Object.entries(systemConstants.signals).find(([, number]) => number === signal)?.[0];
    return `was ended by ${name ?? `signal ${signal}`}`;
  }
}

/** Output without the greeting, line ends as in Unix. */
function words(output: string): string {
  const text = output.replaceAll('\r', '');
  const greeting = text.indexOf(GREETING_END);
  return greeting < 0 ? text : text.slice(greeting + GREETING_END.length).replace(/^\n/, '');
}

/** A fresh folder with the named pipes in it. */
export function folderWithPipes(names: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'incline-espruino-'));
  execFileSync(
    'mkfifo',
    names.map((name) => join(folder, name)),
  );
  return folder;
}
