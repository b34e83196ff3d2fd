/** Draws firmware/font.ts from the pictures in tools/font/glyphs.txt: `npx tsx tools/font.ts`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root.ts';

const SOURCE = join(ROOT, 'tools/font/glyphs.txt');
const TARGET = join(ROOT, 'firmware/font.ts');

/** Columns of the text file from one glyph to the next. */
const PITCH = 8;
const WIDTH = 5;
const HEIGHT = 7;
const FIRST = ' ';
const LAST = '^';

/** Five columns of seven dots, first column first; bit 6 is the topmost dot. */
export type Glyph = readonly number[];

function columnAt(rows: readonly string[], x: number): number {
  return rows.reduce((bits, row, y) => (row[x] === '#' ? bits | (0x40 >> y) : bits), 0);
}

/** The glyphs of the text file, by character. */
export function readGlyphs(text: string): Map<string, Glyph> {
  const lines = text.split('\n');
  const glyphs = new Map<string, Glyph>();
  lines.forEach((header, at) => {
    if (!header.startsWith(':')) return;
    const rows = lines.slice(at + 1, at + 1 + HEIGHT);
    for (let left = 0; left + 1 < header.length; left += PITCH) {
      const columns = Array.from({ length: WIDTH }, (_, x) => columnAt(rows, left + x));
      glyphs.set(header[left + 1] ?? '', columns);
    }
  });
  return glyphs;
}

function escaped(byte: number): string {
  return `\\x${byte.toString(16).padStart(2, '0')}`;
}

function row(code: number, glyph: Glyph | undefined): string {
  const character = String.fromCharCode(code);
  const bytes = [...(glyph ?? Array<number>(WIDTH).fill(0)), 0];
  const name = glyph === undefined ? `${character} is not drawn` : character === ' ' ? 'space' : character;
  return `  '${bytes.map(escaped).join('')}' + // ${name}`;
}

/** Text of firmware/font.ts. */
export function fontModule(glyphs: ReadonlyMap<string, Glyph>): string {
  const rows: string[] = [];
  for (let code = FIRST.charCodeAt(0); code <= LAST.charCodeAt(0); code++) {
    rows.push(row(code, glyphs.get(String.fromCharCode(code))));
  }
  return `/**
 * The display's font, made by tools/font.ts from tools/font/glyphs.txt: one byte a column, its highest bit on top, as
 * \`Graphics.setFontCustom\` wants it. The top row of every cell is blank, which keeps each byte within ASCII.
 */
export const FONT_FIRST_CHAR = '${FIRST}';
/** One character with its gap. */
export const FONT_WIDTH_DOTS = ${WIDTH + 1};
export const FONT_HEIGHT_DOTS = ${HEIGHT + 1};
/** This character is drawn as the degree sign, which ASCII lacks. */
export const DEGREE = '^';

export const FONT =
${rows.join('\n').replace(/ \+( \/\/[^\n]*)$/, ';$1')}
`;
}

if (process.argv[1] === import.meta.filename)
  writeFileSync(TARGET, fontModule(readGlyphs(readFileSync(SOURCE, 'utf8'))));
