/**
 * Runs a program in a real Espruino interpreter built for the PC, against the functions of the simulated chip.
 *
 * The program text is evaluated unchanged; calls of natives that touch the chip come over a line to this process
 * and are answered by the same functions that the Node engine uses, so both engines share one chip and one
 * virtual time. What only computes (Math, JSON, typed arrays, CRC, graphics buffers) is the interpreter's own.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine, NativeApi } from './contract.ts';
import { answer, refusal, text } from './espruino/answers.ts';
import { Bindings, type Binding } from './espruino/bindings.ts';
import { CostBook, leastOf, type TickCosts } from './espruino/costs.ts';
import { EXACT_MARK } from './espruino/forwarders.ts';
import { isPinName } from './espruino/forms.ts';
import { InterpreterDied, Link } from './espruino/link.ts';
import { PRELUDE_FILE, preludeText, PROGRAM_FILE } from './espruino/prelude.ts';
import { interpreterPath } from './espruino/process.ts';
import { numberFromHalves, ProgramError, source, withPins } from './espruino/values.ts';

export { InterpreterDied, leastOf, ProgramError, type TickCosts };

export interface EspruinoOptions {
  /** The interpreter; default: the environment variable ESPRUINO. */
  binary?: string;
  /** Real time without an answer after which the interpreter counts as hung. */
  timeoutMs?: number;
  /** Time every callback; `tickCosts` then tells the result. Slower. */
  measure?: boolean;
  /** Run the program from the interpreter's flash file, as the board does; for counting variables. Much slower. */
  fromFlash?: boolean;
  /** Look at the memory at every native call as well as after every callback; for the peak. Much slower. */
  watchMemory?: boolean;
  /** Virtual time, to split the time of a callback into computing and native calls. */
  clock?: { readonly nowUs: number };
}

/** Variables of the interpreter. A variable is a fixed block of memory on the board. */
export interface MemoryUse {
  /** In use after a garbage collection, without what this engine itself keeps in the interpreter. */
  usage: number;
  /** Highest number seen so far, garbage included. Follows every callback only with `watchMemory`. */
  peak: number;
  /** In use before the program started. */
  baseline: number;
  total: number;
  bytesEach: number;
}

const DEFAULT_TIMEOUT_MS = 30_000;

interface RawMemory {
  usage: number;
  total: number;
  blocksize: number;
}

export class EspruinoEngine implements Engine {
  readonly name = 'espruino';
  private readonly options: EspruinoOptions;
  private readonly binary: string;
  private link: Link | null = null;
  private api: NativeApi = {};
  private bindings = new Bindings({}, '');
  private readonly pinNames = new Map<unknown, string>();
  private costs = new CostBook();
  private memoryAtStart: RawMemory = { usage: 0, total: 0, blocksize: 0 };
  private peakUsage = 0;
  /** The last exception that a function of the chip threw; comes back unchanged when it leaves the callback. */
  private thrown: unknown = null;
  /** The interpreter runs, and this side waits for its lines. */
  private serving = false;

  constructor(options: EspruinoOptions = {}) {
    this.options = options;
    this.binary = interpreterPath(options.binary);
  }

  boot(program: string, api: NativeApi): void {
    this.dispose();
    this.api = api;
    this.collectPins(api);
    this.bindings = new Bindings(api, program);
    this.costs = new CostBook();
    this.peakUsage = 0;
    const prelude = preludeText(this.bindings, this.pinNames, {
      measure: this.options.measure === true,
      fromFlash: this.options.fromFlash === true,
    });
    this.link = new Link({
      binary: this.binary,
      script: PRELUDE_FILE,
      timeoutMs: this.options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
      prepare: (folder) => {
        writeFileSync(join(folder, PRELUDE_FILE), prelude, 'latin1');
        writeFileSync(join(folder, PROGRAM_FILE), program, 'utf8');
      },
    });
    this.serve();
  }

  dispose(): void {
    this.link?.close();
    this.link = null;
  }

  /** Folder of the running interpreter; null when none runs. */
  get folder(): string | null {
    return this.link?.process.folder ?? null;
  }

  /** Variables in use now. To be asked between callbacks only. */
  memory(): MemoryUse {
    const raw = this.askMemory('u()');
    return {
      usage: raw.usage - this.memoryAtStart.usage,
      peak: Math.max(this.peakUsage, raw.usage) - this.memoryAtStart.usage,
      baseline: this.memoryAtStart.usage,
      total: raw.total,
      bytesEach: raw.blocksize,
    };
  }

  /** What the callbacks cost so far, in passes of the reference loop. Needs the option `measure`. */
  tickCosts(): TickCosts {
    if (this.options.measure !== true) throw new Error('tick costs: start the engine with the option measure');
    return this.costs.summary();
  }

  private collectPins(api: NativeApi): void {
    this.pinNames.clear();
    for (const name of Object.keys(api)) {
      // D before H and LED: aliases of one pin share its D name.
      if (isPinName(name) && (name.startsWith('D') || !this.pinNames.has(api[name])))
        this.pinNames.set(api[name], name);
    }
  }

