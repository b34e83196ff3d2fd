/** Ctrl-C: the first one asks the work to end with what it has, a second one ends the program at once. */

export class Interrupt {
  private asked = false;
  private readonly onSignal = (): void => {
    if (this.asked) process.exit(130);
    this.asked = true;
  };

  get isAsked(): boolean {
    return this.asked;
  }

  listen(): void {
    process.on('SIGINT', this.onSignal);
    process.on('SIGTERM', this.onSignal);
  }

  close(): void {
    process.off('SIGINT', this.onSignal);
    process.off('SIGTERM', this.onSignal);
  }
}

/** Lets signals and timers have their turn. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
