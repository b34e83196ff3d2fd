import { resolve } from 'node:path';

/** Root of the tree; this file stands one folder below it. */
export const ROOT = resolve(import.meta.dirname, '..');
