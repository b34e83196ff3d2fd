import { expect } from 'chai';
import { newDevice } from '../../../firmware/device.ts';
import type { Inputs } from '../../../hal/machine.ts';

/** What the data line shows, one level for each half of a clock pulse, most significant bit first. */
let samples = new Uint8Array(7);
let sent: readonly number[] = [];

/** The few natives that the driver meets; nothing of the simulated chip. */
function standIn(): void {
  class Spi {
    setup(): void {
      sent = [];
    }
    send(bytes: Uint8Array): Uint8Array {
      sent = [...bytes];
      return samples;
    }
  }
  Object.assign(globalThis, { Pin: class {}, SPI: Spi, pinMode: () => undefined, digitalWrite: () => undefined });
}

/** The samples of a healthy word: every bit seen twice, then the line high. */
function samplesOf(word: number): Uint8Array {
  const bits = (word >>> 0).toString(2).padStart(32, '0').slice(8);
  const doubled = [...bits].map((bit) => bit + bit).join('') + '11111111';
  return Uint8Array.from({ length: 7 }, (_, k) => parseInt(doubled.slice(8 * k, 8 * k + 8), 2));
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

  function reads(bytes: Uint8Array): Inputs {
    samples = bytes;
    read(inputs);
    return inputs;
  }

  it('extends the sign of 24 bits', () => {
    for (const word of [0, 1, -1, 8_388_607, -8_388_608, 123_456, -123_456]) {
      expect(reads(samplesOf(word)).loadCounts, String(word)).to.equal(word);
    }
    expect(inputs).to.include({ loadCount: 7, loadRejects: 0 });
  });

  it('sends 25 clock pulses, each followed by its pause', () => {
    reads(samplesOf(0));
    const line = sent.map((byte) => byte.toString(2).padStart(8, '0')).join('');
    expect(line).to.equal('10'.repeat(25) + '0'.repeat(6));
  });

  it('rejects a word whose last sample is not high: a pulse too few or too many', () => {
    for (let bit = 0; bit < 7; bit++) {
      const damaged = samplesOf(123_456);
      damaged[6]! ^= 1 << bit;
      expect(reads(damaged).loadCounts, `bit ${bit}`).to.equal(0);
    }
    expect(inputs).to.include({ loadCount: 0, loadRejects: 7 });
  });

  it('rejects a word in which the line moved within a clock pulse, whichever', () => {
    for (let bit = 0; bit < 48; bit++) {
      const damaged = samplesOf(123_456);
      damaged[bit >> 3]! ^= 0x80 >> (bit & 7);
      reads(damaged);
    }
    expect(inputs).to.include({ loadCount: 0, loadCounts: 0, loadRejects: 48 });
  });
});
