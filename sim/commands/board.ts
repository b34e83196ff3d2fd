/** `incline board`: any Espruino program on the simulated chip with the rig attached, its console on standard output. */
import type { Command } from 'commander';
import { Chip } from '../../hal/virtual/chip.ts';
import { CommandLine, storedProgram, storeProgram } from '../../hal/virtual/command-line.ts';
import { ContextEngine } from '../../hal/virtual/node-engine.ts';
import { createEngine, type EngineName } from '../engines.ts';
import { WALL_CLOCK_MS } from '../flash-image.ts';
import { breathe, Interrupt } from '../interrupt.ts';
import { listen, listenTarget } from '../live-board.ts';
import { createRig } from '../rig.ts';
import { readInput } from '../scenario/read.ts';
import { EXIT } from './exit-codes.ts';
import { engineOption, wholeNumber } from './options.ts';
import { chosenBundle } from './run.ts';

interface BoardOptions {
  forMs?: number;
  engine: EngineName;
  listen?: string;
}

/** A day: whoever wants more wants no end. */
const FOR_MS_MAX = 86_400_000;
/** Without an end the program runs in real time, in steps that nobody sees. */
const REAL_TIME_STEP_MS = 20;
const SLICE_MS = 1000;

/** Runs to an instant as fast as it goes, or in real time until Ctrl-C. */
async function play(chip: Chip, forMs: number | undefined, interrupt: Interrupt): Promise<void> {
  const startedMs = performance.now();
  while (!interrupt.isAsked && chip.nowUs < (forMs ?? Infinity) * 1000) {
    if (forMs === undefined) {
      chip.runUntil((performance.now() - startedMs) * 1000);
      await new Promise((resolve) => setTimeout(resolve, REAL_TIME_STEP_MS));
    } else {
      chip.runUntil(Math.min(forMs * 1000, chip.nowUs + SLICE_MS * 1000));
      await breathe();
    }
  }
}

/** A board that waits for a program, or has one in its flash, behind a TCP port. */
async function live(program: string, target: string): Promise<void> {
  const { host, port } = listenTarget(target);
  const chip = new Chip({ wallClockMs: WALL_CLOCK_MS });
  createRig(chip, { seed: 1, person: { massKg: 80, friction: 0.2 }, supplyV: 24, noise: 1, startAngleDeg: 0 });
  new CommandLine(chip);
  if (program !== '') storeProgram(chip, program);
  const engine = new ContextEngine();
  chip.uncaughtErrors((error) => console.error(String(error)));
  chip.powerUp(() => storedProgram(chip), engine);
  const server = await listen(chip, host, port);
  console.error(`A simulated board, in real time: ${target}. Ctrl-C ends it.`);
  const interrupt = new Interrupt();
  interrupt.listen();
  await play(chip, undefined, interrupt);
  interrupt.close();
  server.close();
  process.exit(EXIT.holds);
}

async function board(path: string | undefined, options: BoardOptions): Promise<void> {
  const given = path === undefined ? null : readInput(path, 'an Espruino program');
  if (options.listen !== undefined) return live(given ?? '', options.listen);
  const engine = options.engine === 'node' && given !== null ? new ContextEngine() : await createEngine(options.engine);
  const program = given ?? chosenBundle(undefined).program;
  const chip = new Chip({ wallClockMs: WALL_CLOCK_MS });
  createRig(chip, { seed: 1, person: { massKg: 80, friction: 0.2 }, supplyV: 24, noise: 1, startAngleDeg: 0 });
  const interrupt = new Interrupt();
  let failed = false;
  chip.usbOutput((text) => process.stdout.write(text));
  chip.uncaughtErrors(() => {
    failed = true;
  });
  chip.powerUp(program, engine);
  interrupt.listen();
  await play(chip, options.forMs, interrupt);
  interrupt.close();
  engine.dispose();
  process.exitCode = failed ? EXIT.failed : EXIT.holds;
}

export function addBoard(program: Command): void {
  program
    .command('board')
    .description('runs any Espruino program on the simulated board with the rig attached')
    .argument('[program.js]', 'the program; without one, the firmware, or with --listen none')
    .option(
      '--forMs <n>',
      'simulated time, as fast as it goes; without it, in real time until Ctrl-C',
      wholeNumber('--forMs', 1, FOR_MS_MAX),
    )
    .option('--listen <address>', 'tcp://localhost:PORT: a live board for the official command line, until Ctrl-C')
    .addOption(engineOption())
    .action(board);
}
