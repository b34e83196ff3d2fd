/**
 * Input that cannot be used. The message is one line that names the file, the field and what would be right,
 * so that the command line can print it as it is.
 */
export class InputError extends Error {
  constructor(source: string, problem: string) {
    super(`${source}: ${problem}`.replace(/\s+/g, ' '));
    this.name = 'InputError';
  }
}
