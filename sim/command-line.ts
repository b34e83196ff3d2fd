/** The verbs of `incline` put together, and how each of them ends. The verbs themselves live in sim/commands. */
import { Command, CommanderError } from 'commander';
import { addBoard } from './commands/board.ts';
import { addCampaign } from './commands/campaign.ts';
import { addConsole } from './commands/console.ts';
import { addDemo } from './commands/demo.ts';
import { EXIT } from './commands/exit-codes.ts';
import { addList } from './commands/list.ts';
import { addPerf } from './commands/perf.ts';
import { addReplay } from './commands/replay.ts';
import { addRun } from './commands/run.ts';
import { InputError } from './scenario/input-error.ts';

function commandLine(): Command {
  const program = new Command('incline')
    .description('Runs the firmware of the Incline traction board on a simulated board.')
    .helpCommand(false);
  for (const add of [addRun, addReplay, addList, addCampaign, addPerf, addBoard, addConsole, addDemo]) add(program);
  for (const command of [program, ...program.commands]) quieten(command);
  return program;
}

/** Complaints come as one line from `complain`, with our own exit code. */
function quieten(command: Command): void {
  command.exitOverride().configureOutput({ outputError: () => undefined });
  command.addHelpText(
    'after',
    '\nExit codes: 0 all holds, 1 an expectation or invariant failed, 2 input it cannot use.',
  );
}

/** One line for whoever typed it; anything unforeseen keeps its stack. */
function complain(error: unknown): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return EXIT.holds;
    const what = error.message
      .replace(/^error: /, '')
      .replace(/\s+/g, ' ')
      .replace(/\.$/, '');
    console.error(`incline: ${what}; incline --help shows the verbs and options`);
    return EXIT.unusable;
  }
  if (error instanceof InputError) {
    console.error(error.message);
    return EXIT.unusable;
  }
  console.error(error);
  return EXIT.failed;
}

/** Carries out one command line; `args` without the program's own name. Leaves the exit code in `process.exitCode`. */
export async function execute(args: readonly string[]): Promise<void> {
  const program = commandLine();
  process.exitCode = EXIT.holds;
  try {
    if (args.length === 0) program.help({ error: true });
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    process.exitCode = args.length === 0 ? EXIT.unusable : complain(error);
  }
}
