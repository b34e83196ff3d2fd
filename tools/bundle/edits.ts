/** Changes of a program's text, and where its own names live. */
import type { AnyNode } from 'acorn';
import type { Scope } from 'eslint-scope';
import type { Tree } from '../lint/tree.ts';

export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The text with all changes made; they must not overlap. */
export function applied(code: string, edits: readonly Edit[]): string {
  const inOrder = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  let done = 0;
  let text = '';
  for (const edit of inOrder) {
    if (edit.start < done) throw new Error(`two changes of the bundle overlap at ${code.slice(edit.start, edit.end)}`);
    text += code.slice(done, edit.start) + edit.text;
    done = edit.end;
  }
  return text + code.slice(done);
}

/** Takes places out of a list that commas separate. */
export function dropFrom(list: readonly AnyNode[], dropped: readonly number[], edits: Edit[]): void {
  if (dropped.length === 0) return;
  const kept = list.filter((_, place) => !dropped.includes(place));
  const [first] = list;
  const last = list[list.length - 1];
  if (first === undefined || last === undefined) return;
  let from = first.start;
  kept.forEach((one, place) => {
    edits.push({ start: from, end: one.start, text: place === 0 ? '' : ', ' });
    from = one.end;
  });
  edits.push({ start: from, end: last.end, text: '' });
}

/** The function around the whole bundle. */
export function wrapperOf(tree: Tree): Scope | undefined {
  const [statement] = tree.program.body as AnyNode[];
  if (statement?.type !== 'ExpressionStatement' || statement.expression.type !== 'CallExpression') return undefined;
  const { callee } = statement.expression;
  return tree.scopes.find((scope) => scope.type === 'function' && scope.block === (callee as unknown));
}
