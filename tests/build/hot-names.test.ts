import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import { hotNamesFirst } from '../../tools/bundle/hot-names.ts';

/** The names that a program declares before all else, in their order, as the program spelled them. */
function firstNames(code: string, counts = {}): string[] {
  const hot = hotNamesFirst(code, counts);
  const [head = '', list = ''] = /^\(\(\)=>\{var ([^;]*);/.exec(hot) ?? [];
  const before: string[] = code.slice('(()=>{'.length).match(/[$\w]+/g) ?? [];
  const after: string[] = hot.slice(head.length).match(/[$\w]+/g) ?? [];
  return list === '' ? [] : list.split(',').map((name) => before[after.indexOf(name)] ?? name);
}

/** What a program prints when its interval comes due twice. */
function printed(code: string): string[] {
  const lines: string[] = [];
  runInNewContext(code, {
    setInterval: (tick: () => void) => [tick, tick].forEach((one) => one()),
    print: (...values: unknown[]) => lines.push(values.join(' ')),
    digitalRead: (pin: number) => pin + 1,
  });
  return lines;
}

const PROGRAM = `(()=>{function cold(){return 0}var total=cold(),n=0;function often(a){return a+total}
function seldom(a){return Math.max(a,5)}function tick(){n++;total=often(often(digitalRead(n)));if(n>1)print(seldom(total))}
function setup(){print(cold());setInterval(tick,100)}setup()})();`;

describe('names of the tick', () => {
  it('are declared first, the most used before all, and the rest keeps its place', () => {
    const names = firstNames(PROGRAM);
    expect(names.slice(0, 3)).to.have.members(['n', 'total', 'often']);
    expect(names).to.include('seldom').and.to.not.include('cold').and.to.not.include('setup');
    expect(names.indexOf('seldom')).to.be.above(names.indexOf('often'));
  });

  it('include names for its natives', () => {
    const hot = hotNamesFirst(PROGRAM);
    expect(hot)
      .to.match(/\$\w=digitalRead/)
      .and.to.match(/\$\w=Math\.max/);
    expect(hot.match(/digitalRead|Math/g)).to.have.lengthOf(2);
    expect(hot).to.match(/setInterval\(\w,100\)/);
  });

  it('change nothing in what the program does', () => {
    // Two readings of 1 + 1, then of 2 + 1: 2 + 0 + 0 = 2, and 3 + 2 + 2 = 7.
    expect(printed(hotNamesFirst(PROGRAM)))
      .to.deep.equal(printed(PROGRAM))
      .and.to.deep.equal(['0', '7']);
  });

  it('are ordered by what was counted, where that is known', () => {
    expect(firstNames(PROGRAM, { seldom: 9, total: 5 }).slice(0, 2)).to.deep.equal(['seldom', 'total']);
  });

  it('reach through tables of functions, but not into what is made once', () => {
    const code = `(()=>{function a(){}function make(){return a}var table=[a],made=make();function tick(){table[0]();made()}
setInterval(tick,100)})();`;
    expect(firstNames(code)).to.have.members(['tick', 'table', 'made', 'a']);
  });

  it('never include a class, nor a native where it names a property too', () => {
    const code = `(()=>{class A{}function tick(){print(new A,{E})}setInterval(tick,100)})();`;
    expect(firstNames(code)).to.deep.equal(['$0=print', 'tick']);
    expect(hotNamesFirst(code)).to.include('{E}');
  });

  it('have names of their own', () => {
    const code = '(()=>{var $0=1;function tick(){print($0)}setInterval(tick,100)})();';
    expect(firstNames(code)).to.include('$1=print');
  });

  it('have one letter, as long as the program leaves any, and never that of the loop that times are compared with', () => {
    const many = Array.from({ length: 60 }, (_, i) => `v${i}`);
    const code = `(()=>{var ${many.map((name) => `${name}=1`).join()};function tick(b){${many.join('++;')}++}setInterval(tick,100)})();`;
    const names = (/var ([^;]*);/.exec(hotNamesFirst(code))?.[1] ?? '').split(',');
    expect(names).to.have.lengthOf(61);
    expect(new Set(names)).to.have.lengthOf(61);
    expect(names.filter((name) => name.length === 1))
      .to.have.lengthOf(49)
      .and.to.not.include.members(['b', 'i']);
  });

  it('leave a program without a tick alone', () => {
    for (const code of ['print(1);', '(()=>{var a=1;print(a)})();']) expect(hotNamesFirst(code)).to.equal(code);
  });
});
