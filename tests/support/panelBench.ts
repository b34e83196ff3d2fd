/** The panel with its drivers on a simulated chip: display, lamp and buzzer as a person sees and hears them. */
import { join } from 'node:path';
import { compileFunction } from 'node:vm';
import { buildSync } from 'esbuild';
import type { Device } from '../../firmware/device.ts';
import type { Panel } from '../../firmware/panel.ts';
import type { PanelView } from '../../hal/machine.ts';
import { PINS } from '../../hal/board/pins.ts';
import { Chip } from '../../hal/virtual/chip.ts';
import { createRig, type Rig } from '../../sim/rig.ts';
import { readDisplay } from '../../sim/display-text.ts';
import { readyDevice } from './deviceInHand.ts';

export const TICK_MS = 100;
const ROOT = join(import.meta.dirname, '../..');

/** Drivers look up the chip's functions as globals, so that they are bundled and run as a program of the chip. */
const ENTRY = `
export { newPanel, panelSignals, panelView } from './firmware/panel.ts';
export { FONT, FONT_FIRST_CHAR } from './firmware/font.ts';
export { initPanel, writeDisplay, writeSignals } from './hal/board/panel.ts';
export { display } from './hal/board/display.ts';
`;

interface Program {
  newPanel(): Panel;
  panelSignals(panel: Panel, device: Device): void;
  panelView(panel: Panel, device: Device): void;
  readonly FONT: string;
  readonly FONT_FIRST_CHAR: string;
  initPanel(font: string, firstChar: string): void;
  writeSignals(view: PanelView): void;
  writeDisplay(view: PanelView, nowMs: number): void;
  readonly display: { readonly misses: number };
}

let bundled = '';

function bundle(): string {
  if (bundled !== '') return bundled;
  const { outputFiles } = buildSync({
    stdin: { contents: ENTRY, resolveDir: ROOT, loader: 'ts' },
    bundle: true,
    format: 'iife',
    globalName: 'made',
    target: 'es2022',
    write: false,
  });
  bundled = `${outputFiles[0]?.text ?? ''}\nreturn made;`;
  return bundled;
}

export class PanelBench {
  readonly chip = new Chip();
  readonly rig: Rig;
  readonly device: Device;
  readonly panel: Panel;
  private readonly program: Program;

  constructor(device: Device = readyDevice()) {
    const { chip } = this;
    const person = { massKg: 80, friction: 0.2 };
    this.rig = createRig(chip, { seed: 1, person, supplyV: 24, noise: 0, startAngleDeg: 0 });
    // No program of its own: the test calls the drivers with the chip's API.
    chip.powerUp('', { name: 'node', boot: () => undefined, dispose: () => undefined });
    chip.runUntil(1_000_000);
    const api = chip.api;
    this.program = (compileFunction(bundle(), Object.keys(api)) as (...natives: unknown[]) => Program)(
      ...Object.values(api),
    );
    const { Pin, I2C1 } = api as { Pin: new (name: string) => unknown; I2C1: { setup(options: object): void } };
    I2C1.setup({ sda: new Pin(PINS.i2cSda), scl: new Pin(PINS.i2cScl), bitrate: 400_000 });
    this.program.initPanel(this.program.FONT, this.program.FONT_FIRST_CHAR);
    this.device = device;
    this.panel = this.program.newPanel();
  }

  /** One tick of the panel; what the device knows is up to the test. */
  tick(): void {
    const { chip, device, panel, program } = this;
    device.ticks += 1;
    device.inputs.nowMs += TICK_MS;
    program.panelView(panel, device);
    program.writeDisplay(panel.view, device.inputs.nowMs);
    program.panelSignals(panel, device);
    if (panel.view.signal) program.writeSignals(panel.view);
    chip.runUntil(chip.nowUs + TICK_MS * 1000);
  }

  run(ticks: number): void {
    for (let k = 0; k < ticks; k += 1) this.tick();
  }

  /** Lines of text that can be read off the display. */
  lines(): string[] {
    return readDisplay(this.rig.display.pixels());
  }

  /** Transfers to the display that failed. */
  misses(): number {
    return this.program.display.misses;
  }

  /** The display as lines of Braille characters, which are two dots wide and four high. */
  picture(): string[] {
    const rows = this.rig.display.rows();
    return Array.from({ length: rows.length / 4 }, (_, line) => brailleLine(rows.slice(4 * line, 4 * line + 4)));
  }
}

/** Bits of a Braille character by row and column. */
const BRAILLE = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
];

function brailleLine(rows: readonly string[]): string {
  let line = '';
  for (let x = 0; x < (rows[0]?.length ?? 0); x += 2) {
    let bits = 0;
    BRAILLE.forEach((columns, y) => columns.forEach((bit, k) => (bits |= rows[y]?.[x + k] === '#' ? bit : 0)));
    line += String.fromCharCode(0x2800 + bits);
  }
  return line;
}
