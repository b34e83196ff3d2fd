import { expect } from 'chai';
import { Chip } from '../../../hal/virtual/chip.ts';
import type { Engine } from '../../../hal/virtual/contract.ts';
import { EspruinoEngine, InterpreterDied } from '../../../hal/virtual/espruino-engine.ts';
import { ContextEngine, NodeEngine } from '../../../hal/virtual/node-engine.ts';

const ESPRUINO = process.env['ESPRUINO'];
const US_PER_MS = 1000;

/** A small program, what happens to the chip while it runs, and for how long. */
interface Story {
  name: string;
  program: string;
  world?: (chip: Chip) => void;
  untilMs?: number;
  /** What the program must have printed at least, so that two empty outputs do not agree. */
  says: RegExp;
}

interface Outcome {
  /** Text with the instant in microseconds. */
  output: string[];
  errors: string[];
  timeline: string;
  boots: number;
}

function run(story: Story, engine: Engine): Outcome {
  const chip = new Chip();
  const output: string[] = [];
  const errors: string[] = [];
  chip.usbOutput((text, atUs) => output.push(`${atUs} ${text}`));
  chip.uncaughtErrors((error) => errors.push((error as Error).message));
  story.world?.(chip);
  chip.powerUp(story.program, engine);
  try {
    chip.runUntil((story.untilMs ?? 1000) * US_PER_MS);
  } finally {
    engine.dispose();
  }
  return { output, errors, timeline: chip.timeline.digest(), boots: chip.boots };
}

/** Bytes of an accelerometer that counts its reads. */
function attachCounter(chip: Chip): void {
  let reads = 0;
  chip.attachI2c('D44', 'D45', 0x19, {
    write: (bytes) => bytes.length < 20,
    read: (count) => new Uint8Array(count).fill(++reads * 17),
  });
}

const I2C_SETUP = 'I2C1.setup({sda:D44,scl:D45,bitrate:400000});';

