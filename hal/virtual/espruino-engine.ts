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
import { Bindings, type Binding } from './espruino/bindings.ts';
import { CostBook, leastOf, type TickCosts } from './espruino/costs.ts';
import { EXACT_MARK } from './espruino/forwarders.ts';
import { isPinName } from './espruino/forms.ts';
import { InterpreterDied, Link } from './espruino/link.ts';
import { PRELUDE_FILE, preludeText, PROGRAM_FILE } from './espruino/prelude.ts';
import { interpreterPath } from './espruino/process.ts';
import { bytesOfNumber, errorSource, latin1, numberFromHalves, ProgramError, source } from './espruino/values.ts';

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
const NO_ANSWER = '';
/** Largest number of bytes that an answer can announce. */
const MAX_ANSWER_BYTES = 99_999;

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
  private printed = 0;

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
    this.printed = 0;
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
    const raw = this.askMemory('M()');
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
    const link = this.link;
    if (link === null) return; // The program is gone; its timers die with it.
    if (command.length <= 8) link.sendShort(command);
    else this.sendLong('L', Buffer.from(command, 'latin1'));
    this.serve();
  }

  /** Answers native calls until the callback (or the boot) is done. */
  private serve(): void {
    this.thrown = null;
    const startUs = this.options.clock?.nowUs ?? 0;
    for (;;) {
      const line = this.readLine();
      switch (line[0]) {
        case '.':
          if (this.options.measure === true && line.length > 1)
            this.costs.add(line, startUs, (this.options.clock?.nowUs ?? 0) - startUs);
          if (this.options.watchMemory === true) this.askMemory('m()');
          return;
        case '!':
          throw this.escaped(JSON.parse(line.slice(1)) as [string, string, string]);
        case '#':
          this.memoryAtStart = JSON.parse(line.slice(1)) as RawMemory;
          break;
        case '%':
          this.costs.calibrate(line);
          break;
        default:
          this.answer(line);
      }
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
    if (this.options.watchMemory === true && !binding.answersNumber) this.askMemory('m()');
    let result: unknown;
    try {
      result = this.run(binding, line);
      if (binding.form === 'twin' && typeof result !== 'number') result = undefined;
      if (this.link !== link) throw new Error(`the program ended within ${binding.path}`);
    } catch (error) {
      if (this.link !== link) throw error; // A reset or power cut within the call: nobody waits for an answer.
      this.thrown = error;
      if (binding.answersNumber) link.send(bytesOfNumber(NaN));
      this.sendLong('K', Buffer.from(errorSource(error), 'latin1'));
      return;
    }
    this.sendResult(result, binding.answersNumber);
  }

  private run(binding: Binding, line: string): unknown {
    const isExact = line[2] === EXACT_MARK;
    const args = JSON.parse(line.slice(isExact ? 3 : 2)) as unknown[];
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
        return binding.run([this.newOutput()]);
      default:
        break;
    }
    return binding.run(args.map((value) => this.withPins(value)));
  }

  private runTimer(binding: Binding, ms: number): unknown {
    const command = binding.path === 'setInterval' ? 't' : 'o';
    let text = '';
    const id = binding.run([(): void => this.call(text), ms]);
    text = `${command}(${id as number})`;
    return id;
  }

  private runWatch(binding: Binding, args: unknown[]): unknown {
    const options = args[2] as { repeat?: unknown } | boolean | null;
    const repeats = typeof options === 'object' ? Boolean(options?.repeat) : options;
    let id = 0;
    const callback = (event: unknown): void =>
      this.call(`${repeats ? 'v' : 'z'}(${id},${source(event, this.pinNames)})`);
    id = binding.run([
      callback,
      this.withPins(args[1]),
      ...(options === null ? [] : [this.withPins(options)]),
    ]) as number;
    return id;
  }

  /** Pin names in arguments become the values that stand for pins in the API. */
  private withPins(value: unknown): unknown {
    if (typeof value === 'string') return isPinName(value) && value in this.api ? this.api[value] : value;
    if (Array.isArray(value)) return value.map((item) => this.withPins(item));
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.withPins(item)]));
  }

  private sendResult(result: unknown, asNumber: boolean): void {
    const link = this.link!;
    if (asNumber) {
      link.send(bytesOfNumber(result as number));
      if (Number.isNaN(result)) link.sendShort('NaN');
    } else if (result === undefined) link.sendShort(NO_ANSWER);
    else if (typeof result === 'number' && Number.isInteger(result) && Math.abs(result) < 1e7 && !Object.is(result, -0))
      link.sendShort(String(result));
    else if (result instanceof Uint8Array && result.length > 0) this.sendLong('B', result);
    else if (typeof result === 'string' && result.length > 0) this.sendLong('S', Buffer.from(latin1(result), 'latin1'));
    else this.sendLong('L', Buffer.from(`(${source(result, this.pinNames)})`, 'latin1'));
  }

  private sendLong(kind: 'L' | 'B' | 'S' | 'K', bytes: Uint8Array): void {
    if (bytes.length > MAX_ANSWER_BYTES)
      throw new Error(`an answer of ${bytes.length} bytes is too long for the interpreter's line`);
    const head = `${kind}(${bytes.length})`.padEnd(8);
    this.link!.send(Buffer.concat([Buffer.from(head, 'latin1'), bytes]));
  }

  /** What the interpreter printed since the last look, without its last line end. */
  private newOutput(): string {
    const all = this.link!.process.output();
    const fresh = all.slice(this.printed);
    this.printed = all.length;
    return fresh.replace(/\n$/, '');
  }

  private askMemory(command: 'M()' | 'm()'): RawMemory {
    const link = this.link;
    if (link === null) throw new Error('memory: no program runs');
    link.sendShort(command === 'M()' ? 'u()' : command);
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
