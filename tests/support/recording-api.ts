import type { NativeApi } from '../../hal/virtual/contract.ts';

/** A number whose decimals the interpreter would cut when it prints it. */
export const FINE = 0.12345678901234567;

/** What a program did, and how to call it back. */
export interface Calls {
  /** Name and arguments of every native call. */
  readonly log: unknown[][];
  /** Callbacks in the order in which they were handed over. */
  readonly callbacks: ((...args: unknown[]) => void)[];
  readonly api: NativeApi;
}

/** An API that writes down what it is called with. Pins are objects, as on the simulated chip. */
export function recordingApi(more: NativeApi = {}): Calls {
  const log: unknown[][] = [];
  const callbacks: Calls['callbacks'] = [];
  const keep =
    (name: string) =>
    (callback: () => void, ...args: unknown[]) => {
      log.push([name, ...args]);
      return callbacks.push(callback);
    };
  const note =
    (name: string, answer?: unknown) =>
    (...args: unknown[]): unknown => {
      log.push([name, ...args]);
      return answer;
    };
  const api = {
    D2: { pin: 'D2' },
    D43: { pin: 'D43' },
    setInterval: keep('setInterval'),
    setTimeout: keep('setTimeout'),
    setWatch: keep('setWatch'),
    clearInterval: note('clearInterval'),
    digitalWrite: note('digitalWrite'),
    digitalRead: note('digitalRead', 5),
    analogRead: () => FINE,
    analogWrite: note('analogWrite'),
    getTime: () => 1767254400.5 + FINE,
    print: note('print'),
    USB: { write: note('write') },
    ...more,
  };
  return { log, callbacks, api };
}
