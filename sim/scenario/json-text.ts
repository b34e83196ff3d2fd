/**
 * A strict JSON reader that says where a text is broken (line and column) and where a field lies.
 *
 * The built-in parser gives no position for half of its complaints, drops the first of two equal fields without
 * a word, and cannot say which field holds a NaN. Here NaN and Infinity are read as numbers, so that the
 * schema can refuse them by field name.
 */
import { InputError } from './input-error.ts';

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const SPACE = /[ \t\r\n]*/y;
/** One piece of a string: a run of plain characters or one escape. */
const STRING_PIECE = /[^"\\\u0000-\u001f]+|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const WORDS: readonly (readonly [string, unknown])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
];
/** Deeper nesting than any file of ours needs; keeps a hostile file from exhausting the stack. */
const DEPTH_MAX = 40;

/** Reads `text`; `source` names the file in the error. */
export function parseJson(text: string, source: string): unknown {
  return new JsonReader(text.replace(/^\uFEFF/, ''), source).document();
}

class JsonReader {
  private at = 0;
  private readonly text: string;
  private readonly source: string;

  constructor(text: string, source: string) {
    this.text = text;
    this.source = source;
  }

  document(): unknown {
    this.skipSpace();
    if (this.at === this.text.length) throw new InputError(this.source, 'is empty; it must hold one JSON object');
    const value = this.value(0);
    this.skipSpace();
    if (this.at < this.text.length) this.fail('end of file');
    return value;
  }

  private value(depth: number): unknown {
    if (depth > DEPTH_MAX) throw new InputError(this.source, `${this.place()}: nested deeper than ${DEPTH_MAX} levels`);
    const first = this.text[this.at];
    if (first === '{') return this.object(depth);
    if (first === '[') return this.array(depth);
    if (first === '"') return this.string();
    for (const [word, value] of WORDS) {
      if (this.text.startsWith(word, this.at)) {
        this.at += word.length;
        return value;
      }
    }
    const number = this.match(NUMBER);
    if (number === null) this.fail('a value');
    return Number(number);
  }

  private object(depth: number): Record<string, unknown> {
    const result: Record<string, unknown> = {};
    this.at += 1;
    this.skipSpace();
    if (this.accept('}')) return result;
    for (;;) {
      this.skipSpace();
      const keyAt = this.at;
      if (this.text[this.at] !== '"') this.fail('a field name in double quotes');
      const key = this.string();
      if (Object.hasOwn(result, key)) {
        throw new InputError(this.source, `${this.place(keyAt)}: field "${key}" stands twice; keep one`);
      }
      this.skipSpace();
      if (!this.accept(':')) this.fail('":"');
      this.skipSpace();
      const value = this.value(depth + 1);
      Object.defineProperty(result, key, { value, enumerable: true, writable: true, configurable: true });
      this.skipSpace();
      if (this.accept('}')) return result;
      if (!this.accept(',')) this.fail('"," or "}"');
    }
  }

  private array(depth: number): unknown[] {
    const result: unknown[] = [];
    this.at += 1;
    this.skipSpace();
    if (this.accept(']')) return result;
    for (;;) {
      this.skipSpace();
      result.push(this.value(depth + 1));
      this.skipSpace();
      if (this.accept(']')) return result;
      if (!this.accept(',')) this.fail('"," or "]"');
    }
  }

  private string(): string {
    const startAt = this.at;
    this.at += 1;
    while (this.text[this.at] !== '"') {
      if (this.match(STRING_PIECE) === null) this.fail('the rest of a string and a closing quote');
    }
    this.at += 1;
    return JSON.parse(this.text.slice(startAt, this.at)) as string;
  }

  private match(pattern: RegExp): string | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found === null) return null;
    this.at += found[0].length;
    return found[0];
  }

  private skipSpace(): void {
    this.match(SPACE);
  }

  private accept(character: string): boolean {
    if (this.text[this.at] !== character) return false;
    this.at += 1;
    return true;
  }

  private place(at = this.at): string {
    const before = this.text.slice(0, at).split('\n');
    return `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
  }

  private fail(expected: string): never {
    const found = this.at >= this.text.length ? 'the file ends' : `there is ${JSON.stringify(this.text[this.at])}`;
    throw new InputError(this.source, `${this.place()}: broken JSON: ${found} where ${expected} should be`);
  }
}
