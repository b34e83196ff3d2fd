/** From a file to a scenario that can be run, or an InputError that says what to change. */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { FLASH_BYTES } from '../../hal/virtual/flash.ts';
import { checkScenario } from './check.ts';
import type { Scenario } from './format.ts';
import { InputError } from './input-error.ts';
import { parseJson } from './json-text.ts';

export { checkScenario };

/** A scenario file is a page of text; a larger file is a mistake. */
const FILE_BYTES_MAX = 20_000_000;

const READ_PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'is a directory; name a file in it',
  EACCES: 'may not be read; check its permissions',
  ENOTDIR: 'there is no such file: part of the path is not a directory',
};

/** Reads a text file of the user. */
export function readInput(path: string, what: string): string {
  try {
    const bytes = readFileSync(path);
    if (bytes.length > FILE_BYTES_MAX) throw new InputError(path, `is larger than 20 MB; it must be ${what}`);
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof InputError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
      throw new InputError(path, `is not UTF-8 text; it must be ${what}`);
    throw new InputError(path, `${READ_PROBLEMS[code] ?? `cannot be read (${code})`}; it must be ${what}`);
  }
}

/** The flash image that a scenario names, relative to its own file; null when it names none. */
export function readFlashImage(scenario: Scenario, scenarioPath: string): Uint8Array | null {
  const { flash } = scenario.device;
  if (flash === undefined) return null;
  const path = resolve(dirname(scenarioPath), flash);
  try {
    const bytes = readFileSync(path);
    if (bytes.length === FLASH_BYTES) return new Uint8Array(bytes);
    throw new InputError(
      scenarioPath,
      `device.flash names ${flash} of ${bytes.length} bytes; a flash image has ${FLASH_BYTES}`,
    );
  } catch (error) {
    if (error instanceof InputError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? '';
    throw new InputError(
      scenarioPath,
      `device.flash is ${flash}: ${READ_PROBLEMS[code] ?? `cannot be read (${code})`}; name an image made by --save-flash`,
    );
  }
}

export function readScenario(path: string): Scenario {
  return checkScenario(parseJson(readInput(path, 'a scenario in JSON'), path), path);
}
