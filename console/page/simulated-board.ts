/** The simulated board as a port of the page. */
import { PortError, type Port } from '../port.ts';
import type { Wanted } from '../talk.ts';
import type { BenchButton, FromBench, ToBench } from './bench.ts';

/** Times the speed of life at which the page lets the board's time pass. */
const SPEED = 8;

/** A message that is answered, before it has its number. */
type Task = ToBench extends infer One ? (One extends { id: number } ? Omit<One, 'id'> : never) : never;

export class SimulatedBoard implements Port {
  readonly name = 'the simulated board';
  readonly isSimulated = true;
  onClosed: () => void = () => undefined;
  private readonly worker = new Worker('worker.js');
  private readonly waiting = new Map<number, { done: (angleDeg: number | null) => void; fail: (why: Error) => void }>();
  private readonly listeners: ((text: string) => void)[] = [];
  private last = 0;

  private constructor(failed: (why: string) => void) {
    this.worker.addEventListener('message', (event: MessageEvent<FromBench>) => this.receive(event.data));
    this.worker.addEventListener('error', (event) => failed(event.message || 'the simulation could not be loaded'));
  }

  /** Boots the bytes of the board. */
  static async open(failed: (why: string) => void): Promise<SimulatedBoard> {
    const response = await fetch('firmware.js');
    if (!response.ok) throw new Error(`firmware.js: ${response.status}`);
    const board = new SimulatedBoard(failed);
    await board.task({ kind: 'boot', program: await response.text() });
    return board;
  }

  send(text: string): void {
    this.post({ kind: 'send', text });
  }

  onText(listener: (text: string) => void): void {
    this.listeners.push(listener);
  }

  async wait(ms: number): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, ms / SPEED));
    await this.task({ kind: 'wait', ms });
  }

  close(): void {
    this.worker.terminate();
    for (const { fail } of this.waiting.values()) fail(new PortError('The simulated board was switched off.'));
    this.waiting.clear();
    this.onClosed();
  }

  /** Does at the bench what is asked for. */
  doIt(wanted: Wanted): Promise<void> {
    return this.task({ kind: 'act', act: wanted }).then(() => undefined);
  }

  /** Reads the inclinometer on the board. */
  async read(): Promise<number> {
    return (await this.task({ kind: 'read' })) ?? NaN;
  }

  hang(massKg: number): void {
    this.post({ kind: 'hang', massKg });
  }

  press(button: BenchButton, isDown: boolean): void {
    this.post({ kind: 'press', button, isDown });
  }

  private task(task: Task): Promise<number | null> {
    this.last += 1;
    const id = this.last;
    return new Promise((done, fail) => {
      this.waiting.set(id, { done, fail });
      this.post({ ...task, id });
    });
  }

  private post(message: ToBench): void {
    this.worker.postMessage(message);
  }

  private receive(message: FromBench): void {
    if (message.kind === 'text') {
      for (const listener of this.listeners) listener(message.text);
      return;
    }
    this.waiting.get(message.id)?.done(message.angleDeg);
    this.waiting.delete(message.id);
  }
}
