/** What can go wrong inside the chip, and the interpreter's flags for it. */

/** Ends the running program from outside; thrown by every native call until the call stack is gone. */
export class ProgramStop extends Error {
  /** interrupt: only the running callback dies; reset, powerCut: the whole program. */
  readonly reason: 'interrupt' | 'reset' | 'powerCut';
  constructor(reason: 'interrupt' | 'reset' | 'powerCut') {
    super(`program stopped: ${reason}`);
    this.reason = reason;
  }
}

/** The engine itself has failed, not the program: no run can go on. Passes through the chip to whoever runs it. */
export class EngineFailure extends Error {}

/** The interpreter's class for trouble in its own hardware layer, such as I2C. */
export class InternalError extends Error {
  override readonly name = 'InternalError';
  /** The interpreter names the class here too. */
  readonly type = 'InternalError';
}

/** A documented call that this simulated chip does not have. */
export class NotModelled extends Error {
  constructor(what: string, hint = '') {
    super(`Espruino API not modelled: ${what}${hint === '' ? '' : ` (${hint})`}`);
  }
}

/** Error flags in the order in which the interpreter reports them. */
export const ERROR_FLAGS = [
  'FIFO_FULL',
  'BUFFER_FULL',
  'CALLBACK',
  'LOW_MEMORY',
  'MEMORY',
  'MEMORY_BUSY',
  'UART_OVERFLOW',
] as const;

export type ErrorFlag = (typeof ERROR_FLAGS)[number];

/** Flags that only warn: no event for them. */
const WARNINGS = 1 << ERROR_FLAGS.indexOf('LOW_MEMORY');

function names(mask: number): ErrorFlag[] {
  return ERROR_FLAGS.filter((_, bit) => (mask >> bit) & 1);
}

export class ErrorFlagSet {
  private set = 0;
  private reported = 0;

  raise(flag: ErrorFlag): void {
    this.set |= 1 << ERROR_FLAGS.indexOf(flag);
  }

  /** Returns and clears all flags, as `E.getErrorFlags()`. */
  take(): ErrorFlag[] {
    const flags = names(this.set);
    this.set = 0;
    return flags;
  }

  /** Whether anything changed since the last `news`. */
  get changed(): boolean {
    return this.set !== this.reported;
  }

  /**
   * New flags since the last look, if there is one that deserves an event. A flag that was raised before and
   * never fetched is not new: a second out-of-memory stays silent until somebody calls `E.getErrorFlags()`.
   */
  news(): ErrorFlag[] {
    const fresh = this.set & ~this.reported;
    this.reported = this.set;
    return (fresh & ~WARNINGS) !== 0 ? names(fresh) : [];
  }

  clear(): void {
    this.set = this.reported = 0;
  }
}
