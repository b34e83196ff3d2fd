import { expect } from 'chai';
import type { RigOnBench } from '../../support/rigOnBench.ts';
import { rigOnBench } from '../../support/rigOnBench.ts';

const ADDRESS = 0x3c;
/** Charge pump, segment remap and scan direction of the usual modules, display on. */
const ON = [0x8d, 0x14, 0xa1, 0xc8, 0xaf];

function command({ port }: RigOnBench, ...bytes: number[]): boolean {
  return port.devices.get(ADDRESS)!.write(Uint8Array.from([0x00, ...bytes]), port.nowUs);
}

function data({ port }: RigOnBench, ...bytes: number[]): boolean {
  return port.devices.get(ADDRESS)!.write(Uint8Array.from([0x40, ...bytes]), port.nowUs);
}

function litPixels({ rig }: RigOnBench): string[] {
  const lit: string[] = [];
  rig.display.pixels().forEach((pixel, i) => {
    if (pixel === 1) lit.push(`${i % 128},${Math.floor(i / 128)}`);
  });
  return lit;
}

describe('display', () => {
  it('shows a byte as eight pixels below each other, the lowest bit on top', () => {
    const bench = rigOnBench();
    command(bench, ...ON);
    command(bench, 0xb1, 0x05, 0x12); // page 1, column 0x25
    data(bench, 0b10000011);
    expect(litPixels(bench)).to.deep.equal(['37,8', '37,9', '37,15']);
    expect(bench.rig.display.rows()[8]!.indexOf('#')).to.equal(37);
    expect(bench.rig.display.unknownCommands).to.deep.equal([]);
  });

  it('is dark while it is off, and keeps its memory', () => {
    const bench = rigOnBench();
    command(bench, ...ON, 0xb0, 0x00, 0x10);
    data(bench, 1);
    command(bench, 0xae);
    expect(litPixels(bench)).to.deep.equal([]);
    command(bench, 0xaf);
    expect(litPixels(bench)).to.deep.equal(['0,0']);
    bench.rig.powerCut(true);
    bench.rig.powerCut(false);
    command(bench, ...ON);
    expect(litPixels(bench)).to.deep.equal([]);
  });

  it('takes a whole picture in horizontal mode, and wraps inside its window', () => {
    const bench = rigOnBench();
    command(bench, ...ON, 0x20, 0x00, 0x21, 0, 127, 0x22, 0, 7);
    data(bench, ...new Array<number>(1024).fill(0xff));
    expect(litPixels(bench)).to.have.length(128 * 64);
    command(bench, 0x21, 10, 11, 0x22, 2, 3);
    data(bench, 0, 0, 0, 0);
    // 2 columns by 2 pages of 8 pixels are dark now, and the next byte is at the window's first place again.
    expect(litPixels(bench)).to.have.length(128 * 64 - 32);
    data(bench, 0xff);
    expect(litPixels(bench)).to.have.length(128 * 64 - 24);
  });

  it('stays in its page in page mode and goes down first in vertical mode', () => {
    const page = rigOnBench();
    command(page, ...ON, 0xb3, 0x0f, 0x17); // column 127
    data(page, 1, 1);
    expect(litPixels(page)).to.deep.equal(['0,24', '127,24']);
    const vertical = rigOnBench();
    command(vertical, ...ON, 0x20, 0x01, 0x21, 0, 127, 0x22, 0, 7);
    data(vertical, 1, 1);
    expect(litPixels(vertical)).to.deep.equal(['0,0', '0,8']);
  });

  it('mirrors, turns over, inverts, lights up and scrolls by its start line', () => {
    const bench = rigOnBench();
    command(bench, ...ON, 0xb0, 0x00, 0x10);
    data(bench, 1);
    command(bench, 0xa0);
    expect(litPixels(bench)).to.deep.equal(['127,0']);
    command(bench, 0xc0);
    expect(litPixels(bench)).to.deep.equal(['127,63']);
    command(bench, 0xa1, 0xc8, 0x48); // start line 8
    expect(litPixels(bench)).to.deep.equal(['0,56']);
    command(bench, 0x40, 0xa7);
    expect(litPixels(bench)).to.have.length(128 * 64 - 1);
    command(bench, 0xa6, 0xa5);
    expect(litPixels(bench)).to.have.length(128 * 64);
    command(bench, 0x81, 0x33);
    expect(bench.rig.display.contrast).to.equal(0x33);
  });

  it('keeps the commands that it does not know, and reads a command that is cut in two writes', () => {
    const bench = rigOnBench();
    command(bench, 0xd8, 0x81);
    command(bench, 0x44, 0xaf);
    expect(bench.rig.display.contrast).to.equal(0x44);
    expect(bench.rig.display.unknownCommands).to.deep.equal([0xd8]);
  });

  it('takes control bytes for single commands and single data', () => {
    const bench = rigOnBench();
    const bytes = [0x80, 0x8d, 0x80, 0x14, 0x80, 0xa1, 0x80, 0xc8, 0x80, 0xaf, 0xc0, 0x01];
    bench.port.devices.get(ADDRESS)!.write(Uint8Array.from(bytes), 0);
    expect(litPixels(bench)).to.deep.equal(['0,0']);
  });

  it('falls silent when told so', () => {
    const bench = rigOnBench();
    expect(command(bench, 0xaf)).to.equal(true);
    bench.rig.inject('display', 'ack', { as: 'stuck', value: 0 });
    expect(command(bench, 0xae)).to.equal(false);
  });
});
