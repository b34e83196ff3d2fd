import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../root.ts';

/** The slice of the interpreter's API that the firmware may use. */
const DECLARATIONS = join('hal', 'espruino.d.ts');

/**
 * Every name that the declarations give to something of the interpreter: functions, members, fields of options. Names
 * of parameters are among them; one reserved too many costs a few bytes, one too few a dead device.
 */
export function namesIn(declarations: string): string[] {
  const bare = declarations.replace(/\/\*.*?\*\/|\/\/[^\n]*|'[^'\n]*'/gs, ' ');
  return [...new Set(bare.match(/[A-Za-z_$][\w$]*/g) ?? [])].sort();
}

/** Names that mean something to the interpreter and must reach it as they are written. A tree without declarations has ours. */
export function apiNames(root: string): string[] {
  const own = join(root, DECLARATIONS);
  return namesIn(readFileSync(existsSync(own) ? own : join(ROOT, DECLARATIONS), 'utf8'));
}
