/** Entry of the command line. */
import { EXIT } from './commands/exit-codes.ts';
import { execute } from './command-line.ts';

// Whoever reads our output may stop reading: that ends the program, and is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(EXIT.holds);
});

await execute(process.argv.slice(2));
