/** Stands in for the transpiler that the library brings along: nothing here sends it code. */
export function transpile(): never {
  throw new Error('this page sends no code to a board');
}
