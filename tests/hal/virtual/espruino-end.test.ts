import { existsSync } from 'node:fs';
import { expect } from 'chai';
import { EspruinoEngine, InterpreterDied, type EspruinoOptions } from '../../../hal/virtual/espruino-engine.ts';
import { recordingApi, type Calls } from '../../support/recording-api.ts';

const ESPRUINO = process.env['ESPRUINO'];

describe('the engine of the real interpreter, its end and its measuring', function () {
  const engines: EspruinoEngine[] = [];

  before(function () {
    if (ESPRUINO === undefined) this.skip();
  });

  afterEach(() => {
    for (const engine of engines.splice(0)) engine.dispose();
  });

  function boot(program: string, calls: Calls, options: EspruinoOptions = {}): EspruinoEngine {
    const engine = new EspruinoEngine({ timeoutMs: 5000, ...options });
    engines.push(engine);
    engine.boot(program, calls.api);
    return engine;
  }

  describe('the end of an interpreter', () => {
    const deaths: [string, string, RegExp, EspruinoOptions?][] = [
      ['an endless loop at boot', 'while(1);', /gave no answer for 0.3 s \(endless loop\?\)/, { timeoutMs: 300 }],
      ['an endless loop', 'setInterval(function(){while(1);},5);', /gave no answer for 0.3 s/, { timeoutMs: 300 }],
      [
        'memory without end',
        'setInterval(function(){var a=[];while(1)a=[a,1.5,2.5,3.5];},5);',
        /ran out of memory|OUT OF MEMORY/,
      ],
      [
        'recursion without end',
        'function f(n){return f(n+1)+1}setInterval(function(){f(1);},5);',
        /Too much recursion/,
      ],
      ['an exit', 'setInterval(function(){E.reboot();},5);', /exit code 1; its last output: Not implemented/],
      ['a crash', 'setInterval(function(){poke32(0,0);},5);', /was ended by SIGSEGV/],
    ];
    for (const [name, program, message, options] of deaths) {
      it(`tells ${name}, and leaves nothing behind`, () => {
        const calls = recordingApi();
        const engine = new EspruinoEngine({ timeoutMs: 5000, ...options });
        engines.push(engine);
        let folder = '';
        const run = (): void => {
          engine.boot(program, calls.api);
          folder = engine.folder!;
          calls.callbacks[0]!();
        };
        expect(run).to.throw(InterpreterDied, message);
        expect(engine.folder).to.equal(null);
        expect(existsSync(folder)).to.equal(false);
      });
    }

    it('notices a binary that is no interpreter', () => {
      expect(() => boot('', recordingApi(), { binary: '/bin/true' })).to.throw(
        InterpreterDied,
        /exit code 0, without a word/,
      );
    });

    it('lets old timers of the chip run into nothing after it was disposed of', () => {
      const calls = recordingApi();
      const engine = boot('setInterval(function(){USB.write("alive");},5);', calls);
      engine.dispose();
      engine.dispose();
      calls.callbacks[0]!();
      expect(calls.log.map((call) => call[0])).to.deep.equal(['setInterval']);
    });

    it('boots anew after a reset, with nothing left of the first program', () => {
      const calls = recordingApi();
      const engine = boot('var seen=1;', calls);
      engine.boot('USB.write(typeof seen);', calls.api);
      expect(calls.log).to.deep.equal([['write', 'undefined']]);
    });
  });

  describe('measuring', () => {
    it('counts variables without its own', () => {
      const calls = recordingApi();
      const engine = boot('var a=[];for(var i=0;i<1000;i++)a.push(i+0.5);setInterval(function(){a=0;},5);', calls);
      // Two blocks an element, a name and a value; and little else.
      expect(engine.memory().usage).to.be.within(2000, 2100);
      calls.callbacks[0]!();
      expect(engine.memory().usage).to.be.below(60);
      expect(engine.memory().peak).to.be.at.least(2000);
    });

    it('sees the peak within a callback, between calls of any form', () => {
      const I2C1 = { writeTo: (): void => undefined };
      const calls = recordingApi({ I2C1 });
      const program =
        'function f(){var a=new Uint8Array(5000);I2C1.writeTo(60,[10,13,24]);analogRead(D2);digitalWrite(D2,1);}setInterval(f,5);';
      const engine = boot(program, calls, { watchMemory: true });
      for (let k = 0; k < 3; k++) calls.callbacks[0]!();
      const { usage, peak } = engine.memory();
      expect(peak - usage).to.be.within(150, 400); // 5000 bytes in blocks of 14 to 27 bytes.
    });

    it('needs fewer variables for functions that stay in flash', () => {
      const program = `function f(){${'var a=1;'.repeat(500)}}`;
      const inRam = boot(program, recordingApi()).memory().usage;
      const inFlash = boot(program, recordingApi(), { fromFlash: true }).memory().usage;
      expect(inRam).to.be.above(150);
      expect(inFlash).to.be.below(20);
    });

    it('tells the cost of a callback in passes of the reference loop, natives aside', () => {
      const slow = (): void => {
        const untilMs = performance.now() + 2;
        while (performance.now() < untilMs);
      };
      const calls = recordingApi({ digitalWrite: slow });
      const engine = boot('var i;setInterval(function(){for(i=0;i<100;i=i+1);digitalWrite(D2,1);},5);', calls, {
        measure: true,
      });
      for (let k = 0; k < 60; k++) calls.callbacks[0]!();
      const { median, callbacks } = engine.tickCosts();
      expect(callbacks).to.have.length(60);
      expect(median.nativeCalls).to.equal(1);
      expect(median.passes).to.be.within(80, 125);
      expect(median.boardMs).to.be.closeTo(median.passes * 0.28, 1e-9);
    });

    it('times a program whose names stand where a board has them, before all natives, and the reference loop before them', () => {
      const calls = recordingApi();
      boot(
        'var own=1;setInterval(function(){print(Object.keys(global).join(" "));own=getTime();E.getErrorFlags();},5);',
        calls,
        {
          measure: true,
        },
      );
      calls.callbacks[0]!();
      const names = calls.log.flatMap((call) => (call[0] === 'print' ? String(call[1]).trim().split(' ') : []));
      const places = ['i', 'own', 'setInterval', 'getTime'].map((name) => names.indexOf(name));
      expect(places)
        .to.deep.equal([...places].sort((a, b) => a - b))
        .and.to.not.include(-1);
      expect(names.indexOf('E')).to.be.above(names.indexOf('own'));
    });
  });
});
