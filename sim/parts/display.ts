/** The display: an SSD1306 on the bus that it shares with the accelerometer. */
import type { I2cDevice } from '../../hal/virtual/contract.ts';
import { PropertyMaker } from './part.ts';
import type { Part, Site } from './part.ts';
import type { Property } from './property.ts';
import { HEIGHT, Ssd1306, WIDTH } from './ssd1306.ts';

export const DISPLAY_ADDRESS = 0x3c;

/** Control byte before a command or data: one byte only, or all that follow; command or data. */
const ONE_BYTE = 0x80;
const IS_DATA = 0x40;

export class Display implements Part, I2cDevice {
  readonly name = 'display';
  readonly help = 'SSD1306 display, 128 x 64, I2C address 0x3C, mounted for segment remap A1 and scan direction C8.';
  readonly properties: readonly Property[];
  private readonly ack: Property;
  private chip = new Ssd1306();
  private powered = true;
  private readonly seen = new Uint8Array(WIDTH * HEIGHT);

  constructor(site: Site) {
    const maker = new PropertyMaker(site.random);
    this.ack = maker.bit('ack', '1 while the display acknowledges its address; stuck 0: it is silent.');
    this.properties = maker.made;
  }

  /** Supply of the display comes or goes; its memory does not outlive it. */
  power(on: boolean): void {
    this.powered = on;
    this.chip = new Ssd1306();
  }

  /** Command bytes that the model does not know, in the order they came. */
  get unknownCommands(): readonly number[] {
    return this.chip.unknown;
  }

  get contrast(): number {
    return this.chip.contrast;
  }

  write(bytes: Uint8Array, atUs: number): boolean {
    if (!this.powered || !this.ack.passBit(true, atUs)) return false;
    let at = 0;
    while (at < bytes.length) {
      const control = bytes[at]!;
      const end = (control & ONE_BYTE) !== 0 ? Math.min(at + 2, bytes.length) : bytes.length;
      at += 1;
      if ((control & IS_DATA) !== 0) for (; at < end; at++) this.chip.takeData(bytes[at]!);
      else for (; at < end; at++) this.chip.takeCommand(bytes[at]!);
    }
    return true;
  }

  /** The status byte: bit 6 says that the panel is off. */
  read(count: number, atUs: number): Uint8Array | null {
    if (!this.powered || !this.ack.passBit(true, atUs)) return null;
    return new Uint8Array(count).fill(this.chip.on ? 0x00 : 0x40);
  }

  /** What a person sees, row by row, 1 for a lit pixel. Always the same array. */
  pixels(): Uint8Array {
    const { seen, chip } = this;
    for (let y = 0; y < HEIGHT; y++) {
      for (let x = 0; x < WIDTH; x++) seen[y * WIDTH + x] = chip.pixel(x, y);
    }
    return seen;
  }

  /** The same as 64 lines of text, `#` for a lit pixel. */
  rows(): string[] {
    const pixels = this.pixels();
    return Array.from({ length: HEIGHT }, (_row, y) => {
      let row = '';
      for (let x = 0; x < WIDTH; x++) row += pixels[y * WIDTH + x] === 1 ? '#' : '.';
      return row;
    });
  }
}
