import { expect } from 'chai';
import type { Chip } from '../../../hal/virtual/chip.ts';
import type { I2cDevice } from '../../../hal/virtual/contract.ts';
import { lab } from './lab.ts';

/** A device with registers that count up from the one written last. */
class Registers implements I2cDevice {
  readonly writes: number[][] = [];
  readonly atUs: number[] = [];
  private register = 0;

  write(bytes: Uint8Array, atUs: number): boolean {
    this.writes.push([...bytes]);
    this.atUs.push(atUs);
    this.register = bytes[0]!;
    return true;
  }

  read(count: number): Uint8Array {
    return Uint8Array.from({ length: count }, (_, i) => this.register + i);
  }
}

const SETUP = 'I2C1.setup({sda:D44,scl:D45,bitrate:400000});';
const attempt = (code: string): string => `try{${code}}catch(e){say(e.toString())}`;

function withRegisters(program: string): { device: Registers } & ReturnType<typeof lab> {
  const device = new Registers();
  const attach = (chip: Chip): void => chip.attachI2c('D44', 'D45', 0x19, device);
  return { device, ...lab(program, attach) };
}

describe('I2C', () => {
  it('hands whole transactions to the device: numbers, strings, arrays of arrays, counts', () => {
    const { device, said } = withRegisters(
      `${SETUP}I2C1.writeTo(0x19,1);I2C1.writeTo(0x19,[1,[2,3]],"AB",new Uint8Array([9]));I2C1.writeTo({address:0x19,stop:false},{data:7,count:3});` +
        'say([].slice.call(I2C1.readFrom(0x19,2)));say([].slice.call(I2C1.readReg(0x19,40,3)))',
    );
    expect(device.writes).to.deep.equal([[1], [1, 2, 3, 65, 66, 9], [7, 7, 7], [40]]);
    expect(said).to.deep.equal([
      [7, 8],
      [40, 41, 42],
    ]);
  });

  it('takes nine bits a byte at the rate of the hardware: 1,025 bytes at 400 kHz are 23 ms', () => {
    const { device } = withRegisters(`${SETUP}var b=new Uint8Array(1025);I2C1.writeTo(0x19,0);I2C1.writeTo(0x19,b)`);
    expect(device.atUs[1]! - device.atUs[0]!).to.be.closeTo(680 + (1026 * 9 + 2) * 2.5, 1);
  });

  it("fails with the driver's exception where nobody answers or a line is broken", () => {
    const ask = attempt('say(I2C1.readFrom(0x19,1)[0])');
    const { chip, said, run } = withRegisters(
      `${SETUP}${attempt('I2C1.writeTo(0x20,1)')}setInterval(function(){${ask}},20)`,
    );
    run(21);
    chip.pad('D44').setWire('open');
    run(20);
    chip.pad('D44').setWire('ok');
    chip.pad('D45').setWire(0);
    run(20);
    chip.pad('D45').setWire('ok');
    run(20);
    expect(said).to.deep.equal([
      'InternalError: I2C Write Error 33281',
      0,
      'InternalError: I2C Read Error 33281',
      'InternalError: I2C Read Error 3',
      0,
    ]);
  });

  it("spends the driver's time-out on a line that is held low", () => {
    const { chip, said, run } = withRegisters(
      `${SETUP}setTimeout(function(){var t=getTime();${attempt('I2C1.writeTo(0x19,1)')}say(Math.round((getTime()-t)*1e3))},10)`,
    );
    chip.pad('D44').setWire(0);
    run(50);
    expect(said).to.deep.equal(['InternalError: I2C Write Error 3', 11]);
  });

  it("fails on the device's own refusal", () => {
    const refusing: I2cDevice = { write: () => false, read: () => null };
    const { said } = lab(`${SETUP}${attempt('I2C1.writeTo(5,1)')}${attempt('I2C1.readFrom(5,1)')}`, (chip) =>
      chip.attachI2c('D44', 'D45', 5, refusing),
    );
    expect(said).to.deep.equal(['InternalError: I2C Write Error 33281', 'InternalError: I2C Read Error 33281']);
  });

  it('in software does not look at the acknowledge and then reads ones', () => {
    const { said, device } = withRegisters(
      'var i=new I2C();i.setup({sda:D44,scl:D45});i.writeTo(0x20,1);say(i.readFrom(0x20,2)[1]);i.writeTo(0x19,5);say(i.readFrom(0x19,1)[0])',
    );
    expect(said).to.deep.equal([255, 5]);
    expect(device.writes).to.deep.equal([[5]]);
  });

  it('does nothing before it is set up or after its pins are taken', () => {
    const { device } = withRegisters(`I2C1.writeTo(0x19,1);${SETUP}digitalWrite(D44,1);I2C1.writeTo(0x19,2)`);
    expect(device.writes).to.deep.equal([]);
  });

  it('refuses two devices at one address and addresses that are none', () => {
    const { chip, device } = withRegisters('');
    expect(() => chip.attachI2c('D44', 'D45', 0x19, device)).to.throw(/is taken/);
    expect(() => chip.attachI2c('D44', 'D45', 128, device)).to.throw(/from 0 to 127/);
  });
});

