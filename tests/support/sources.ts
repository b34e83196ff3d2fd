import { readFileSync, readdirSync } from 'node:fs';
import { join, posix, relative, resolve } from 'node:path';
import ts from 'typescript';

/** Root of the tree. */
export const ROOT = resolve(import.meta.dirname, '../..');

const SKIPPED = new Set(['.git', 'coverage', 'dist', 'node_modules']);

/** A text file of the tree; the path is relative to the root, with slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

function pathsBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : pathsBelow(path);
    return [path];
  });
}

/** Every file of the tree whose name ends in one of these. */
export function filesOf(...endings: readonly string[]): SourceFile[] {
  return pathsBelow(ROOT)
    .filter((path) => endings.some((ending) => path.endsWith(ending)))
    .map((path) => ({ path: relative(ROOT, path).split('\\').join('/'), text: readFileSync(path, 'utf8') }));
}

/** The files that hold code. */
export function codeFiles(): SourceFile[] {
  return filesOf('.ts', '.js', '.mjs', '.cjs');
}

/** Parses a file for its shape alone. */
export function parsed(file: SourceFile): ts.SourceFile {
  return ts.createSourceFile(file.path, file.text, ts.ScriptTarget.ES2022, true);
}

function textOf(node: ts.Expression | undefined): string | undefined {
  return node !== undefined && ts.isStringLiteral(node) ? node.text : undefined;
}

/** What a file imports from the tree, as paths relative to the root, statically or not. */
export function importsOf(file: SourceFile): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    let target: string | undefined;
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) target = textOf(node.moduleSpecifier);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      target = textOf(node.arguments[0]);
    }
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal)) {
      target = node.argument.literal.text;
    }
    if (target !== undefined) found.push(target);
    ts.forEachChild(node, visit);
  };
  visit(parsed(file));
  return found.map((one) => (one.startsWith('.') ? posix.join(posix.dirname(file.path), one) : one));
}

/** A function with its length in lines. */
export interface FunctionLength {
  readonly line: number;
  readonly lines: number;
}

function isStory(node: ts.Node): boolean {
  const call = node.parent;
  return ts.isCallExpression(call) && /^(describe\w*|context)$/.test(call.expression.getText());
}

/** Every function of a file; the callbacks of `describe` and of its kin are chapters, not functions. */
export function functionsOf(file: SourceFile): FunctionLength[] {
  const source = parsed(file);
  const found: FunctionLength[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body !== undefined && !isStory(node)) {
      const first = source.getLineAndCharacterOfPosition(node.getStart()).line;
      const last = source.getLineAndCharacterOfPosition(node.end).line;
      found.push({ line: first + 1, lines: last - first + 1 });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Names of the exported constants of a file whose value is a number written out. */
export function exportedNumbers(file: SourceFile): string[] {
  return parsed(file).statements.flatMap((statement) => {
    if (!ts.isVariableStatement(statement)) return [];
    if (!statement.modifiers?.some((one) => one.kind === ts.SyntaxKind.ExportKeyword)) return [];
    return statement.declarationList.declarations
      .filter((one) => one.initializer !== undefined && isArithmetic(one.initializer))
      .map((one) => one.name.getText());
  });
}

function isArithmetic(node: ts.Expression): boolean {
  if (ts.isNumericLiteral(node)) return true;
  if (ts.isPrefixUnaryExpression(node)) return isArithmetic(node.operand);
  if (ts.isParenthesizedExpression(node)) return isArithmetic(node.expression);
  return ts.isBinaryExpression(node) && isArithmetic(node.left) && isArithmetic(node.right);
}
