import { expect } from 'chai';
import { newDevice } from '../../../firmware/device.ts';
import type { Inputs } from '../../../hal/machine.ts';

/** Levels of the data line, one a clock pulse. */
let line: number[] = [];
/** Clock pulses since the converter was ready. */
let pulses = 0;

function shiftIn(bits: number): number {
  let value = 0;
  for (let n = 0; n < bits; n++) value = (value << 1) | (line[pulses++] ?? 1);
  return value;
}

/** The few natives that the driver meets; nothing of the simulated chip. */
function standIn(): void {
  class Spi {
    private bits = 8;

    setup(options: { bits?: number }): void {
      this.bits = options.bits ?? 8;
    }

    send(data: number | Uint8Array): number | Uint8Array {
      return typeof data === 'number' ? shiftIn(this.bits) : data.map(() => shiftIn(this.bits));
    }
  }
  Object.assign(globalThis, { Pin: class {}, SPI: Spi, pinMode: () => undefined, digitalWrite: () => undefined });
}

/** The levels of a word, most significant bit first, and the line high after it. */
function levelsOf(word: number): number[] {
  const bits = (word >>> 0).toString(2).padStart(32, '0').slice(8);
  return [...bits].map(Number).concat(1);
}

describe('load-cell driver', () => {
  let inputs: Inputs;
  let read: (i: Inputs) => void;

  before(async () => {
    standIn();
    const driver = await import('../../../hal/board/loadcell.ts');
    driver.initLoadCell();
    read = driver.readLoadCell;
  });

  after(() => {
    for (const name of ['Pin', 'SPI', 'pinMode', 'digitalWrite']) Reflect.deleteProperty(globalThis, name);
  });

  beforeEach(() => {
    inputs = newDevice().inputs;
  });

  function reads(levels: number[]): Inputs {
    line = levels;
    pulses = 0;
    read(inputs);
    return inputs;
  }

  it('extends the sign of 24 bits', () => {
    for (const word of [0, 1, -2, 8_388_607, -8_388_608, 123_456, -123_456]) {
      expect(reads(levelsOf(word)).loadCounts, String(word)).to.equal(word);
    }
    expect(inputs).to.include({ loadCount: 7, loadRejects: 0 });
  });

  it('takes no word that ends in twelve ones: the converter was reset within it', () => {
    expect(reads(levelsOf(-1)).loadCount).to.equal(0);
    expect(reads(levelsOf(0x123fff)).loadCount).to.equal(0);
    expect(inputs.loadRejects).to.equal(2);
    expect(reads(levelsOf(0x1237ff)).loadCounts).to.equal(0x1237ff);
    expect(reads(levelsOf(0x7fffff)).loadCounts, 'saturation').to.equal(0x7fffff);
  });

  it('gives 25 clock pulses, never another number', () => {
    reads(levelsOf(123_456));
    expect(pulses).to.equal(25);
    reads(new Array<number>(25).fill(0));
    expect(pulses).to.equal(25);
  });

  it('rejects a word after which the line is low: it is stuck, or a pulse was lost', () => {
    const levels = levelsOf(123_456);
    levels[24] = 0;
    expect(reads(levels)).to.include({ loadCounts: 0, loadCount: 0, loadRejects: 1 });
    expect(reads(levelsOf(123_456))).to.include({ loadCounts: 123_456, loadCount: 1, loadRejects: 1 });
  });
});
