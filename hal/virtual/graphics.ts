/**
 * Drawing into a one-bit buffer: the part of the interpreter's Graphics class that a small display needs, with its
 * pixel order, clipping and rounding (Espruino 2v29, checked against it in tests/hal/conformance).
 */
import type { Clock } from './clock.ts';
import { CALL, DOT_US, GLYPH_US, PIXEL_US } from './costs.ts';
import { NotModelled } from './errors.ts';
import { Raster } from './raster.ts';
import type { RasterOptions } from './raster.ts';

interface Font {
  readonly bits: string;
  readonly first: number;
  readonly width: number | string;
  readonly height: number;
  readonly scale: number;
}

/** Widest and highest buffer (Espruino 2v29). */
const MAX_SIZE = 32767;
const MAX_CHAR = 255;
/** Width that the interpreter measures for a character beyond the table of widths; it draws none. */
const MISSING_WIDTH = 255;

function whole(value: unknown): number {
  return Number(value) | 0;
}

export class Graphics {
  private readonly raster: Raster;
  private readonly clock: Clock;
  private foreground = 1;
  private background = 0;
  private font: Font | null = null;
  private alignX = -1;
  private alignY = -1;
  private cursorX = 0;
  private cursorY = 0;

  constructor(clock: Clock, width: number, height: number, bitsPerPixel: number, options: RasterOptions) {
    if (!(width > 0 && height > 0 && width <= MAX_SIZE && height <= MAX_SIZE)) throw new Error('Invalid Size');
    if (bitsPerPixel !== 1) throw new NotModelled(`Graphics with ${bitsPerPixel} bits per pixel`, 'only 1');
    if (options.zigzag) throw new NotModelled('Graphics option zigzag');
    this.clock = clock;
    this.raster = new Raster(width, height, options);
  }

  get buffer(): ArrayBuffer {
    return this.raster.buffer;
  }

  getWidth(): number {
    return this.raster.width;
  }

  getHeight(): number {
    return this.raster.height;
  }

  getBPP(): number {
    return 1;
  }

  clear(reset?: unknown): this {
    const { width, height } = this.raster;
    this.clock.chargeMore(CALL.graphics, this.raster.fillSteps(width, height) * PIXEL_US);
    if (reset) this.resetState();
    this.raster.fill(0, 0, width - 1, height - 1, this.background);
    return this;
  }

  reset(): this {
    this.clock.charge(CALL.graphics);
    this.resetState();
    return this;
  }

  setColor(color: unknown): this {
    this.clock.charge(CALL.graphics);
    this.foreground = colour(color);
    return this;
  }

  setBgColor(color: unknown): this {
    this.clock.charge(CALL.graphics);
    this.background = colour(color);
    return this;
  }

  getColor(): number {
    return this.foreground;
  }

  getBgColor(): number {
    return this.background;
  }

  setClipRect(x1: unknown, y1: unknown, x2: unknown, y2: unknown): this {
    this.clock.charge(CALL.graphics);
    this.raster.clipTo(whole(x1), whole(y1), whole(x2), whole(y2));
    return this;
  }

  fillRect(x1: unknown, y1?: unknown, x2?: unknown, y2?: unknown): this {
    return this.rectangle(x1, y1, x2, y2, this.foreground);
  }

  clearRect(x1: unknown, y1?: unknown, x2?: unknown, y2?: unknown): this {
    return this.rectangle(x1, y1, x2, y2, this.background);
  }

  drawRect(x1: unknown, y1: unknown, x2: unknown, y2: unknown): this {
    this.clock.charge(CALL.graphics);
    this.raster.frame(whole(x1), whole(y1), whole(x2), whole(y2), this.foreground);
    return this;
  }

  drawLine(x1: unknown, y1: unknown, x2: unknown, y2: unknown): this {
    this.clock.chargeMore(CALL.graphics, lineDots(whole(x2) - whole(x1), whole(y2) - whole(y1)) * DOT_US);
    this.raster.line(whole(x1), whole(y1), whole(x2), whole(y2), this.foreground);
    return this;
  }

  moveTo(x: unknown, y: unknown): this {
    this.clock.charge(CALL.graphics);
    this.cursorX = whole(x);
    this.cursorY = whole(y);
    return this;
  }

  lineTo(x: unknown, y: unknown): this {
    this.clock.chargeMore(CALL.graphics, lineDots(whole(x) - this.cursorX, whole(y) - this.cursorY) * DOT_US);
    this.raster.line(this.cursorX, this.cursorY, whole(x), whole(y), this.foreground);
    this.cursorX = whole(x);
    this.cursorY = whole(y);
    return this;
  }

  setPixel(x: unknown, y: unknown, color?: unknown): this {
    this.clock.charge(CALL.graphics);
    this.raster.fill(whole(x), whole(y), whole(x), whole(y), color === undefined ? this.foreground : colour(color));
    this.cursorX = whole(x);
    this.cursorY = whole(y);
    return this;
  }

  getPixel(x: unknown, y: unknown): number {
    this.clock.charge(CALL.graphics);
    return this.raster.get(whole(x), whole(y));
  }

