/**
 * Memory and command decoder of an SSD1306 display controller, 128 x 64 (datasheet of Solomon Systech, section 9 and 10).
 * Timing and power of the panel are left out, except that it is dark while it is off or its charge pump is.
 */

export const WIDTH = 128;
export const HEIGHT = 64;
const PAGES = HEIGHT / 8;

/** Commands with arguments, by number of arguments; all others have none. */
const ARGUMENTS: Readonly<Record<number, number>> = {
  0x20: 1,
  0x21: 2,
  0x22: 2,
  0x26: 6,
  0x27: 6,
  0x29: 5,
  0x2a: 5,
  0x81: 1,
  0x8d: 1,
  0xa3: 2,
  0xa8: 1,
  0xd3: 1,
  0xd5: 1,
  0xd9: 1,
  0xda: 1,
  0xdb: 1,
};
/** Commands that change nothing which the model shows: timing, voltages, multiplex, offset, scroll off, no operation. */
const HARMLESS: ReadonlySet<number> = new Set([0x2e, 0xa8, 0xd3, 0xd5, 0xd9, 0xda, 0xdb, 0xe3]);

/** The same for every byte, quicker to look up. */
const ARGUMENT_COUNTS = Uint8Array.from({ length: 256 }, (_, command) => ARGUMENTS[command] ?? 0);

type Addressing = 'horizontal' | 'vertical' | 'page';

export class Ssd1306 {
  /** Display memory, one byte for eight pixels below each other, page after page. */
  readonly memory = new Uint8Array(WIDTH * PAGES);
  /** Command bytes that the model does not know. */
  readonly unknown: number[] = [];
  contrast = 0x7f;
  on = false;
  private pump = false;
  private allOn = false;
  private inverted = false;
  private mirrored = true;
  private upsideDown = true;
  private startLine = 0;
  private addressing: Addressing = 'page';
  private column = 0;
  private page = 0;
  private columnFirst = 0;
  private columnLast = WIDTH - 1;
  private pageFirst = 0;
  private pageLast = PAGES - 1;
  private command = -1;
  private readonly given: number[] = [];

  /** One byte of the command stream. */
  takeCommand(byte: number): void {
    if (this.command < 0) {
      this.command = byte;
      this.given.length = 0;
    } else {
      this.given.push(byte);
    }
    if (this.given.length < ARGUMENT_COUNTS[this.command]!) return;
    const command = this.command;
    this.command = -1;
    if (ARGUMENT_COUNTS[command] === 0) this.plain(command);
    else this.withArguments(command, this.given[0]!, this.given[1] ?? 0);
  }

  takeData(byte: number): void {
    this.memory[this.page * WIDTH + this.column] = byte;
    if (this.addressing === 'vertical') this.advanceDown();
    else this.advanceRight();
  }

  /** What a person sees at a place, from the upper left corner of the usual way to mount the panel. */
  pixel(x: number, y: number): 0 | 1 {
    if (!this.on || !this.pump) return 0;
    if (this.allOn) return 1;
    const column = this.mirrored ? WIDTH - 1 - x : x;
    const row = ((this.upsideDown ? HEIGHT - 1 - y : y) + this.startLine) % HEIGHT;
    const lit = (this.memory[(row >> 3) * WIDTH + column]! >> (row & 7)) & 1;
    return (this.inverted ? 1 - lit : lit) as 0 | 1;
  }

  private plain(command: number): void {
    if (command <= 0x0f) this.column = (this.column & 0x70) | command;
    else if (command <= 0x1f) this.column = (this.column & 0x0f) | ((command & 0x07) << 4);
    else if (command >= 0x40 && command <= 0x7f) this.startLine = command & 0x3f;
    else if (command >= 0xb0 && command <= 0xb7) this.page = command & 0x07;
    else if (command === 0xa0 || command === 0xa1) this.mirrored = command === 0xa0;
    else if (command === 0xa4 || command === 0xa5) this.allOn = command === 0xa5;
    else if (command === 0xa6 || command === 0xa7) this.inverted = command === 0xa7;
    else if (command === 0xae || command === 0xaf) this.on = command === 0xaf;
    else if (command >= 0xc0 && command <= 0xcf) this.upsideDown = command < 0xc8;
    else if (!HARMLESS.has(command)) this.unknown.push(command);
  }

  private withArguments(command: number, first: number, second: number): void {
    if (command === 0x20) this.addressing = first === 0 ? 'horizontal' : first === 1 ? 'vertical' : 'page';
    else if (command === 0x21)
      [this.columnFirst, this.columnLast, this.column] = [first & 0x7f, second & 0x7f, first & 0x7f];
    else if (command === 0x22) [this.pageFirst, this.pageLast, this.page] = [first & 7, second & 7, first & 7];
    else if (command === 0x81) this.contrast = first;
    else if (command === 0x8d) this.pump = (first & 0x04) !== 0;
    else if (!HARMLESS.has(command)) this.unknown.push(command);
  }

  private advanceRight(): void {
    if (this.addressing === 'page') {
      this.column = (this.column + 1) % WIDTH;
      return;
    }
    this.column = this.column === this.columnLast ? this.columnFirst : (this.column + 1) % WIDTH;
    if (this.column === this.columnFirst)
      this.page = this.page === this.pageLast ? this.pageFirst : (this.page + 1) % PAGES;
  }

  private advanceDown(): void {
    this.page = this.page === this.pageLast ? this.pageFirst : (this.page + 1) % PAGES;
    if (this.page === this.pageFirst)
      this.column = this.column === this.columnLast ? this.columnFirst : (this.column + 1) % WIDTH;
  }
}
