import { CLASS_RULES } from './classes.ts';
import { CONTROL_RULES } from './control.ts';
import { LIBRARY_RULES } from './library.ts';
import type { Rule } from './rule.ts';
import { SCOPE_RULES } from './scopes.ts';
import { SYNTAX_RULES } from './syntax.ts';
import { outwards, readTree } from './tree.ts';
import type { Tree } from './tree.ts';
import type { AnyNode } from 'acorn';

/** Everything that is refused in the firmware, as data. */
export const RULES: readonly Rule[] = [
  ...SYNTAX_RULES,
  ...CLASS_RULES,
  ...CONTROL_RULES,
  ...LIBRARY_RULES,
  ...SCOPE_RULES,
];

/** `source`: bundled but not yet lowered or minified. `final`: the bytes that are flashed. */
export type Stage = 'source' | 'final';

/** A broken rule at a place of the program; line from 1, column from 0. */
export interface Finding {
  readonly rule: Rule;
  readonly line: number;
  readonly column: number;
  /** The beginning of the text at fault. */
  readonly excerpt: string;
}

const EXCERPT_LENGTH = 40;

function excerptOf(code: string, node: AnyNode): string {
  const text = code.slice(node.start, node.end).split('\n', 1)[0] ?? '';
  return text.length > EXCERPT_LENGTH ? `${text.slice(0, EXCERPT_LENGTH)}...` : text;
}

/**
 * Is the node in the object that the bundler makes of an enum, `var X = (…)(X || {})`? A const enum leaves it unused
 * after its values have gone inline, and the lowered bundle drops it; another enum stays and is refused there.
 */
function isInEnum(tree: Tree, node: AnyNode): boolean {
  for (const around of outwards(tree, node)) {
    if (around.type !== 'CallExpression' || around.arguments.length !== 1) continue;
    const [argument] = around.arguments;
    if (argument?.type !== 'LogicalExpression' || argument.right.type !== 'ObjectExpression') continue;
    if (tree.parents.get(around)?.type === 'VariableDeclarator') return true;
  }
  return false;
}

/** Checks a whole program against every rule that holds at this stage. Findings come in the order of the text. */
export function lintProgram(code: string, stage: Stage): Finding[] {
  const tree = readTree(code);
  const findings: Finding[] = [];
  for (const rule of RULES) {
    if (rule.lowered === true && stage === 'source') continue;
    for (const node of new Set(rule.find(tree))) {
      if (stage === 'source' && isInEnum(tree, node)) continue;
      const start = node.loc?.start ?? { line: 1, column: 0 };
      findings.push({ rule, line: start.line, column: start.column, excerpt: excerptOf(code, node) });
    }
  }
  return findings.sort((a, b) => a.line - b.line || a.column - b.column);
}