  setFontCustom(bitmap: unknown, first: unknown, width: unknown, height: unknown): this {
    this.clock.charge(CALL.graphics);
    if (typeof bitmap !== 'string') throw new Error('Font bitmap must be a String');
    if (!(Number(first) >= 0 && Number(first) <= MAX_CHAR)) throw new Error('First character out of range');
    if (typeof width !== 'string' && !Number.isInteger(width))
      throw new Error('Font width must be a String or an integer');
    const packed = whole(height);
    if (packed >> 16 > 1) throw new NotModelled('Graphics font with more than one bit per pixel');
    const scale = Math.max(1, (packed >> 8) & 255);
    this.font = { bits: bitmap, first: whole(first), width: width as number | string, height: packed & 255, scale };
    return this;
  }

  setFontAlign(x: unknown, y: unknown, rotation?: unknown): this {
    this.clock.charge(CALL.graphics);
    if (whole(rotation) !== 0) throw new NotModelled('Graphics.setFontAlign with rotation');
    this.alignX = Math.sign(whole(x));
    this.alignY = Math.sign(whole(y));
    return this;
  }

  getFontHeight(): number {
    const font = this.needFont();
    return font.height * font.scale;
  }

  stringWidth(text: unknown): number {
    this.clock.charge(CALL.graphics);
    return Math.max(
      ...String(text)
        .split('\n')
        .map((line) => this.lineWidth(line)),
    );
  }

  stringMetrics(text: unknown): { width: number; height: number } {
    return { width: this.stringWidth(text), height: String(text).split('\n').length * this.getFontHeight() };
  }

  drawString(value: unknown, x: unknown, y: unknown, solid?: unknown): this {
    const text = String(value);
    this.clock.chargeMore(CALL.graphics, text.length * GLYPH_US);
    const lines = text.split('\n');
    const height = this.getFontHeight();
    let top = whole(y) - ((lines.length * height * (this.alignY + 1)) >> 1);
    for (const line of lines) {
      let left = whole(x) - ((this.lineWidth(line) * (this.alignX + 1)) >> 1);
      for (let i = 0; i < line.length; i++) left += this.glyph(line.charCodeAt(i), left, top, Boolean(solid));
      top += height;
    }
    return this;
  }

  private rectangle(x1: unknown, y1: unknown, x2: unknown, y2: unknown, color: number): this {
    const area = typeof x1 === 'object' && x1 !== null ? boxOf(x1) : [whole(x1), whole(y1), whole(x2), whole(y2)];
    const [a, b, c, d] = area as [number, number, number, number];
    this.clock.chargeMore(CALL.graphics, this.raster.fillSteps(Math.abs(c - a) + 1, Math.abs(d - b) + 1) * PIXEL_US);
    this.raster.fill(a, b, c, d, color);
    return this;
  }

  private resetState(): void {
    this.foreground = 1;
    this.background = 0;
    this.font = null;
    this.alignX = this.alignY = -1;
    this.raster.unclip();
  }

  private needFont(): Font {
    if (this.font === null) throw new NotModelled('Graphics built-in fonts', 'call setFontCustom first');
    return this.font;
  }

  private charWidth(font: Font, code: number, missing: number): number {
    if (typeof font.width === 'number') return font.width;
    if (code < font.first) return 0;
    const place = code - font.first;
    return place < font.width.length ? font.width.charCodeAt(place) : missing;
  }

  private lineWidth(line: string): number {
    const font = this.needFont();
    let width = 0;
    for (let i = 0; i < line.length; i++) width += this.charWidth(font, line.charCodeAt(i), MISSING_WIDTH) * font.scale;
    return width;
  }

  /** Draws one character, column by column as the font stores it; returns how far it moves on. */
  private glyph(code: number, left: number, top: number, solid: boolean): number {
    const font = this.needFont();
    const width = this.charWidth(font, code, 0);
    if (code < font.first) return width * font.scale;
    let columns = 0;
    if (typeof font.width === 'number') columns = font.width * (code - font.first);
    else for (let i = 0; i < code - font.first && i < font.width.length; i++) columns += font.width.charCodeAt(i);
    let bit = columns * font.height;
    const size = font.scale;
    for (let cx = 0; cx < width; cx++) {
      for (let cy = 0; cy < font.height; cy++, bit++) {
        const isSet = ((font.bits.charCodeAt(bit >> 3) || 0) >> (7 - (bit & 7))) & 1;
        if (isSet === 0 && !solid) continue;
        const x = left + cx * size;
        const y = top + cy * size;
        this.clock.spend(DOT_US + (size * size - 1) * PIXEL_US);
        this.raster.fill(x, y, x + size - 1, y + size - 1, isSet === 1 ? this.foreground : this.background);
      }
    }
    return width * size;
  }
}

function lineDots(dx: number, dy: number): number {
  return Math.max(Math.abs(dx), Math.abs(dy)) + 1;
}

function colour(value: unknown): number {
  return whole(value) & 1;
}

function boxOf(box: object): number[] {
  const area = box as { x?: unknown; y?: unknown; x2?: unknown; y2?: unknown; w?: unknown; h?: unknown };
  const x = whole(area.x);
  const y = whole(area.y);
  const x2 = area.x2 === undefined ? x + whole(area.w) - 1 : whole(area.x2);
  const y2 = area.y2 === undefined ? y + whole(area.h) - 1 : whole(area.y2);
  return [x, y, x2, y2];
}
