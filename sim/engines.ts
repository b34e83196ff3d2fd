/** The two engines by name: Node in this process, or a real interpreter at the other end of two pipes. */
import type { Engine } from '../hal/virtual/contract.ts';
import { NodeEngine } from '../hal/virtual/node-engine.ts';
import type { EngineName } from './engine-names.ts';
import { InputError } from './scenario/input-error.ts';

export { ENGINE_NAMES, type EngineName } from './engine-names.ts';

/** A new engine. The interpreter's module is only loaded when it is asked for. */
export async function createEngine(name: EngineName): Promise<Engine> {
  if (name === 'node') return new NodeEngine();
  const { EspruinoEngine } = await import('../hal/virtual/espruino-engine.ts');
  try {
    return new EspruinoEngine();
  } catch (error) {
    throw new InputError('--engine espruino', (error as Error).message);
  }
}
