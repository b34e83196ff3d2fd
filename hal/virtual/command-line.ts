/**
 * The interpreter's command line on the simulated chip, as far as tools that upload need it: lines, Ctrl-C, no echo after
 * Ctrl-P, a line that goes on while a bracket is open, answers with `=` and a prompt.
 */
import type { Chip } from './chip.ts';
import { ProgramStop } from './errors.ts';

const CTRL_C = '\x03';
/** Of a line that begins with it nothing is echoed, and no answer printed. */
const NO_ECHO = '\x10';
const STRINGS = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`/gs;
/** Control bytes of terminals, and what moves their cursors. */
const UNSEEN = /\x1b\[[0-9;]*[A-Za-z]|[\x00-\x09\x0b-\x1f]/g;

/** Does the text end within a bracket? */
export function isOpen(code: string): boolean {
  const bare = code.replace(UNSEEN, '').replace(STRINGS, '');
  return (bare.match(/[([{]/g)?.length ?? 0) > (bare.match(/[)\]}]/g)?.length ?? 0);
}

export class CommandLine {
  private readonly chip: Chip;
  private pending = '';

  constructor(chip: Chip) {
    this.chip = chip;
    chip.consoleInput((text) => this.receive(text));
    chip.onReset(() => (this.pending = ''));
  }

  private receive(text: string): void {
    const fresh = text.slice(text.lastIndexOf(CTRL_C) + 1);
    if (fresh.length < text.length) {
      this.pending = '';
      this.prompt();
    }
    this.pending += fresh;
    for (;;) {
      const end = this.lineEnd();
      if (end < 0) return;
      const line = this.pending.slice(0, end);
      this.pending = this.pending.slice(end + 1);
      this.run(line);
    }
  }

  /** End of the first line that stands for itself; -1 while there is none. */
  private lineEnd(): number {
    let end = this.pending.search(/[\n\r]/);
    while (end >= 0 && isOpen(this.pending.slice(0, end))) {
      const next = this.pending.slice(end + 1).search(/[\n\r]/);
      if (next < 0) return -1;
      end += 1 + next;
    }
    return end;
  }

  private run(line: string): void {
    const isQuiet = line.startsWith(NO_ECHO);
    const code = line.replace(UNSEEN, '').trim();
    if (!isQuiet) this.chip.print(`${code}\n`);
    if (code !== '') this.evaluate(code, isQuiet);
    if (!isQuiet) this.prompt();
  }

  private evaluate(code: string, isQuiet: boolean): void {
    try {
      const value = this.chip.evaluate(code);
      if (!isQuiet) this.chip.print(`=${String(value)}\n`);
    } catch (error) {
      if (error instanceof ProgramStop) throw error;
      this.chip.print(`Uncaught ${String(error)}\n`);
    }
  }

  private prompt(): void {
    this.chip.print('>');
  }
}

/** What runs at power-up. */
const RUN_FILE = '.bootcde';

interface StorageLibrary {
  read(name: string): string | undefined;
  write(name: string, text: string): boolean;
}

function storageOf(chip: Chip): StorageLibrary {
  return (chip.api['require'] as (name: string) => StorageLibrary)('Storage');
}

/** The program that the chip finds in its own flash; none is an empty one. */
export function storedProgram(chip: Chip): string {
  return storageOf(chip).read(RUN_FILE) ?? '';
}

/** Puts a program there, as an upload does. */
export function storeProgram(chip: Chip, program: string): void {
  storageOf(chip).write(RUN_FILE, program);
}
