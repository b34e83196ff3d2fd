import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import { groupNames } from '../../tools/bundle/group-names.ts';

/** What a program prints when its interval comes due twice. */
function printed(code: string): string[] {
  const lines: string[] = [];
  runInNewContext(code, {
    setInterval: (tick: () => void) => [tick, tick].forEach((one) => one()),
    print: (...values: unknown[]) => lines.push(JSON.stringify(values)),
  });
  return lines;
}

/** Thirty variables that the tick counts up, each of them as often as its number. */
const NUMBERS = Array.from({ length: 30 }, (_, i) => i);
const COUNTS = Object.fromEntries(NUMBERS.map((i) => [`v${i}`, 30 - i]));
const PROGRAM = `(()=>{var list=[1],${NUMBERS.map((i) => `v${i}=${i}`).join()};function tick(){${NUMBERS.map(
  (i) => `v${i}+=v${(i + 1) % 30};`,
).join('')}list.push(v7);print(v0,v29,{v3},list)}setInterval(tick,50)})();`;

describe('groups of names', () => {
  it('take all variables of the tick but the five most used, twenty to an object, the most used first', () => {
    const { code } = groupNames(PROGRAM, COUNTS);
    expect(code).to.match(
      /^\(\(\)=>\{var group\$0=\{a:5,b:6,.*,t:24\},group\$1=\{a:25,.*,e:29\};var list=\[1\],v0=0,v1=1,/,
    );
    expect(code).to.not.match(/v4=4,v5/);
    expect(code).to.include('group$1.e+=v0;').and.to.include('v4+=group$0.a;');
  });

  it('change nothing in what the program does', () => {
    const { code } = groupNames(PROGRAM, COUNTS);
    expect(printed(code)).to.deep.equal(printed(PROGRAM)).and.to.have.lengthOf(2);
  });

  it('count as much as their fields together', () => {
    const { counts } = groupNames(PROGRAM, COUNTS);
    // 25 + 24 + ... + 6, and 5 + 4 + 3 + 2 + 1.
    expect(counts).to.include({ group$0: 310, group$1: 15 });
  });

  it('leave alone what does not begin as a constant, what is rare, and what is declared twice', () => {
    const head = '(()=>{var a=1,b=1,c=1,d=1,e=1,made=[1],rare=1,twice=1,taken=-1;';
    const code = `${head}var twice=2;function tick(){a=b=c=d=e;made[0]=rare+twice+taken}setInterval(tick,50)})();`;
    const counts = { a: 9, b: 9, c: 9, d: 9, e: 9, made: 8, rare: 0.01, twice: 8, taken: 1 };
    const grouped = groupNames(code, counts).code;
    expect(grouped).to.equal(
      code.replace(',taken=-1;', ';').replace('+taken', '+group$0.a').replace('(()=>{', '(()=>{var group$0={a:-1};'),
    );
  });

  it('keep the name of a property that was written short', () => {
    expect(groupNames(PROGRAM, { ...COUNTS, v3: 0.1 }).code).to.include('{v3:group$1.');
  });

  it('leave a program without a wrapper alone', () => {
    expect(groupNames('var a=1;print(a);').code).to.equal('var a=1;print(a);');
  });
});
