import { expect } from 'chai';
import { lab } from './lab.ts';

describe('pads of the chip', () => {
  it('float until the program has booted, and show an output to the outside', () => {
    const { chip, run } = lab('setTimeout(function(){digitalWrite(D15,1)},10)');
    const pad = chip.pad('D15');
    const seen: (0 | 1 | null)[] = [];
    pad.onOutput((changed) => seen.push(changed.driven));
    expect(pad.driven).to.equal(null);
    run(20);
    expect(pad.driven).to.equal(1);
    chip.reset('pin');
    expect(pad.driven).to.equal(null);
    // The output register first changes while the pin is no output yet: one edge, then the release.
    expect(seen).to.deep.equal([1, null]);
  });

  it('read what is outside, else their pull, else 0', () => {
    const world = lab("pinMode(D2,'input_pullup');setInterval(function(){say([digitalRead(D2),digitalRead(D46)])},10)");
    world.run(11);
    world.chip.pad('D2').drive(0);
    world.chip.pad('D46').drive(1);
    world.run(10);
    expect(world.said).to.deep.equal([
      [1, 0],
      [0, 1],
    ]);
  });

  it('pass nothing over a broken wire, and the level of a short both ways', () => {
    const { chip, said, run } = lab(
      "pinMode(D2,'input_pullup');digitalWrite(D43,1);setInterval(function(){say(digitalRead(D2))},10)",
    );
    const input = chip.pad('D2');
    const output = chip.pad('D43');
    input.drive(0);
    run(11);
    input.setWire('open');
    output.setWire('open');
    expect(output.driven).to.equal(null);
    run(10);
    input.setWire(0);
    output.setWire(0);
    expect(output.driven).to.equal(0);
    run(10);
    output.setWire('ok');
    expect(output.driven).to.equal(1);
    expect(said).to.deep.equal([0, 1, 0]);
  });

  it('read 0 on an output, because its input buffer is off, and become inputs when read without a fixed mode', () => {
    const { chip, said } = lab(
      "pinMode(D43,'output');digitalWrite(D43,1);say(digitalRead(D43));digitalWrite(D37,1);say(digitalRead(D37));",
    );
    expect(said).to.deep.equal([0, 0]);
    expect(chip.pad('D43').driven).to.equal(1);
    expect(chip.pad('D37').driven).to.equal(null);
  });

  it('read several at once, the last as the lowest bit', () => {
    const { chip, said, run } = lab('setTimeout(function(){say(digitalRead([D2,D46,D47]))},1)');
    chip.pad('D2').drive(1);
    chip.pad('D47').drive(1);
    run(5);
    expect(said).to.deep.equal([0b101]);
  });

  it('write several at once, the last first', () => {
    const { chip } = lab('digitalWrite([D37,D43,D15],0b110);digitalWrite([D22,D32],true)');
    expect(['D37', 'D43', 'D15', 'D22', 'D32'].map((name) => chip.pad(name).driven)).to.deep.equal([1, 1, 0, 1, 1]);
  });

  it('are open drain when told so', () => {
    const { chip, said } = lab(
      "pinMode(D43,'opendrain');digitalWrite(D43,1);say(digitalRead(D43));digitalWrite(D43,0);say(getPinMode(D43))",
    );
    expect(chip.pad('D43').driven).to.equal(0);
    expect(said).to.deep.equal([0, 'opendrain']);
  });

  it('ask the outside for a level at the moment of reading', () => {
    const { chip, said, run } = lab('setInterval(function(){say(digitalRead(D39))},10)');
    const asked: number[] = [];
    chip.pad('D39').sense((atUs) => (asked.push(atUs) % 2 === 1 ? 1 : 0));
    run(41);
    expect(said).to.deep.equal([1, 0, 1, 0]);
    expect(asked.map((atUs, i) => Math.round((atUs - asked[0]!) / 1000 - 10 * i))).to.deep.equal([0, 0, 0, 0]);
  });

  it('carry LEDs inverted and high-power names on the same pad', () => {
    const { chip } = lab('LED1.write(1);digitalWrite(H1,1)');
    expect(chip.pad('D6').driven).to.equal(0);
    expect(chip.pad('D15').driven).to.equal(1);
    expect(chip.pad('H1')).to.equal(chip.pad('D15'));
  });

  it('name those that exist when asked for one that does not', () => {
    expect(() => lab('').chip.pad('D48')).to.throw(/no pad "D48": there are D0, D1/);
  });

  it('pulse in hardware, exact to the microsecond', () => {
    const { chip, run } = lab('setInterval(function(){digitalPulse(D43,1,[10,5,2.5])},50)');
    const edges: number[] = [];
    chip.pad('D43').onOutput((_, atUs) => edges.push(atUs));
    run(90);
    expect(edges.slice(1).map((atUs, i) => atUs - edges[i]!)).to.deep.equal([10000, 5000, 2500]);
    expect(chip.pad('D43').driven).to.equal(0);
  });

  it('never rise again when pulses are asked for faster than they end: a new pulse is queued without its first edge', () => {
    const { chip, run } = lab('setInterval(function(){digitalPulse(D43,1,30)},20)');
    const seen: unknown[] = [];
    chip.pad('D43').onOutput((pad) => seen.push(pad.driven));
    run(500);
    expect(seen).to.deep.equal([1, 0]);
  });
});

