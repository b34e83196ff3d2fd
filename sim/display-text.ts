/** Reads the text off the display's pixels, by the font and the arrangements that the firmware draws with. */
import { DEGREE, FONT, FONT_FIRST_CHAR, FONT_HEIGHT_DOTS, FONT_WIDTH_DOTS } from '../firmware/font.ts';
import { LAYOUTS } from '../firmware/screens.ts';

const WIDTH = 128;
const HEIGHT = 64;
/** Stands for dots that are no character. */
const UNREADABLE = '\uFFFD';

/** Where one text stands: left and right edge and top in dots, and how many times its characters are enlarged. */
interface Cell {
  readonly x: number;
  readonly y: number;
  readonly right: number;
  readonly scale: number;
}

/** Character by its columns, each a byte with its highest bit on top. */
const GLYPHS = glyphs();

function glyphs(): Map<string, string> {
  const known = new Map<string, string>();
  for (let at = FONT.length - FONT_WIDTH_DOTS; at >= 0; at -= FONT_WIDTH_DOTS) {
    const columns = Array.from({ length: FONT_WIDTH_DOTS }, (_, column) => FONT.charCodeAt(at + column));
    const character = String.fromCharCode(FONT_FIRST_CHAR.charCodeAt(0) + at / FONT_WIDTH_DOTS);
    // Blank ones that are not drawn come first and are overwritten by the space, the first character of the font.
    known.set(columns.join(), character === DEGREE ? '°' : character);
  }
  return known;
}

/** One dot of a character of this size; null where the pixels are no square of one colour. */
function dot(pixels: Uint8Array, x: number, y: number, scale: number): number | null {
  const at = (column: number, row: number): number =>
    column < WIDTH && row < HEIGHT ? (pixels[row * WIDTH + column] ?? 0) : 0;
  const lit = at(x, y);
  for (let k = 1; k < scale * scale; k += 1) {
    if (at(x + (k % scale), y + Math.floor(k / scale)) !== lit) return null;
  }
  return lit;
}

function characterAt(pixels: Uint8Array, x: number, y: number, scale: number): string {
  const columns: number[] = [];
  for (let column = 0; column < FONT_WIDTH_DOTS; column += 1) {
    let byte = 0;
    for (let row = 0; row < FONT_HEIGHT_DOTS; row += 1) {
      const lit = dot(pixels, x + column * scale, y + row * scale, scale);
      if (lit === null) return UNREADABLE;
      byte = (byte << 1) | lit;
    }
    columns.push(byte);
  }
  return GLYPHS.get(columns.join()) ?? UNREADABLE;
}

function cellText(pixels: Uint8Array, cell: Cell): string {
  const width = FONT_WIDTH_DOTS * cell.scale;
  let text = '';
  for (let x = cell.x; x + width <= cell.right + 1; x += width) text += characterAt(pixels, x, cell.y, cell.scale);
  return text.trimEnd();
}

/** How much of a reading is text: what cannot be read counts against it. */
function sense(lines: readonly string[]): number {
  const all = lines.join('');
  const unreadable = all.split(UNREADABLE).length - 1;
  return all.replaceAll(' ', '').length - 4 * unreadable;
}

function readLayout(pixels: Uint8Array, layout: readonly Cell[]): string[] {
  const tops = [...new Set(layout.map((cell) => cell.y))].sort((a, b) => a - b);
  return tops.map((y) =>
    layout
      .filter((cell) => cell.y === y)
      .map((cell) => cellText(pixels, cell))
      .join(' ')
      .trimEnd(),
  );
}

/** Lines of text from top to bottom; `pixels` row by row, 1 for lit. Empty lines are left out. */
export function readDisplay(pixels: Uint8Array): string[] {
  const readings = LAYOUTS.map((layout) => readLayout(pixels, layout));
  const best = readings.reduce((a, b) => (sense(b) > sense(a) ? b : a));
  return best.filter((line) => line.trim() !== '');
}
