import { Board } from '../../console/board.ts';
import { Client, ConsoleError } from '../../console/client.ts';
import { NO_KEY } from '../../console/codes.ts';
import { NodeEngine } from '../../hal/virtual/node-engine.ts';
import type { Engine } from '../../hal/virtual/contract.ts';
import { ownBundle } from '../../sim/bundle.ts';
import type { Injection } from '../../sim/contract.ts';
import { flashImage } from '../../sim/flash-image.ts';
import { checkScenario } from '../../sim/scenario/read.ts';
import type { Desk } from '../../sim/technician/procedure.ts';
import { SimulatedPort } from '../../sim/technician/simulated-port.ts';

export const bundle = ownBundle(() => undefined);

/** Flash of a device that is calibrated and prescribed as scenarios have it, unless they say otherwise. */
export function flashOf(device: object = {}): Uint8Array {
  return flashImage(checkScenario({ device, steps: [], endMs: 1000 }, 'console'));
}

/** Five minutes and some seconds for the start. */
const WARM_MS = 302_000;
/** The key is looked at once a second. */
const KEY_SEEN_MS = 1500;

/** A simulated device with the real bundle, the console at its USB port, and the hands of a technician. */
export class ConsoleDesk implements Desk {
  readonly port: SimulatedPort;
  readonly client: Client;
  readonly board: Board;

  constructor(
    seed = 1,
    flash = flashOf(),
    engine: Engine = new NodeEngine(),
    program = bundle.program,
    onBoard: { onBoardKg?: number; friction?: number } = {},
  ) {
    this.port = new SimulatedPort({ program, engine, flash, seed, ...onBoard });
    this.client = new Client(this.port);
    this.board = new Board(this.client);
  }

  /** Turns the key on, or back. */
  async turnKey(isOn: boolean): Promise<void> {
    this.port.press('key', isOn);
    await this.port.wait(KEY_SEEN_MS);
  }

  /** Lets the device start, turns the key and opens the service. */
  async enter(key: Uint8Array<ArrayBuffer> = NO_KEY): Promise<void> {
    await this.port.wait(2500);
    await this.turnKey(true);
    await this.board.open(key);
  }

  async warmUp(): Promise<void> {
    await this.port.wait(WARM_MS);
  }

  hang(forceN: number): Promise<void> {
    this.port.hang(forceN);
    return Promise.resolve();
  }

  disturb(property: string, injection: Injection): void {
    this.port.disturb(property, injection);
  }

  mend(property: string): void {
    this.port.mend(property);
  }

  async begin(): Promise<string> {
    if (!(await this.board.info()).serviceOpen) await this.enter();
    this.port.hang(0);
    return (await this.board.begin()).name;
  }

  async take(massKg: number): Promise<string> {
    return (await this.board.take(massKg)).name;
  }

  async accept(): Promise<string> {
    await this.board.accept();
    return 'none';
  }

  async leave(): Promise<string> {
    return (await this.board.leave()).name;
  }

  async keyBack(): Promise<string> {
    await this.turnKey(false);
    await this.port.wait(KEY_SEEN_MS);
    return (await this.board.info()).serviceOpen ? 'none' : 'left';
  }
}

/** Message of the refusal of a request; '' when there was none. */
export async function refusalOf(request: Promise<unknown>): Promise<string> {
  try {
    await request;
    return '';
  } catch (error) {
    if (error instanceof ConsoleError) return error.message;
    throw error;
  }
}