describe('analog pins', () => {
  it('give the share of 3.3 V in 14 bits, always less than 1', () => {
    const { chip, said, run } = lab('setTimeout(function(){say([analogRead(D29),analogRead(D3),analogRead(D31)])},1)');
    chip.pad('D29').analog(() => 1.65);
    chip.pad('D3').analog(() => 5);
    run(5);
    expect(said).to.deep.equal([[8192 / 16384, 16383 / 16384, 0]]);
  });

  it('give volts behind the divider of a high-power output, and NaN without a converter', () => {
    const { chip, said, run } = lab('setTimeout(function(){say([analogRead(H0),isNaN(analogRead(D15))])},1)');
    // 12 V on H0 through 220k and 39k: 1.807 V at D4.
    chip.pad('D4').analog(() => (12 * 39) / (220 + 39));
    run(5);
    expect((said[0] as number[])[0]).to.be.closeTo(12, 0.005);
    expect((said[0] as unknown[])[1]).to.equal(true);
  });
});

describe('PWM', () => {
  it('has the resolution of its counter: 800 steps at 20 kHz', () => {
    const { chip } = lab('analogWrite(D42,0.30071,{freq:20000})');
    expect(chip.pad('D42').duty).to.equal(240 / 800);
    expect(chip.pad('D42').driven).to.equal(null);
  });

  it('clamps, and takes NaN for 0', () => {
    const { chip } = lab('analogWrite(D42,7);analogWrite(D22,-1);analogWrite(D32,NaN)');
    expect(['D42', 'D22', 'D32'].map((name) => chip.pad(name).duty)).to.deep.equal([1, 0, 0]);
  });

  it('has three modules of one frequency each', () => {
    const { errors } = lab(
      'analogWrite(D42,.5,{freq:20000});analogWrite(D22,.5);analogWrite(D34,.5,{freq:440});analogWrite(D32,.5,{freq:99})',
    );
    expect(errors.join()).to.match(/No free Hardware PWMs/);
  });

  it('stops the other channels of a module when one is taken away, as the driver does', () => {
    const { chip } = lab('analogWrite(D22,.5);analogWrite(D32,.25);digitalWrite(D22,0)');
    expect(chip.pad('D22').driven).to.equal(0);
    expect(chip.pad('D32').duty).to.equal(null);
  });

  it('changes the duty of its neighbours with the frequency', () => {
    const { chip } = lab(
      'analogWrite(D22,.5,{freq:1000});analogWrite(D32,.5,{freq:1000});analogWrite(D22,.5,{freq:2000})',
    );
    // Compare value 8000 stays; the counter now ends at 8000: never high.
    expect(chip.pad('D32').duty).to.equal(0);
    expect(chip.pad('D22').duty).to.equal(0.5);
  });

  it('keeps running over a digitalWrite when the mode was fixed', () => {
    const { chip } = lab("pinMode(D42,'output');analogWrite(D42,.5);digitalWrite(D42,0)");
    expect(chip.pad('D42').duty).to.equal(0.5);
  });

  it('can be made in software by the hardware timer', () => {
    const { chip, run } = lab('analogWrite(D37,0.25,{freq:100,forceSoft:true})');
    let highUs = 0;
    let since = 0;
    chip.pad('D37').onOutput((pad, atUs) => {
      if (pad.driven === 1) since = atUs;
      else if (since > 0) highUs += atUs - since;
    });
    run(105);
    expect(highUs / 2500).to.be.closeTo(10, 1);
  });
});
