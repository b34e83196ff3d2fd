/**
 * The simulated board in a worker: the bytes that are flashed, on the simulated chip, with the parts and the bench around it.
 * Its time passes while the page waits, so a page that is slow, or that nobody looks at, is none to the board.
 */
import { PageEngine } from '../../hal/virtual/page-engine.ts';
import { flashImage } from '../../sim/flash-image.ts';
import { checkScenario } from '../../sim/scenario/check.ts';
import { doAct, readInclinometer, WARM_MS, type HandAct } from '../../sim/technician/hands.ts';
import { forceOf } from '../../sim/technician/procedure.ts';
import { SimulatedPort } from '../../sim/technician/simulated-port.ts';

/** What can be pressed at the bench. */
export type BenchButton = 'key' | 'panic' | 'lower' | 'start';

/** To the worker. Everything with an `id` is answered when it is done. */
export type ToBench =
  | { readonly kind: 'boot'; readonly id: number; readonly program: string }
  | { readonly kind: 'wait'; readonly id: number; readonly ms: number }
  | { readonly kind: 'act'; readonly id: number; readonly act: HandAct }
  | { readonly kind: 'read'; readonly id: number }
  | { readonly kind: 'send'; readonly text: string }
  | { readonly kind: 'hang'; readonly massKg: number }
  | { readonly kind: 'press'; readonly button: BenchButton; readonly isDown: boolean };

/** An inclinometer that was read comes with its angle. */
export type FromBench =
  | { readonly kind: 'done'; readonly id: number; readonly angleDeg: number | null }
  | { readonly kind: 'text'; readonly text: string };

export class Bench {
  private readonly tell: (message: FromBench) => void;
  private port: SimulatedPort | null = null;

  constructor(tell: (message: FromBench) => void) {
    this.tell = tell;
  }

  async take(message: ToBench): Promise<void> {
    if (message.kind === 'boot') await this.boot(message.program);
    else await this.serve(this.booted(), message);
    if (!('id' in message)) return;
    const angleDeg = message.kind === 'read' ? readInclinometer(this.booted()) : null;
    this.tell({ kind: 'done', id: message.id, angleDeg });
  }

  private async serve(port: SimulatedPort, message: Exclude<ToBench, { kind: 'boot' }>): Promise<void> {
    if (message.kind === 'wait') await port.wait(message.ms);
    else if (message.kind === 'act') await doAct(port, message.act);
    else if (message.kind === 'read') return;
    else if (message.kind === 'send') port.send(message.text);
    else if (message.kind === 'hang') port.hang(forceOf(message.massKg));
    else port.press(message.button, message.isDown);
  }

  /** A board that is calibrated, prescribed, warm, with nobody on it and nothing on its cell. */
  private async boot(program: string): Promise<void> {
    const flash = flashImage(checkScenario({ steps: [], endMs: 1000 }, 'console'));
    const port = new SimulatedPort({ program, engine: new PageEngine(), flash, seed: 1, onBoardKg: 0 });
    port.hang(0);
    await port.wait(WARM_MS);
    port.onText((text) => this.tell({ kind: 'text', text }));
    this.port = port;
  }

  private booted(): SimulatedPort {
    if (this.port === null) throw new Error('the simulated board has no firmware yet: boot it first');
    return this.port;
  }
}
