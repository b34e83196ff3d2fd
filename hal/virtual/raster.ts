/** A buffer of one-bit pixels: pixel order, clipping, rectangles and lines as the interpreter draws them. */

export interface RasterOptions {
  vertical_byte?: unknown;
  msb?: unknown;
  zigzag?: unknown;
  buffer?: unknown;
}

/** Lines run in fixed point with this many fractional bits. */
const LINE_SHIFT = 8;
const BYTE_BITS = 8;
/** Every byte with its bits the other way round. */
const MIRRORED = Uint8Array.from({ length: 256 }, (_, byte) => {
  let mirrored = 0;
  for (let bit = 0; bit < BYTE_BITS; bit++) mirrored |= ((byte >> bit) & 1) << (BYTE_BITS - 1 - bit);
  return mirrored;
});

export class Raster {
  readonly buffer: ArrayBuffer;
  readonly width: number;
  readonly height: number;
  private readonly pixels: Uint8Array;
  private readonly vertical: boolean;
  private readonly msb: boolean;
  private clip = { x1: 0, y1: 0, x2: 0, y2: 0 };

  constructor(width: number, height: number, options: RasterOptions) {
    this.vertical = Boolean(options.vertical_byte);
    if (this.vertical && height % BYTE_BITS !== 0)
      throw new Error('height must be a multiple of 8 when using vertical_byte');
    this.width = width;
    this.height = height;
    // Most significant bit first is the default since firmware 2v25.
    this.msb = options.msb === undefined || Boolean(options.msb);
    this.buffer = options.buffer instanceof ArrayBuffer ? options.buffer : new ArrayBuffer((width * height + 7) >> 3);
    this.pixels = new Uint8Array(this.buffer);
    this.unclip();
  }

  unclip(): void {
    this.clip = { x1: 0, y1: 0, x2: this.width - 1, y2: this.height - 1 };
  }

  clipTo(x1: number, y1: number, x2: number, y2: number): void {
    this.clip = {
      x1: Math.max(0, Math.min(x1, x2)),
      y1: Math.max(0, Math.min(y1, y2)),
      x2: Math.min(this.width - 1, Math.max(x1, x2)),
      y2: Math.min(this.height - 1, Math.max(y1, y2)),
    };
  }

  get(x: number, y: number): number {
    if (x < 0 || y < 0 || x >= this.width || y >= this.height) return 0;
    return (this.pixels[this.byteOf(x, y)]! >> this.bitOf(x, y)) & 1;
  }

  fill(x1: number, y1: number, x2: number, y2: number, color: number): void {
    const clip = this.clip;
    const left = Math.max(clip.x1, Math.min(x1, x2));
    const right = Math.min(clip.x2, Math.max(x1, x2));
    const top = Math.max(clip.y1, Math.min(y1, y2));
    const bottom = Math.min(clip.y2, Math.max(y1, y2));
    if (bottom < top) return;
    if (this.vertical) this.fillPages(left, top, right, bottom, color);
    else this.fillDots(left, top, right, bottom, color);
  }

  frame(x1: number, y1: number, x2: number, y2: number, color: number): void {
    this.fill(x1, y1, x2, y1, color);
    this.fill(x2, y1, x2, y2, color);
    this.fill(x1, y2, x2, y2, color);
    this.fill(x1, y2, x1, y1, color);
  }

  line(x1: number, y1: number, x2: number, y2: number, color: number): void {
    const steep = Math.abs(x2 - x1) <= Math.abs(y2 - y1);
    const swap = steep ? y1 > y2 : x1 > x2;
    const [ax, ay, bx, by] = swap ? [x2, y2, x1, y1] : [x1, y1, x2, y2];
    const from = steep ? ay : ax;
    const to = steep ? by : bx;
    const across = steep ? bx - ax : by - ay;
    let position = ((steep ? ax : ay) << LINE_SHIFT) + (1 << (LINE_SHIFT - 1));
    const step = Math.trunc((across << LINE_SHIFT) / Math.max(1, to - from));
    for (let i = from; i <= to; i++, position += step) {
      const other = position >> LINE_SHIFT;
      if (steep) this.fill(other, i, other, i, color);
      else this.fill(i, other, i, other, color);
    }
  }

  /** Steps that the interpreter takes to fill an area: a row-wise buffer is filled by whole bytes, the other dot by dot. */
  fillSteps(width: number, height: number): number {
    const columns = Math.min(width, this.width);
    return Math.min(height, this.height) * (this.vertical ? columns : Math.ceil(columns / BYTE_BITS));
  }

  /** Eight rows at a time: a byte holds them. */
  private fillPages(left: number, top: number, right: number, bottom: number, color: number): void {
    const { pixels, width } = this;
    for (let page = top >> 3; page <= bottom >> 3; page++) {
      const first = Math.max(top - page * BYTE_BITS, 0);
      const last = Math.min(bottom - page * BYTE_BITS, BYTE_BITS - 1);
      const rows = ((2 << last) - (1 << first)) & 0xff;
      const mask = this.msb ? MIRRORED[rows]! : rows;
      const end = page * width + right;
      for (let place = page * width + left; place <= end; place++) {
        pixels[place] = color === 1 ? pixels[place]! | mask : pixels[place]! & ~mask;
      }
    }
  }

  private fillDots(left: number, top: number, right: number, bottom: number, color: number): void {
    for (let y = top; y <= bottom; y++) {
      for (let x = left; x <= right; x++) {
        const place = this.byteOf(x, y);
        const mask = 1 << this.bitOf(x, y);
        if (color === 1) this.pixels[place]! |= mask;
        else this.pixels[place]! &= ~mask;
      }
    }
  }

  private byteOf(x: number, y: number): number {
    return this.vertical ? x + (y >> 3) * this.width : (x + y * this.width) >> 3;
  }

  private bitOf(x: number, y: number): number {
    const bit = this.vertical ? y & 7 : (x + y * this.width) & 7;
    return this.msb ? 7 - bit : bit;
  }
}
