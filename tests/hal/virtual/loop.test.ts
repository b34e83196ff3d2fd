import { expect } from 'chai';
import { lab } from './lab.ts';

const TICK = 'var last=getTime();setInterval(function(){var t=getTime();say(Math.round((t-last)*1e3));last=t;},20);';

describe('timers', () => {
  it('do not drift: the next is due one period after the last was due', () => {
    const { said, run } = lab(
      'var n=0;setInterval(function(){n++;digitalWrite(D1,n&1);if(n==100)say(getTime())},20);var t0=getTime();say(t0);',
    );
    run(2050);
    const [start, end] = said as [number, number];
    expect(end - start).to.be.closeTo(2, 0.003);
  });

  it('catch up in a burst after a stall of 105 ms', () => {
    const { chip, said, run } = lab(TICK);
    run(25);
    chip.faults.stall(105);
    run(200);
    // The callback due at 40 ms ends at 145; those due at 60, 80 … 140 follow at once, 1 ms of their own cost each.
    expect((said as number[]).slice(1, 9)).to.deep.equal([125, 1, 1, 1, 1, 1, 10, 20]);
  });

  it('go on after an exception, which is told once', () => {
    const { errors, said, run, text } = lab(
      'var n=0;setInterval(function(){n++;say(n);if(n==2)throw new Error("two")},10)',
    );
    run(45);
    expect(said).to.deep.equal([1, 2, 3, 4]);
    expect(errors).to.deep.equal(['two']);
    expect(text()).to.include('Uncaught Error: two\r\n');
  });

  it('lose the interval that runs out of memory, and it alone', () => {
    const { chip, said, run } = lab(
      'E.on("errorFlag",function(f){say(f)});setInterval(function(){say("a")},20);setInterval(function(){say("b")},20);',
    );
    run(21);
    chip.faults.lowMemory('out');
    run(40);
    expect(said).to.deep.equal(['a', 'b', ['CALLBACK', 'LOW_MEMORY', 'MEMORY'], 'b', 'b']);
  });

  it('can be taken away without a trace', () => {
    const { chip, said, run } = lab('setInterval(function(){say("a")},20)');
    run(25);
    expect(chip.faults.loseTimer()).to.equal(true);
    run(100);
    expect(said).to.deep.equal(['a']);
    expect(chip.faults.loseTimer()).to.equal(false);
  });

  it("follow the chip's own clock when that drifts", () => {
    const { chip, said, run } = lab(
      'var n=0;setInterval(function(){n++},20);setTimeout(function(){say([n,getTime()])},10000);say(getTime());',
    );
    chip.faults.clockRate(1.05);
    run(9600);
    const [start, [count, end]] = said as [number, [number, number]];
    expect(count).to.equal(500);
    expect(end - start).to.be.closeTo(10, 0.01);
    expect(() => chip.faults.clockRate(1.2)).to.throw(/within 0.95 and 1.05/);
  });

  it('show the wall clock, and keep their pace when it is set', () => {
    const { said, run } = lab('say(getTime());setTime(1000);say(getTime());setTimeout(function(){say(getTime())},100)');
    run(150);
    const [before, set, later] = said as [number, number, number];
    expect(before).to.be.closeTo(1767254400, 1);
    expect(set).to.be.closeTo(1000, 0.01);
    expect(later).to.be.closeTo(1000.1, 0.01);
  });
});

describe('error flags', () => {
  it('come as an event only when they are new: a second one is silent until the first was fetched', () => {
    const { chip, said, run } = lab(
      'E.on("errorFlag",function(f){say(f)});setInterval(function(){},20);setInterval(function(){},20);setTimeout(function(){say(E.getErrorFlags())},300)',
    );
    run(21);
    chip.faults.lowMemory('out');
    run(100);
    chip.faults.lowMemory('out');
    run(200);
    expect(said).to.deep.equal([
      ['CALLBACK', 'LOW_MEMORY', 'MEMORY'],
      ['CALLBACK', 'LOW_MEMORY', 'MEMORY'],
    ]);
  });

  it('stay silent for low memory', () => {
    const { chip, said, run } = lab(
      'E.on("errorFlag",function(f){say(f)});setTimeout(function(){say(E.getErrorFlags())},50)',
    );
    chip.faults.lowMemory('low');
    run(100);
    expect(said).to.deep.equal([['LOW_MEMORY']]);
  });
});

