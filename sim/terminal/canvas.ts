/** A drawing made of Braille characters: two by four dots in each character cell. */

/** Unicode block of Braille patterns; the low eight bits are the dots. */
const BRAILLE_BASE = 0x2800;
/** Bit of each dot by row and column of the cell (Unicode, Braille Patterns). */
const DOTS = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const;

export class Canvas {
  readonly columns: number;
  readonly rows: number;
  private readonly cells: Uint8Array;

  constructor(columns: number, rows: number) {
    this.columns = columns;
    this.rows = rows;
    this.cells = new Uint8Array(columns * rows);
  }

  /** Dots, not characters: x from the left, y from the top. Outside of the drawing nothing happens. */
  dot(x: number, y: number): void {
    const [column, row] = [Math.floor(x / 2), Math.floor(y / 4)];
    if (column < 0 || row < 0 || column >= this.columns || row >= this.rows) return;
    const bit = DOTS[Math.floor(y) & 3]?.[Math.floor(x) & 1] ?? 0;
    const index = row * this.columns + column;
    this.cells[index] = (this.cells[index] ?? 0) | bit;
  }

  line(x0: number, y0: number, x1: number, y1: number): void {
    const steps = Math.max(1, Math.ceil(Math.max(Math.abs(x1 - x0), Math.abs(y1 - y0))));
    for (let step = 0; step <= steps; step += 1) {
      this.dot(x0 + ((x1 - x0) * step) / steps, y0 + ((y1 - y0) * step) / steps);
    }
  }

  circle(x: number, y: number, radius: number): void {
    const steps = Math.ceil(radius * 8);
    for (let step = 0; step < steps; step += 1) {
      const angle = (2 * Math.PI * step) / steps;
      this.dot(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
    }
  }

  lines(): string[] {
    return Array.from({ length: this.rows }, (_, row) =>
      String.fromCharCode(
        ...Array.from(this.cells.subarray(row * this.columns, (row + 1) * this.columns), (cell) => BRAILLE_BASE + cell),
      ),
    );
  }
}
