/** One line on standard error that tells how far a long piece of work is; nothing where standard error is no terminal. */

/** Work that is done before this shows no line at all. */
const QUIET_MS = 2000;
const EVERY_MS = 250;

export class Progress {
  private readonly startedMs = performance.now();
  private shownMs = -Infinity;
  private readonly unit: string;
  private readonly total: number;

  constructor(total: number, unit: string) {
    this.total = total;
    this.unit = unit;
  }

  update(done: number): void {
    const nowMs = performance.now();
    const elapsedMs = nowMs - this.startedMs;
    if (!process.stderr.isTTY || elapsedMs < QUIET_MS || nowMs - this.shownMs < EVERY_MS) return;
    this.shownMs = nowMs;
    const rate = done / (elapsedMs / 1000);
    const leftS = rate > 0 ? Math.ceil((this.total - done) / rate) : Infinity;
    const percent = Math.floor((100 * done) / this.total);
    process.stderr.write(
      `\r${Math.floor(done)} of ${this.total} ${this.unit} (${percent} %), ${rate.toFixed(rate < 10 ? 1 : 0)} a second, ${leftS} s left\u001b[K`,
    );
  }

  /** Wipes the line. */
  end(): void {
    if (this.shownMs > -Infinity) process.stderr.write('\r\u001b[K');
  }
}
