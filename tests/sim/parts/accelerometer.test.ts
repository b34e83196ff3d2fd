import { expect } from 'chai';
import { rigOnBench } from '../../support/rigOnBench.ts';
import type { RigOnBench } from '../../support/rigOnBench.ts';

const ADDRESS = 0x19;

function write({ port }: RigOnBench, ...bytes: number[]): boolean {
  return port.devices.get(ADDRESS)!.write(Uint8Array.from(bytes), port.nowUs);
}

function read(bench: RigOnBench, register: number, count: number): number[] {
  write(bench, register | (count > 1 ? 0x80 : 0));
  return [...(bench.port.devices.get(ADDRESS)!.read(count, bench.port.nowUs) ?? [])];
}

/** Set up as usual: 100 Hz, all axes, 2 g, high resolution, block update. */
function running(options: Parameters<typeof rigOnBench>[0] = {}): RigOnBench {
  const bench = rigOnBench(options);
  bench.port.runMs(10);
  write(bench, 0xa0, 0x57, 0, 0, 0x88);
  bench.port.runMs(200);
  return bench;
}

/** x, y, z in milli-g. */
function axesMg(bench: RigOnBench): number[] {
  const bytes = read(bench, 0x28, 6);
  return [0, 1, 2].map((axis) => ((bytes[2 * axis]! | (bytes[2 * axis + 1]! << 8)) << 16) >> 20);
}

describe('accelerometer', () => {
  it('says who it is, once it has booted', () => {
    const bench = rigOnBench();
    expect(write(bench, 0x0f)).to.equal(false);
    bench.port.runMs(6);
    expect(read(bench, 0x0f, 1)).to.deep.equal([0x33]);
  });

  it('reads (0, 0, 1000) milli-g flat and (500, 0, 866) at 30 degrees', () => {
    expect(axesMg(running())).to.deep.equal([0, 0, 1000]);
    expect(axesMg(running({ startAngleDeg: 30 }))).to.deep.equal([500, 0, 866]);
  });

  it('does not measure in power-down, and not before its output has settled', () => {
    const bench = rigOnBench({ startAngleDeg: 30 });
    bench.port.runMs(100);
    expect(axesMg(bench)).to.deep.equal([0, 0, 0]);
    write(bench, 0xa0, 0x57, 0, 0, 0x88);
    bench.port.runMs(50);
    expect(axesMg(bench), 'seven samples at 100 Hz').to.deep.equal([0, 0, 0]);
    bench.port.runMs(30);
    expect(axesMg(bench)[0]).to.equal(500);
  });

  it('says in its status that there is new data, and that some was missed', () => {
    const bench = running();
    expect(read(bench, 0x27, 1)).to.deep.equal([0xff]);
    axesMg(bench);
    expect(read(bench, 0x27, 1)).to.deep.equal([0x00]);
    bench.port.runMs(10);
    expect(read(bench, 0x27, 1)).to.deep.equal([0x0f]);
  });

  it('makes one sample for each period: two reads in 10 ms at 100 Hz are alike, later ones are not', () => {
    const bench = running({ noise: 1 });
    const rows: string[] = [];
    for (let i = 0; i < 40; i++) {
      bench.port.runMs(5);
      rows.push(axesMg(bench).join());
    }
    const changes = rows.filter((row, i) => i > 0 && row !== rows[i - 1]).length;
    expect(changes).to.be.within(16, 20);
  });

  it('has the noise of the datasheet: 0.73 milli-g at 100 Hz in high resolution', () => {
    const bench = running({ noise: 1 });
    let squares = 0;
    for (let i = 0; i < 1000; i++) {
      bench.port.runMs(20);
      squares += axesMg(bench)[1]! ** 2;
    }
    // 220 ug * sqrt(100 / 9) = 0.733 mg, and the rounding to 1 mg adds 1/12.
    expect(Math.sqrt(squares / 1000)).to.be.closeTo(Math.sqrt(0.733 ** 2 + 1 / 12), 0.06);
  });

  it('knows its scales and resolutions', () => {
    const bench = running({ startAngleDeg: 30 });
    write(bench, 0x23, 0x98); // 4 g, high resolution: 2 mg a digit
    bench.port.runMs(200);
    expect(axesMg(bench)).to.deep.equal([250, 0, 433]);
    write(bench, 0x23, 0x80); // 2 g, normal: 4 mg a digit of 10 bits
    bench.port.runMs(200);
    expect(axesMg(bench)).to.deep.equal([500, 0, 868]);
    write(bench, 0x20, 0x56); // x axis off
    bench.port.runMs(200);
    expect(read(bench, 0x27, 1)[0]! & 7).to.equal(6);
  });

  it('holds both bytes of an axis together while block update is on', () => {
    const bench = running({ startAngleDeg: 30 });
    bench.port.runMs(20);
    const [low] = read(bench, 0x28, 1);
    bench.rig.inject('accelerometer', 'x', { as: 'stuck', value: -1 });
    bench.port.runMs(50);
    const [high] = read(bench, 0x29, 1);
    expect(((low! | (high! << 8)) << 16) >> 20).to.equal(500);
    bench.port.runMs(10);
    expect(axesMg(bench)[0]).to.equal(-1000);
  });

  it('remembers writes to functions that are not modelled', () => {
    const bench = running();
    expect(bench.rig.accelerometer.unmodelled).to.deep.equal([]);
    write(bench, 0x24, 0x40);
    expect(bench.rig.accelerometer.unmodelled).to.deep.equal([{ register: 0x24, value: 0x40 }]);
  });

  it('forgets its registers when its supply is cut', () => {
    const bench = running();
    bench.rig.powerCut(true);
    expect(write(bench, 0x0f)).to.equal(false);
    bench.rig.powerCut(false);
    bench.port.runMs(10);
    expect(read(bench, 0x20, 1)).to.deep.equal([0x07]);
  });
});