describe('watches', () => {
  const EDGES =
    'setWatch(function(e){say([e.state,Math.round((e.time-e.lastTime)*1e6)])},D2,{repeat:true,edge:"both"})';

  it('tell the time of the edge, however late they run', () => {
    const { chip, said, run } = lab(`${EDGES};setInterval(function(){},5)`);
    const pad = chip.pad('D2');
    const startUs = chip.nowUs + 1000;
    chip.faults.stall(50);
    chip.at(startUs, () => pad.drive(1));
    chip.at(startUs + 7000, () => pad.drive(0));
    chip.at(startUs + 7125, () => pad.drive(1));
    run(100);
    expect(said).to.deep.equal([
      [true, null],
      [false, 7000],
      [true, 125],
    ]);
  });

  it('miss a pulse shorter than 25 us unless told to look closely', () => {
    for (const [options, count] of [
      ['{repeat:true}', 0],
      ['{repeat:true,hispeed:true}', 2],
    ] as const) {
      const { chip, said, run } = lab(`setWatch(function(e){say(e.state)},D2,${options})`);
      const startUs = chip.nowUs + 1000;
      chip.at(startUs, () => chip.pad('D2').drive(1));
      chip.at(startUs + 24, () => chip.pad('D2').drive(0));
      run(10);
      expect(said).to.have.length(count);
    }
  });

  it('wait with debouncing until the contact is quiet, and tell when it first was', () => {
    const { chip, said, run } = lab(
      'setWatch(function(e){say([e.state,Math.round(e.time*1e3)])},D2,{repeat:true,edge:"rising",debounce:25})',
    );
    const startMs = Math.ceil(chip.nowUs / 1000) + 1;
    [0, 3, 6, 9, 12].forEach((ms, i) =>
      chip.at((startMs + ms) * 1000, () => chip.pad('D2').drive(i % 2 === 0 ? 1 : 0)),
    );
    chip.at((startMs + 100) * 1000, () => chip.pad('D2').drive(0));
    run(20);
    expect(said).to.deep.equal([]);
    run(300);
    expect(said).to.deep.equal([[true, 1767254400000 + startMs + 12]]);
  });

  it('are eight at most', () => {
    const { text, said } = lab('for(var i=0;i<9;i++)say(setWatch(function(){},[D1,D2,D3,D4,D5,D7,D11,D12,D13][i]))');
    expect(said).to.deep.equal([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(text()).to.include('No free EXTI');
  });

  it('are deaf once the pin has been an output', () => {
    const { chip, said, run } = lab(`${EDGES};digitalWrite(D2,1);pinMode(D2,"input")`);
    chip.pad('D2').drive(1);
    run(10);
    expect(said).to.deep.equal([]);
  });

  it('lose edges when the ring is full: 340 fit into 2,048 bytes', () => {
    const { chip, said, run } = lab(
      'var n=0;setWatch(function(){n++},D2,{repeat:true});setInterval(function(){},1);setTimeout(function(){say(n);say(E.getErrorFlags())},1000)',
    );
    chip.faults.stall(100);
    for (let i = 1; i <= 400; i++) chip.at(chip.nowUs + 2000 + i * 100, () => chip.pad('D2').drive((i & 1) as 0 | 1));
    run(1100);
    expect(said).to.deep.equal([340, ['FIFO_FULL']]);
    expect(chip.loop.io.usedBytes).to.equal(0);
  });

  it('lose edges to a flood of other events, too', () => {
    const { chip, said, run } = lab(`${EDGES};E.on("errorFlag",function(f){say(f)});setInterval(function(){},1)`);
    chip.faults.eventOverflow();
    chip.pad('D2').drive(1);
    run(10);
    expect(said).to.deep.equal([['FIFO_FULL']]);
  });
});

describe('input from USB', () => {
  it('goes to the program when the console is elsewhere, else to the command line', () => {
    const { chip, said, run } = lab(
      'USB.on("data",function(d){say(d)});setTimeout(function(){E.setConsole(null,{force:true})},20)',
    );
    const commands: string[] = [];
    chip.consoleInput((text) => commands.push(text));
    run(5);
    chip.usbInput('1+1\n');
    run(20);
    chip.usbInput('hello\n');
    run(5);
    expect(commands).to.deep.equal(['1+1\n']);
    expect(said).to.deep.equal(['hello\n']);
  });

  it('stops a callback with Ctrl-C and removes its interval, unless the console is locked', () => {
    const busy = 'setInterval(function(){for(var i=0;i<5000;i++)getTime();say("done")},2000);';
    const open = lab(busy);
    open.chip.at(open.chip.nowUs + 2100e3, () => open.chip.usbInput('\x03'));
    open.run(8000);
    expect(open.said).to.deep.equal([]);
    const locked = lab(`E.setPassword("x");E.lockConsole();${busy}`);
    locked.chip.at(locked.chip.nowUs + 2100e3, () => locked.chip.usbInput('\x03'));
    locked.run(8000);
    expect(locked.said[0]).to.equal('done');
  });
});
