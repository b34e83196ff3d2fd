/** A chip on the table: a program in it, its output in a list, a hand on its pads. */
import { Chip } from '../../../hal/virtual/chip.ts';
import type { ChipOptions } from '../../../hal/virtual/chip.ts';
import { BOOT_US } from '../../../hal/virtual/costs.ts';
import { ContextEngine } from '../../../hal/virtual/node-engine.ts';

/** Real time that a program's first run may take; the slowest here needs a hundredth of it. */
const FIRST_RUN_MS = 500;

export interface Lab {
  chip: Chip;
  /** What the program said with `say(x)`, in order. */
  said: unknown[];
  /** Everything on USB. */
  text: () => string;
  errors: string[];
  /** Runs on by so many milliseconds. */
  run: (ms: number) => void;
}

/** Boots a program that may call `say(x)`; the clock then stands where its first statement ran, plus what that took. */
export function lab(program: string, before: (chip: Chip) => void = () => undefined, options: ChipOptions = {}): Lab {
  const chip = new Chip(options);
  const said: unknown[] = [];
  const errors: string[] = [];
  let text = '';
  chip.usbOutput((part) => {
    text += part;
    const match = /^=(.*)\n$/s.exec(part);
    if (match !== null) said.push(JSON.parse(match[1]!));
  });
  chip.uncaughtErrors((error) => errors.push((error as Partial<Error>).message ?? String(error)));
  before(chip);
  const say = 'function say(x){USB.write("="+JSON.stringify(x===undefined?null:x)+"\\n")}\n';
  chip.powerUp(say + program, new ContextEngine(FIRST_RUN_MS));
  chip.runUntil(chip.nowUs + BOOT_US);
  chip.runUntil(chip.nowUs + 1);
  chip.runUntil(chip.nowUs + 1);
  return { chip, said, text: () => text, errors, run: (ms) => chip.runUntil(chip.nowUs + ms * 1000) };
}