describe('accelerometer faults', () => {
  it('is silent, frozen, off the board, askew, reversed or knocked', () => {
    const bench = running({ startAngleDeg: 30 });
    bench.rig.inject('accelerometer', 'ack', { as: 'stuck', value: 0 });
    expect(write(bench, 0x28)).to.equal(false);
    bench.rig.clear('accelerometer', 'ack');
    bench.rig.inject('accelerometer', 'x', { as: 'scale', value: -1 });
    bench.port.runMs(20);
    expect(axesMg(bench)[0]).to.equal(-500);
    bench.rig.clear('accelerometer', 'x');
    bench.rig.inject('accelerometer', 'angle', { as: 'offset', value: 1 });
    bench.port.runMs(20);
    expect(axesMg(bench)[0]).to.equal(515); // sin 31 degrees
    bench.rig.inject('accelerometer', 'angle', { as: 'open' });
    bench.port.runMs(20);
    expect(axesMg(bench)).to.deep.equal([0, 0, 1000]);
    bench.rig.inject('accelerometer', 'conversion', { as: 'stuck', value: 0 });
    bench.rig.clear('accelerometer', 'angle');
    bench.port.runMs(20);
    expect(axesMg(bench), 'frozen').to.deep.equal([0, 0, 1000]);
    bench.rig.clear('accelerometer', 'conversion');
    bench.rig.inject('accelerometer', 'knock', { as: 'stuck', value: 0.5 });
    bench.port.runMs(20);
    expect(axesMg(bench)).to.deep.equal([1000, 0, 1366]);
  });

  it('has its bus shorted or cut', () => {
    const bench = running();
    bench.rig.inject('accelerometer', 'sda', { as: 'stuck', value: 0 });
    expect(bench.pad('i2cSda').wire).to.equal(0);
    bench.rig.inject('accelerometer', 'sda', { as: 'open' });
    expect(bench.pad('i2cSda').wire).to.equal('open');
    bench.rig.clear('accelerometer', 'sda');
    expect(bench.pad('i2cSda').wire).to.equal('ok');
    expect(() => bench.rig.inject('accelerometer', 'sda', { as: 'noise', value: 1 })).to.throw(
      'use one of stuck, open',
    );
  });
});
