/** The bytes of the host's answers: 8 characters that the interpreter evaluates, and what these announce. */
import { bytesOfNumber, errorSource, latin1, source, type PinNames } from './values.ts';

/** Length of what the interpreter reads and evaluates at a time. */
export const ANSWER_CHARS = 8;
/** Largest number of bytes that 8 characters can announce. */
const MAX_BYTES = 99_999;
/** Numbers below this fit into 8 characters with their sign. */
const MAX_SHORT = 1e7;

/** A command or answer as text: short as it is, otherwise announced. */
export function text(code: string): Uint8Array {
  return code.length <= ANSWER_CHARS ? bytes(code.padEnd(ANSWER_CHARS)) : announced('L', bytes(code));
}

/** The result of a native call. A number with a fraction comes as its 8 bytes, and NaN in words after them. */
export function answer(result: unknown, asNumber: boolean, pins: PinNames): Uint8Array {
  if (asNumber) return Number.isNaN(result) ? joined(bytesOfNumber(NaN), text('NaN')) : bytesOfNumber(result as number);
  if (result === undefined) return text('');
  if (typeof result === 'number' && isShort(result)) return text(String(result));
  if (result instanceof Uint8Array && result.length > 0) return announced('B', result);
  if (typeof result === 'string' && result.length > 0) return announced('S', bytes(latin1(result)));
  return announced('L', bytes(`(${source(result, pins)})`)); // In brackets, or an object would be taken for a block.
}

/** An exception instead of a result. */
export function refusal(error: unknown, asNumber: boolean): Uint8Array {
  const thrown = announced('K', bytes(errorSource(error)));
  return asNumber ? joined(bytesOfNumber(NaN), thrown) : thrown;
}

function isShort(result: number): boolean {
  return Number.isInteger(result) && Math.abs(result) < MAX_SHORT && !Object.is(result, -0);
}

function announced(kind: 'L' | 'B' | 'S' | 'K', content: Uint8Array): Uint8Array {
  if (content.length > MAX_BYTES) {
    throw new Error(
      `an answer of ${content.length} bytes is too long for the interpreter's line: ask for less at a time`,
    );
  }
  return joined(bytes(`${kind}(${content.length})`.padEnd(ANSWER_CHARS)), content);
}

function bytes(characters: string): Uint8Array {
  return Buffer.from(characters, 'latin1');
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  return Buffer.concat([first, second]);
}