describe('SPI', () => {
  /** Writes down every edge of the clock with the data line at that moment. */
  function listen(program: string): { seen: string[]; said: unknown[]; highUs: number[] } {
    const seen: string[] = [];
    const highUs: number[] = [];
    let roseUs = 0;
    const { said } = lab(program, (chip) => {
      const mosi = chip.pad('D37');
      chip.pad('D38').onOutput((pad, atUs) => {
        seen.push(`${pad.driven}${mosi.driven}`);
        if (pad.driven === 1) roseUs = atUs;
        else highUs.push(atUs - roseUs);
      });
      chip.pad('D39').sense(() => (seen.length % 4 === 1 ? 1 : 0));
    });
    return { seen, said, highUs };
  }

  it('in software sets the data, raises the clock, looks, lowers the clock: most significant bit first', () => {
    const { seen, said } = listen('var s=new SPI();s.setup({sck:D38,mosi:D37,miso:D39,bits:4});say(s.send(0b1010))');
    // The first edge is the pin becoming an output.
    expect(seen.slice(1)).to.deep.equal(['11', '01', '10', '00', '11', '01', '10', '00']);
    expect(said[0]).to.be.a('number');
  });

  it('moves data before the clock in mode 1, rests high in mode 3, starts with the lowest bit when told', () => {
    const one = listen('var s=new SPI();s.setup({sck:D38,mosi:D37,mode:1,bits:2});s.send(0b10)');
    expect(one.seen.slice(1)).to.deep.equal(['10', '01', '11', '00']);
    const three = listen(
      'D38.set();var s=new SPI();s.setup({sck:D38,mosi:D37,mode:3,order:"lsb",bits:2});s.send(0b10)',
    );
    expect(three.seen.slice(-4)).to.deep.equal(['00', '10', '00', '11']);
  });

  it('can clock with its data line alone, high for less than 2 us each time', () => {
    const rises: number[] = [];
    const falls: number[] = [];
    const { said } = lab(
      'var s=new SPI();s.setup({mosi:D38,miso:D39});say([].slice.call(s.send([0xaa,0xaa])))',
      (chip) => {
        chip.pad('D38').onOutput((pad, atUs) => (pad.driven === 1 ? rises : falls).push(atUs));
        chip.pad('D39').sense(() => (rises.length % 2) as 0 | 1);
      },
    );
    expect(rises).to.have.length(8);
    expect(rises.every((atUs, i) => falls[i + 1]! - atUs < 2)).to.equal(true);
    // Each pulse is two bits; the line answers 1 after odd pulses.
    expect(said).to.deep.equal([[0b11001100, 0b11001100]]);
  });

  it('by digitalWrite is too slow: a clock high for 340 us', () => {
    const widths: number[] = [];
    let roseUs = 0;
    lab('for(var i=0;i<3;i++){digitalWrite(D38,1);digitalWrite(D38,0)}', (chip) => {
      chip.pad('D38').onOutput((pad, atUs) => (pad.driven === 1 ? (roseUs = atUs) : widths.push(atUs - roseUs)));
    });
    expect(widths.slice(-3)).to.deep.equal([340, 340, 340]);
  });

  it('in hardware keeps its rate: a byte at 1 MHz in 8 us', () => {
    const edges: number[] = [];
    lab('SPI1.setup({sck:D38,mosi:D37,baud:1000000});SPI1.send(0xff)', (chip) => {
      chip.pad('D38').onOutput((_, atUs) => edges.push(atUs));
    });
    const clocked = edges.slice(-16);
    expect(clocked[15]! - clocked[0]!).to.be.closeTo(8, 1);
  });

  it('lowers the select pin around the data', () => {
    const seen: string[] = [];
    lab('var s=new SPI();s.setup({sck:D38,mosi:D37});D36.set();s.send(1,D36);s.write(1,D36)', (chip) => {
      chip.pad('D36').onOutput((pad) => seen.push(`select ${pad.driven}`));
      chip.pad('D38').onOutput((pad) => pad.driven === 1 && seen.push('clock'));
    });
    expect(seen.filter((one, i) => one !== seen[i - 1])).to.deep.equal([
      'select 1',
      'select 0',
      'clock',
      'select 1',
      'select 0',
      'clock',
      'select 1',
    ]);
  });

  it("shifts out by pins of one's choice", () => {
    const seen: string[] = [];
    lab('shiftOut([D36,D37],{clk:D38,clkPol:1},[2,1,3])', (chip) => {
      chip
        .pad('D38')
        .onOutput((pad) => pad.driven === 1 && seen.push(`${chip.pad('D36').driven}${chip.pad('D37').driven}`));
    });
    expect(seen).to.deep.equal(['10', '01', '11']);
  });
});
