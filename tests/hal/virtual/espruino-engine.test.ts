import { expect } from 'chai';
import { EspruinoEngine, ProgramError, type EspruinoOptions } from '../../../hal/virtual/espruino-engine.ts';
import { FINE, recordingApi, type Calls } from '../../support/recording-api.ts';

const ESPRUINO = process.env['ESPRUINO'];

describe('the engine of the real interpreter, without one', () => {
  it('says what is missing', () => {
    expect(() => new EspruinoEngine({ binary: '' })).to.throw(/set ESPRUINO to the path/);
    expect(() => new EspruinoEngine({ binary: '/no/such/file' })).to.throw(/no executable file/);
  });
});

describe('the engine of the real interpreter', function () {
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

  describe('values', () => {
    it('hands numbers over to the last bit, both ways', () => {
      const calls = recordingApi();
      boot(
        `if (analogRead(D2)!==getTime()-1767254400.5) analogWrite(D2,analogRead(D2));setInterval(print,getTime());`,
        calls,
      );
      expect(calls.log).to.deep.equal([
        ['analogWrite', calls.api['D2'], FINE],
        ['setInterval', 1767254400.5 + FINE],
      ]);
    });

    it('keeps what is no finite number', () => {
      const calls = recordingApi({ analogRead: () => NaN });
      boot('analogWrite(D2,NaN);analogWrite(D2,1/0);analogWrite(D2,analogRead(D2));', calls);
      expect(calls.log.map((call) => call[2])).to.deep.equal([NaN, Infinity, NaN]);
    });

    it('names pins that the PC build has and those that it lacks', () => {
      const calls = recordingApi();
      boot('digitalWrite([D2,D43],digitalRead(new Pin("D43")));', calls);
      const { D2, D43 } = calls.api;
      expect(calls.log).to.deep.equal([
        ['digitalRead', D43],
        ['digitalWrite', [D2, D43], 5],
      ]);
    });

    it('carries bytes in every form a bus takes, and back', () => {
      const sent: Uint8Array[] = [];
      const I2C1 = {
        writeTo: (_address: number, data: Uint8Array) => void sent.push(data),
        readReg: () => Uint8Array.of(0, 10, 13, 34, 92, 255),
      };
      const calls = recordingApi({ I2C1 });
      boot(
        'I2C1.writeTo(60,[64,new Uint8Array([1,255])]);I2C1.writeTo(60,7,8);I2C1.writeTo(60,I2C1.readReg(60,1,6));',
        calls,
      );
      expect(sent.map((bytes) => [...bytes])).to.deep.equal([
        [64, 1, 255],
        [7, 8],
        [0, 10, 13, 34, 92, 255],
      ]);
    });

    it('carries text with any byte in it, and back', () => {
      const text = Array.from({ length: 256 }, (_, i) => String.fromCharCode(i)).join('');
      const calls = recordingApi({ require: () => ({ read: () => text }) });
      boot('USB.write(require("Storage").read("x"));', calls);
      expect(calls.log).to.deep.equal([['write', text]]);
    });

    it('makes objects of the host with new, each with its own calls', () => {
      const sent: unknown[] = [];
      class SPI {
        private mosi: unknown;
        setup(options: { mosi: unknown }): void {
          this.mosi = options.mosi;
        }
        send(data: unknown): Uint8Array {
          sent.push([this.mosi, data]);
          return Uint8Array.of(9);
        }
      }
      const calls = recordingApi({ SPI });
      boot(
        'var a=new SPI(),b=new SPI();a.setup({mosi:D2});b.setup({mosi:D43});b.send([1]);digitalWrite(D2,a.send([2])[0]);',
        calls,
      );
      const { D2, D43 } = calls.api;
      expect(sent).to.deep.equal([
        [D43, [1]],
        [D2, [2]],
      ]);
      expect(calls.log).to.deep.equal([['digitalWrite', D2, 9]]);
    });

    it('leaves computing to the interpreter', () => {
      const calls = recordingApi({ E: { CRC32: () => 0 } });
      // Node would print 10.0; the interpreter cuts.
      boot('USB.write((9.99).toFixed(1)+" "+E.CRC32("123456789"));', calls);
      expect(calls.log).to.deep.equal([['write', '9.9 3421780262']]);
    });
  });

  describe('callbacks', () => {
    it('runs timers and watches when the chip calls them', () => {
      const calls = recordingApi();
      boot(
        'var n=0;setInterval(function(){USB.write("i"+n++);},50);setWatch(function(e){USB.write("w"+e.state+e.time+e.pin);},D2,{repeat:true});',
        calls,
      );
      const [interval, watch] = calls.callbacks;
      calls.log.length = 0;
      interval!();
      watch!({ state: true, time: 1.5, lastTime: undefined, pin: calls.api['D2'] });
      interval!();
      expect(calls.log.map((call) => call[1])).to.deep.equal(['i0', 'wtrue1.5D2', 'i1']);
    });

    it('takes text and further arguments for a timer', () => {
      const calls = recordingApi();
      boot('setTimeout("USB.write(\'text\')",1);setTimeout(function(a,b){USB.write(a+b);},1,"x","y");', calls);
      for (const callback of calls.callbacks) callback();
      expect(calls.log.slice(2)).to.deep.equal([
        ['write', 'text'],
        ['write', 'xy'],
      ]);
    });

    it('keeps no callback of a time-out that has run', () => {
      const calls = recordingApi({ setTimeout: (callback: () => void) => calls.callbacks.push(callback) });
      const engine = boot('function f(){setTimeout(f,5);}f();', calls);
      const before = engine.memory().usage;
      for (let i = 0; i < 50; i++) calls.callbacks[i]!();
      expect(engine.memory().usage).to.be.at.most(before + 2);
    });

    it('hands an exception of the first run over, and keeps the timers set before', () => {
      const calls = recordingApi();
      expect(() => boot('setInterval(function(){USB.write("on");},5);throw new Error("no good");', calls)).to.throw(
        ProgramError,
        'no good',
      );
      calls.callbacks[0]!();
      expect(calls.log.at(-1)).to.deep.equal(['write', 'on']);
      expect(() => boot('var a=;', calls)).to.throw(ProgramError, "Got ';' expected EOF");
    });

    it('hands an exception of the program over with its class and message', () => {
      const calls = recordingApi();
      boot('setInterval(function(){null.x;},5);', calls);
      expect(calls.callbacks[0]).to.throw(ProgramError, "Can't read property 'x' of null");
    });

    it('lets the program catch an exception of the chip, or hands back the very same', () => {
      const broken = new Error('I2C Write Error 33281');
      const calls = recordingApi({
        digitalWrite: () => {
          throw broken;
        },
      });
      boot(
        'setInterval(function(){try{digitalWrite(D2,1);}catch(e){USB.write(e.message);}},5);setInterval(function(){digitalWrite(D2,1);},5);',
        calls,
      );
      calls.callbacks[0]!();
      expect(calls.log.at(-1)).to.deep.equal(['write', 'I2C Write Error 33281']);
      try {
        calls.callbacks[1]!();
        expect.fail('nothing was thrown');
      } catch (error) {
        expect(error).to.equal(broken);
      }
    });
  });
});
