/** Runs a bundle in the page, or the worker of a page, that has called it: as the Node engine, without anything of Node. */
import type { Engine, NativeApi } from './contract.ts';
import { compileProgram, evaluateText } from './program.ts';

const compiled = new Map<string, (api: NativeApi) => void>();

function makeFunction(body: string, parameters: readonly string[]): unknown {
  // The program text comes from the build of this tree and nobody else; running it is what an engine is for.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  return new Function(...parameters, body);
}

export class PageEngine implements Engine {
  /** The bits that come out are those of the Node engine, and a recording of the one replays on the other. */
  readonly name = 'node';

  private api: NativeApi = {};

  boot(program: string, api: NativeApi): void {
    this.api = api;
    const run = compiled.get(program) ?? compileProgram(program, api, makeFunction);
    compiled.set(program, run);
    run(api);
  }

  evaluate(code: string): unknown {
    return evaluateText(code, this.api, makeFunction);
  }

  dispose(): void {
    // Nothing outlives the callbacks, and those the chip has dropped.
  }
}
