/** Options that several verbs share, with their checks. */
import { Option } from 'commander';
import { ENGINE_NAMES } from '../engines.ts';
import { InputError } from '../scenario/input-error.ts';

export function engineOption(): Option {
  return new Option('--engine <name>', 'what runs the firmware').choices([...ENGINE_NAMES]).default('node');
}

export function jsonOption(): Option {
  return new Option('--json', 'print one JSON document and nothing else on standard output').default(false);
}

/** A whole number within bounds from the command line. */
export function wholeNumber(option: string, minimum: number, maximum: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= minimum && value <= maximum) return value;
    throw new InputError(option, `is ${JSON.stringify(text)}; it must be a whole number from ${minimum} to ${maximum}`);
  };
}

export const SEED_MAX = 0xffffffff;