  /** Runs one callback of the program to its end. */
  private call(command: string): void {
    if (this.link === null) return; // The program is gone; its timers die with it.
    if (this.serving) throw new Error('the chip called back within a native call, which the line cannot carry');
    this.link.send(text(command));
    this.serve();
  }

  /** Answers native calls until the callback (or the boot) is done. */
  private serve(): void {
    this.thrown = null;
    this.serving = true;
    const startUs = this.options.clock?.nowUs ?? 0;
    try {
      while (this.handle(this.readLine(), startUs));
    } finally {
      this.serving = false;
    }
  }

  /** Deals with one line of the interpreter; false when it was the last of this callback. */
  private handle(line: string, startUs: number): boolean {
    switch (line[0]) {
      case '.':
        if (line.length > 1) this.costs.add(line, startUs, (this.options.clock?.nowUs ?? 0) - startUs);
        if (this.options.watchMemory === true) this.askMemory('m()');
        return false;
      case '!':
        throw this.escaped(JSON.parse(line.slice(1)) as [string, string, string]);
      case '#':
        this.memoryAtStart = JSON.parse(line.slice(1)) as RawMemory;
        return true;
      case '%':
        this.costs.calibrate(line);
        return true;
      default:
        this.answer(line);
        return true;
    }
  }

  private readLine(): string {
    try {
      return this.link!.readLine();
    } catch (error) {
      this.dispose();
      throw error;
    }
  }

  private answer(line: string): void {
    const link = this.link!;
    const binding = this.bindings.byCode.get(line.slice(0, 2));
    if (binding === undefined) throw new Error(`the interpreter sent a line that is no call: ${JSON.stringify(line)}`);
    let reply: Uint8Array;
    try {
      const result = this.run(binding, line);
      if (this.link !== link) throw new Error(`the program ended within ${binding.path}`);
      reply = answer(
        binding.form === 'twin' && typeof result !== 'number' ? undefined : result,
        binding.answersNumber,
        this.pinNames,
      );
    } catch (error) {
      if (this.link !== link) throw error; // A reset or power cut within the call: nobody waits for an answer.
      this.thrown = error;
      reply = refusal(error, binding.answersNumber);
    }
    // Only now: the bytes that belong to a call stand in the line before the memory's answer.
    if (this.options.watchMemory === true && !binding.answersNumber) this.askMemory('m()');
    link.send(reply);
  }

  private run(binding: Binding, line: string): unknown {
    const isExact = line[2] === EXACT_MARK;
    const args = argumentsOf(binding.path, line.slice(isExact ? 3 : 2));
    switch (binding.form) {
      case 'exactNumber':
        if (isExact) args[binding.place] = numberFromHalves(args[binding.place] as number[]);
        while (args.length > 0 && args[args.length - 1] === null) args.pop();
        break;
      case 'timer':
        return this.runTimer(binding, numberFromHalves(args[1] as number[]));
      case 'watch':
        return this.runWatch(binding, args);
      case 'listener': {
        const number = args[1] as number;
        args[1] = (...values: unknown[]): void => this.call(`h(${number},${source(values, this.pinNames)})`);
        break;
      }
      case 'bytes':
        args[binding.place] = this.link!.readBytes(args[binding.place] as number);
        break;
      case 'print':
        return binding.run([this.link!.process.newOutput().replace(/\n$/, '')]);
      default:
        break;
    }
    return binding.run(args.map((value) => withPins(value, this.api)));
  }

  private runTimer(binding: Binding, ms: number): unknown {
    let command = '';
    const id = binding.run([(): void => this.call(command), ms]);
    command = `${binding.path === 'setInterval' ? 't' : 'o'}(${id as number})`;
    return id;
  }

  private runWatch(binding: Binding, args: unknown[]): unknown {
    const options = args[2] as { repeat?: unknown } | boolean | null;
    const repeats = typeof options === 'object' ? Boolean(options?.repeat) : options;
    let id: unknown = 0;
    const callback = (event: unknown): void =>
      this.call(`${repeats ? 'v' : 'z'}(${id as number},${source(event, this.pinNames)})`);
    const rest = options === null ? [args[1]] : [args[1], options];
    id = binding.run([callback, ...rest.map((value) => withPins(value, this.api))]);
    return id;
  }

  private askMemory(command: 'u()' | 'm()'): RawMemory {
    if (this.link === null) throw new Error('memory: no program runs');
    this.link.send(text(command));
    const raw = JSON.parse(this.readLine().slice(1)) as RawMemory;
    this.peakUsage = Math.max(this.peakUsage, raw.usage);
    return raw;
  }

  private escaped([type, message, stack]: [string, string, string]): unknown {
    const thrown = this.thrown;
    this.thrown = null;
    if (thrown instanceof Error && thrown.message === message) return thrown;
    return new ProgramError(type, message, stack);
  }
}

function argumentsOf(path: string, json: string): unknown[] {
  try {
    return JSON.parse(json) as unknown[];
  } catch {
    throw new Error(`${path}: a function or class among its arguments cannot travel to the simulated chip`);
  }
}