const STORIES: Story[] = [
  {
    name: 'intervals, time-outs and their changes',
    program: `var n=0,id=setInterval(function(){USB.write("i"+n);n++;if(n==3)changeInterval(id,7.5);if(n==9)clearInterval(id);},20);
      setTimeout(function(){USB.write("a");setTimeout(function(){USB.write("b"+Math.round(getTime()*1e6)%1e6);},0);},33.3);
      setTimeout("USB.write('text')",50);setTimeout(function(a,b){USB.write(a+b);},60,"x",1);`,
    says: /i8/,
  },
  {
    name: 'a late callback and the burst after it',
    program:
      'setInterval(function(){USB.write("t"+Math.round(getTime()*1e5)%1e7);},20);setTimeout(function(){for(var i=0;i<300;i++)digitalWrite(D2,i&1);},50);',
    says: /t\d+/,
  },
  {
    name: 'pins: levels, pulls, pulses, PWM, analog',
    program: `pinMode(D26,"input_pullup");var k=0;
      setInterval(function(){k++;analogWrite(D42,k/7,{freq:20000});digitalWrite([D22,D32,D25],k);digitalPulse(D43,1,[1.5,0.25,1]);
      USB.write([digitalRead([D26,D1,D22]),analogRead(D29)*1e6|0,getPinMode(D26)].join());if(k==9)digitalWrite(D42,0);},31);`,
    world: (chip) => {
      chip.pad('D29').analog((atUs) => 3.3 * ((atUs / 1e6) % 1));
      chip.at(500_000, () => chip.pad('D26').drive(0));
    },
    says: /input_pullup/,
  },
  {
    name: 'methods of pins',
    program:
      'D32.write(1);D5.set();USB.write([D32.read(),D5.toggle(),D32.getMode(),new Pin("D43").read()].join());D43.pulse(1,5);LED1.write(1);',
    says: /input/,
  },
  {
    name: 'watches with edges, debounce and once',
    program: `setWatch(function(e){USB.write("w"+e.state+Math.round(e.time*1e6)%1e7+"/"+Math.round((e.time-e.lastTime)*1e6));},D2,{repeat:true,edge:"both"});
      setWatch(function(e){USB.write("d"+e.state+e.pin);},D1,{repeat:true,edge:"rising",debounce:25});
      setWatch(function(e){USB.write("once");},D2,{edge:"falling"});`,
    world: (chip) => {
      for (let k = 0; k < 12; k++) {
        chip.at(300_000 + k * 3_700, () => chip.pad('D2').drive(k % 2 === 0 ? 1 : 0));
        chip.at(400_000 + k * 6_100, () => chip.pad('D1').drive(k % 2 === 0 ? 1 : 0));
      }
    },
    says: /once/,
  },
  {
    name: 'two-wire bus, answered and not',
    program: `${I2C_SETUP}setInterval(function(){I2C1.writeTo(25,[32,87],new Uint8Array([1,255]),"ab");
      var b=I2C1.readReg(25,168,6);USB.write(new Int16Array(b.buffer,b.byteOffset,3).join()+I2C1.readFrom(25,2).length);
      try{I2C1.writeTo(26,1);}catch(e){USB.write(e.message);}},50);`,
    world: attachCounter,
    says: /Write Error/,
  },
  {
    name: 'software SPI',
    program:
      'var s=new SPI();s.setup({mosi:D38,miso:D39});setInterval(function(){USB.write([].slice.call(s.send(new Uint8Array([170,128]))).join()+s.send(170)+s.send("ab").length);},100);',
    world: (chip) => {
      let pulses = 0;
      chip.pad('D38').onOutput((pad) => {
        if (pad.driven === 1) chip.pad('D39').drive(++pulses % 3 === 0 ? 1 : 0);
      });
    },
    says: /\d+,\d+/,
  },
  {
    name: 'flash pages',
    program: `var f=require("Flash"),a=f.getFree()[0].addr,d=new Float64Array([0.1,1/3]);f.erasePage(a);f.write(new Uint8Array(d.buffer),a);
      var r=f.read(16,a);USB.write(E.CRC32(r)+" "+(new Float64Array(r.buffer,r.byteOffset,2)[1]===1/3)+f.getPage(a+5).length);f.write("abcd",a);`,
    says: /true4096/,
  },
  {
    name: 'exceptions: handled, in callbacks, in the handler',
    program: `process.on("uncaughtException",function(e){USB.write("U"+e.message);if(e.message=="two")throw new Error("three");});
      var n=0;setInterval(function(){n++;if(n==1)throw new Error("one");if(n==2)throw new Error("two");USB.write("n"+n);},40);throw new Error("boot");`,
    says: /Utwo[^]*n3/,
  },
  {
    name: 'error flags',
    program:
      'E.on("errorFlag",function(f){USB.write(f.join()+";"+E.getErrorFlags().join());});setWatch(function(){},D2,{repeat:true,edge:"both"});setTimeout(function(){for(var i=0;i<2000;i++)digitalWrite(D5,i&1);},100);',
    world: (chip) => {
      for (let k = 0; k < 400; k++) chip.at(360_000 + k * 1_000, () => chip.pad('D2').drive(k % 2 === 0 ? 1 : 0));
    },
    untilMs: 3000,
    says: /FIFO_FULL/,
  },
  {
    name: 'the watchdog, fed and not',
    program:
      'E.enableWatchdog(0.5,false);var n=0;USB.write("boot");setInterval(function(){n++;if(n<10)E.kickWatchdog();},100);',
    untilMs: 6000,
    says: /boot/,
  },
  {
    name: 'a picture over the bus',
    program: `${I2C_SETUP}var g=Graphics.createArrayBuffer(32,16,1,{vertical_byte:true,msb:false});g.setFontCustom("\\x00\\xff\\x81\\xff\\x0f\\xf0",48,3,8);
      g.clear().drawString("01",2,3);g.fillRect(20,2,30,9).setColor(0).drawRect(22,4,26,7);
      var b=new Uint8Array(g.buffer);for(var i=0;i<64;i+=16)I2C1.writeTo(60,[64,new Uint8Array(g.buffer,i,16)]);USB.write(""+E.CRC32(b));`,
    world: (chip) => chip.attachI2c('D44', 'D45', 60, { write: () => true, read: () => null }),
    says: /\d+/,
  },
  {
    name: 'text from the USB host and the date',
    program:
      'E.setConsole(null,{force:true});USB.on("data",function(d){USB.write("<"+d+">"+Math.floor(new Date().getTime())%1e6+Math.round(Date.now()*1e3)%1e6);});',
    world: (chip) => {
      chip.at(500_000, () => chip.usbInput('hello\n'));
      chip.at(600_000, () => chip.usbInput('\x00\xff"\\'));
    },
    says: /<hello/,
  },
  {
    name: "print, load and events of one's own",
    program:
      'print("up",1,"x");E.on("own",function(a,b){print("own",a+b);});E.emit("own",1,2);var n=0;setInterval(function(){n++;console.log(n);if(n==4)load();},60);',
    says: /own 3/,
  },
];

describe('the real interpreter on the simulated chip', function () {
  before(function () {
    if (ESPRUINO === undefined) this.skip();
  });

  for (const story of STORIES) {
    it(`does the same as Node at the same instants: ${story.name}`, () => {
      const node = run(story, new ContextEngine());
      const real = run(story, new EspruinoEngine({ timeoutMs: 5000 }));
      expect(node.output.join('\n')).to.match(story.says);
      expect(real).to.deep.equal(node);
    });
  }

  it('ends the run when the interpreter dies', () => {
    const story = { name: '', program: 'setInterval(function(){while(1);},50);', says: /./ };
    expect(() => run(story, new EspruinoEngine({ timeoutMs: 300 }))).to.throw(InterpreterDied, /endless loop/);
  });

  it('survives a power cut in the middle of a native call', () => {
    const story: Story = {
      name: '',
      program:
        'USB.write("up");setInterval(function(){try{for(var i=0;i<100;i++)digitalWrite(D2,i&1);}catch(e){USB.write("caught");}USB.write("end");},50);',
      world: (chip) => void chip.at(301_234, () => chip.powerCut()),
      says: /up/,
    };
    expect(run(story, new EspruinoEngine({ timeoutMs: 5000 }))).to.deep.equal(run(story, new NodeEngine()));
  });
});
