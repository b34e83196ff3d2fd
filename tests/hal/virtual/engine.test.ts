import { expect } from 'chai';
import { Chip } from '../../../hal/virtual/chip.ts';
import { BOOT_US } from '../../../hal/virtual/costs.ts';
import { NodeEngine } from '../../../hal/virtual/node-engine.ts';
import { lab } from './lab.ts';

function runBundle(program: string, ms = 100): { chip: Chip; text: string; errors: string[] } {
  const chip = new Chip();
  const errors: string[] = [];
  let text = '';
  chip.usbOutput((part) => (text += part));
  chip.uncaughtErrors((error) => errors.push(String(error)));
  chip.powerUp(program, new NodeEngine());
  chip.runUntil(BOOT_US + ms * 1000);
  return { chip, text, errors };
}

describe('the Node engine', () => {
  it('gives a bundle the API and nothing of Node', () => {
    for (const name of [
      'Buffer',
      'fetch',
      'setImmediate',
      'Map',
      'performance',
      'queueMicrotask',
      'structuredClone',
      'noSuchName',
    ]) {
      const { errors } = runBundle(`(function(){setTimeout(function(){${name}.x},10)})()`);
      expect(errors, name).to.have.length(1);
      expect(errors[0], name).to.match(new RegExp(`^ReferenceError: .*${name}`));
    }
    expect(runBundle('print(typeof process.memory, typeof process.exit, typeof require)').text).to.equal(
      'function undefined function\r\n',
    );
  });

  it('starts every boot from nothing', () => {
    const { chip, text } = runBundle('var n=0;n++;print("n",n)');
    chip.reset('pin');
    let again = '';
    chip.usbOutput((part) => (again += part));
    chip.runUntil(chip.nowUs + 2 * BOOT_US);
    expect([text, again]).to.deep.equal(['n 1\r\n', 'n 1\r\n']);
  });

  it('gives dates by the clock of the chip, in its own time zone', () => {
    const { text } = runBundle(
      'E.setTimeZone(2);var d=new Date();print(d.getHours(),d.getTimezoneOffset(),Date.now()>=1767254400000,new Date(2026,0,1,2).getTime())',
    );
    expect(text).to.equal(`10 -120 true ${Date.UTC(2026, 0, 1)}\r\n`);
  });

  it('refuses by name what the chip does not model', () => {
    for (const [call, name] of [
      ['NRF.setAdvertising({})', 'NRF.setAdvertising'],
      ['E.FFT([1])', 'E.FFT'],
      ['peek32(0)', 'peek32'],
      ['new Waveform(5)', 'Waveform'],
      ['require("heatshrink")', "require('heatshrink')"],
      ['Graphics.createArrayBuffer(8,8,8)', 'Graphics with 8 bits per pixel'],
      ['Graphics.createArrayBuffer(8,8,1).drawString("a",0,0)', 'Graphics built-in fonts'],
      ['Graphics.createArrayBuffer(8,8,1).fillPoly([])', 'Graphics.fillPoly'],
      ['SPI1.send4bit(1)', 'SPI.send4bit'],
      ['Serial1.setup(9600)', 'Serial1.setup'],
      ['require("Flash").write(new Float64Array(1),4e5)', 'Flash.write of an array with items of several bytes'],
      ['require("timer").add({type:"EXEC"})', "require('timer').add of type EXEC"],
    ]) {
      const { errors } = runBundle(call!);
      expect(errors.join(), call).to.include(`Espruino API not modelled: ${name}`);
    }
  });

  it('runs arbitrary programs in a world of their own: undeclared names, redefined functions, code as text', () => {
    const { said, run } = lab(
      'counter=1;setTimeout("counter++;say(counter)",5);function digitalWrite(p,v){say([""+p,v])}digitalWrite(D5,1);say(typeof global.counter)',
    );
    run(10);
    expect(said).to.deep.equal([['D5', 1], 'number', 2]);
  });

  it('stops a first run without end', () => {
    const { errors } = lab('for(;;);');
    expect(errors.join()).to.match(/timed out/);
  });
});

