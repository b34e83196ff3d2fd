/** The terminal as a screen that is redrawn in place and left as it was found. */
import { styleText } from 'node:util';

const HIDE_CURSOR = '\u001b[?25l';
const SHOW_CURSOR = '\u001b[?25h';
const CLEAR_LINE = '\u001b[K';
const CLEAR_BELOW = '\u001b[J';

type Style = Parameters<typeof styleText>[0];

export function styled(style: Style, text: string): string {
  return styleText(style, text);
}

export class Screen {
  private readonly out: NodeJS.WriteStream;
  private height = 0;

  constructor(out: NodeJS.WriteStream) {
    this.out = out;
  }

  get columns(): number {
    return this.out.columns;
  }

  open(): void {
    this.out.write(HIDE_CURSOR);
  }

  /** Draws over the last frame; a frame taller than the terminal is cut, as it could not be drawn over. */
  draw(lines: readonly string[]): void {
    const shown = lines.slice(0, Math.max(1, this.out.rows - 1));
    const up = this.height > 0 ? `\u001b[${this.height}A` : '';
    this.out.write(`${up}\r${shown.map((line) => line + CLEAR_LINE).join('\n')}\n${CLEAR_BELOW}`);
    this.height = shown.length;
  }

  /** Leaves the last frame standing and gives the cursor back. */
  close(): void {
    this.out.write(SHOW_CURSOR);
  }
}

/** A bar of full, partial and empty blocks. */
export function bar(share: number, width: number): string {
  const eighths = Math.round(Math.min(1, Math.max(0, share)) * width * 8);
  const [full, part] = [Math.floor(eighths / 8), eighths % 8];
  const partial = part === 0 ? '' : String.fromCharCode(0x2590 - part);
  return ('█'.repeat(full) + partial).padEnd(width, '░');
}

/** Width as the terminal counts it: without the escape sequences of colours. */
export function visibleLength(text: string): number {
  return text.replace(/\u001b\[[0-9;?]*[A-Za-z]/g, '').length;
}

export function padVisible(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - visibleLength(text)));
}
