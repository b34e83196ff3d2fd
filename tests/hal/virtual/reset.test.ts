import { expect } from 'chai';
import { Chip } from '../../../hal/virtual/chip.ts';
import { BOOT_US } from '../../../hal/virtual/costs.ts';
import { ContextEngine } from '../../../hal/virtual/node-engine.ts';
import { lab } from './lab.ts';

const BOOT_MS = BOOT_US / 1000;

describe('the watchdog', () => {
  it('resets a program that no longer feeds it, and pins float at that instant', () => {
    const { chip, run } = lab(
      'digitalWrite(D15,1);E.enableWatchdog(1,false);var n=0;setInterval(function(){if(n++<20)E.kickWatchdog()},50)',
    );
    const resets: string[] = [];
    chip.onReset((cause, atUs) => resets.push(`${cause} ${Math.round(atUs / 1000)}`));
    const startMs = chip.nowUs / 1000;
    run(1900);
    expect(chip.pad('D15').driven).to.equal(1);
    run(200);
    expect(chip.pad('D15').driven).to.equal(null);
    expect(resets).to.have.length(1);
    expect(Number(resets[0]!.split(' ')[1]) - startMs).to.be.closeTo(2000, 5);
    run(BOOT_MS);
    expect(chip.pad('D15').driven).to.equal(1);
    expect(chip.boots).to.equal(2);
  });

  it('bites in the middle of a callback, whatever the program catches', () => {
    const { chip, said } = lab(
      'E.enableWatchdog(0.1,false);setTimeout(function(){for(;;){try{for(;;)getTime()}catch(e){say("caught")}}},10)',
    );
    chip.runUntil(chip.nowUs + 300e3);
    expect(chip.boots).to.equal(1);
    expect(chip.lastReset).to.equal('watchdog');
    expect(said).to.deep.equal([]);
  });

  it('cannot be re-timed, and goes on through a reset', () => {
    const { chip, run } = lab('E.enableWatchdog(0.5,false);E.enableWatchdog(60,false)');
    run(500 + 500 + 10);
    // The first bite after 0.5 s, the second 0.5 s later: booting takes 0.25 s of them.
    expect(chip.boots).to.equal(2);
    expect(chip.watchdog.started).to.equal(true);
  });

  it('is fed by the idle loop in automatic mode, so a lost interval does not trip it', () => {
    const { chip, run } = lab('E.enableWatchdog(0.2);setInterval(function(){},50)');
    run(1000);
    expect(chip.boots).to.equal(1);
  });
});

describe('reset', () => {
  it('forgets timers, watches and listeners and keeps the flash', () => {
    const program =
      'var s=require("Storage");s.write("n",String(1+(+s.read("n")||0)));setTimeout(function(){say(s.read("n"))},10)';
    const { chip, said, run } = lab(program);
    run(5);
    chip.reset('pin');
    run(BOOT_MS + 200);
    expect(said).to.deep.equal(['2']);
    expect(chip.loop.timers.list).to.have.length(0);
  });

  it('of the software reboots, load() starts the program without a reset of the chip', () => {
    const reboot = lab('E.on("kill",function(){say("kill")});setTimeout(function(){E.reboot()},10)');
    reboot.run(50);
    expect([reboot.chip.lastReset, reboot.said.length]).to.deep.equal(['software', 0]);
    const load = lab('E.on("kill",function(){say("kill")});digitalWrite(D15,1);setTimeout(function(){load()},10)');
    load.run(20);
    expect(load.said).to.deep.equal(['kill']);
    expect(load.chip.pad('D15').driven).to.equal(null);
    load.run(60);
    expect([load.chip.boots, load.chip.lastReset]).to.deep.equal([2, 'power']);
  });
});

describe('power', () => {
  it('fails at any instant and leaves nothing running or driven', () => {
    const { chip, said, run } = lab('digitalWrite(D15,1);analogWrite(D42,.5);setInterval(function(){say(1)},10)');
    run(25);
    const before = said.length;
    chip.powerCut();
    expect(chip.pad('D15').driven).to.equal(null);
    expect(chip.pad('D42').duty).to.equal(null);
    run(1000);
    expect(said).to.have.length(before);
    chip.powerUp('digitalWrite(D15,0)', new ContextEngine());
    run(BOOT_MS + 1);
    expect(chip.pad('D15').driven).to.equal(0);
  });

  it('that fails during a write leaves exactly the words before it', () => {
    const program =
      'setTimeout(function(){var f=require("Flash"),a=f.getFree()[0].addr;f.write(new Uint8Array(16),a);say("written")},10)';
    const { chip, said, run } = lab(program);
    chip.faults.cutAfterWords(2);
    run(50);
    expect(said).to.deep.equal([]);
    expect(chip.powered).to.equal(false);
    const start = chip.flash.bytes.indexOf(0);
    expect([...chip.flash.bytes.subarray(start, start + 16)]).to.deep.equal([
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      ...new Array<number>(8).fill(255),
    ]);
    const next = new Chip({ flash: chip.flashImage() });
    expect(next.flash.bytes[start]).to.equal(0);
  });

  it('that fails during an erase leaves a page that is neither old nor empty', () => {
    const program =
      'setTimeout(function(){var f=require("Flash"),a=f.getFree()[0].addr;f.write(new Uint8Array(4096),a);f.erasePage(a)},10)';
    const { chip, run } = lab(program);
    chip.faults.cutAfterWords(1024);
    run(500);
    const start = 0x88000;
    const page = chip.flash.bytes.subarray(start, start + 4096);
    expect(chip.powered).to.equal(false);
    expect(page.some((byte) => byte !== 0)).to.equal(true);
    expect(page.some((byte) => byte !== 255)).to.equal(true);
  });

  it('shows the flash as told: writes that fail, bits that rot, images of the wrong size', () => {
    const { chip, said, run } = lab(
      'setTimeout(function(){try{require("Flash").write([1],4e5)}catch(e){say(e.message)}require("Flash").write([1],4e5);say(require("Flash").read(1,4e5)[0])},10)',
    );
    chip.faults.flashErrors(1);
    run(20);
    chip.faults.bitRot(4e5, 1);
    expect(said).to.deep.equal(['Timeout on jshFlashWrite', 1]);
    expect(chip.flash.bytes[4e5]).to.equal(3);
    expect(() => chip.faults.bitRot(-1, 0)).to.throw(/must be below/);
    expect(() => new Chip({ flash: new Uint8Array(5) })).to.throw(/it must be a whole image/);
  });
});

describe('injected exceptions', () => {
  it('come out of the named native call, as often as told', () => {
    const { chip, errors, said, run } = lab('setInterval(function(){analogRead(D29);say(1)},10)');
    run(15);
    chip.faults.throwAt('analogRead', 2);
    run(30);
    expect(errors).to.deep.equal(['injected fault: analogRead failed', 'injected fault: analogRead failed']);
    expect(said).to.deep.equal([1, 1]);
    expect(() => chip.faults.throwAt('nothing')).to.throw(/must be one of digitalWrite/);
  });
});