describe('the timeline', () => {
  const PROGRAM =
    'I2C1.setup({sda:D44,scl:D45});setInterval(function(){digitalPulse(D43,1,1);analogWrite(D42,Math.sin(getTime())/2+.5);try{I2C1.writeTo(5,[1,2])}catch(e){}USB.write("x"+getTime())},20)';
  const digest = (ms: number, before: (chip: Chip) => void = () => undefined): string => {
    const world = lab(PROGRAM, (chip) => {
      chip.attachI2c('D44', 'D45', 5, { write: () => true, read: () => null });
      before(chip);
    });
    world.run(ms);
    return world.chip.timeline.digest();
  };

  it('is the same for the same run', () => {
    expect(digest(5000)).to.equal(digest(5000));
    expect(digest(5000)).to.match(/^[0-9a-f]{64}$/);
  });

  it('differs for one more edge, a later clock, a fault', () => {
    const digests = [
      digest(5000),
      digest(5020),
      digest(5000, (chip) => chip.faults.throwAt('i2cWrite')),
      digest(5000, (chip) => chip.faults.stall(1)),
    ];
    expect(new Set(digests).size).to.equal(4);
  });

  it('tells a subscriber every entry', () => {
    const seen: string[] = [];
    digest(25, (chip) =>
      chip.timeline.subscribe({
        edge: (pad, driven, duty) => seen.push(`${pad} ${driven ?? duty}`),
        i2c: (address, bytes) => seen.push(`i2c ${address} ${bytes.join()}`),
        usb: (text) => seen.push(text.slice(0, 2)),
      }),
    );
    expect(seen).to.include.members(['43 1', 'i2c 5 1,2', 'x1']);
  });
});

describe('the other native objects', () => {
  it('answer as documented', () => {
    const { said } = lab(
      'say(process.memory().total);say(process.env.BOARD);say(E.getAnalogVRef());say(E.getTemperature());say(Q2.sda===D44&&Jolt.Q0.fet===D7);' +
        'Q2.setPower(1);say(getPinMode(D43));say(E.getFlags().onErrorSave);E.setFlags({onErrorSave:1});say(E.getFlags().onErrorSave);say(E.getConsole())',
    );
    expect(said).to.deep.equal([12000, 'JOLTJS', 3.3, 25, true, 'output', 0, 1, 'USB']);
  });

  it('wake a motor driver in the idle loop while one of its pins is an output', () => {
    const { chip, run } = lab(
      'setTimeout(function(){H4.set()},10);setTimeout(function(){H4.read()},20);setTimeout(function(){Jolt.setDriverMode(1,"motor")},30)',
    );
    const sleep = chip.pad('D23');
    run(5);
    expect(sleep.driven).to.equal(0);
    run(10);
    expect(sleep.driven).to.equal(1);
    run(10);
    expect(sleep.driven).to.equal(0);
    run(10);
    expect([sleep.driven, chip.pad('D24').driven]).to.deep.equal([1, 0]);
  });

  it('schedule writes of pins by the hardware timer, which needs no program', () => {
    const { chip, said, run } = lab(
      'digitalWrite(D43,1);var t=require("timer"),id=t.add({type:"SET",pin:D43,value:0,time:50});say(t.list().length);setInterval(function(){t.remove(id);id=t.add({type:"SET",pin:D43,value:0,time:50})},20)',
    );
    run(200);
    expect(chip.pad('D43').driven).to.equal(1);
    chip.faults.loseTimer();
    run(60);
    expect(chip.pad('D43').driven).to.equal(0);
    expect(said).to.deep.equal([1]);
  });

  it('give modules to those who registered them', () => {
    const { said, errors } = lab(
      'Modules.addCached("mine",function(exports){exports.x=5});say(require("mine").x);require("other")',
    );
    expect(said).to.deep.equal([5]);
    expect(errors).to.deep.equal(['Module "other" not found']);
  });
});
