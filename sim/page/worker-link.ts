/** A worker that answers every message, in order, as promises. */
import type { FromWorker, ToWorker } from './protocol.ts';

export class WorkerLink {
  private readonly worker = new Worker('worker.js');
  private readonly waiting: ((answer: FromWorker) => void)[] = [];

  constructor(failed: (why: string) => void) {
    this.worker.addEventListener('message', (event: MessageEvent<FromWorker>) => this.waiting.shift()?.(event.data));
    this.worker.addEventListener('error', (event) => failed(event.message || 'the simulation could not be loaded'));
  }

  ask(message: ToWorker): Promise<FromWorker> {
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      this.worker.postMessage(message);
    });
  }
}
