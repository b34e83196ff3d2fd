import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import { shareLocals } from '../../tools/bundle/share-locals.ts';

/** What `f(2, 3)` gives, before and after. */
function results(f: string): unknown[] {
  return [f, shareLocals(f)].map((code) => runInNewContext(`${code};JSON.stringify(f(2,3))`) as unknown);
}

describe('local variables', () => {
  it('share a name when one is needed no more, and even with what the next is made of', () => {
    const f = 'function f(n,r){var t=n+1,e=t*2;var a=e+r;return a}';
    expect(shareLocals(f)).to.equal('function f(n,r){var n=n+1,n=n*2;var n=n+r;return n}');
    expect(results(f)).to.deep.equal(['9', '9']);
  });

  it('share a name in branches beside each other', () => {
    const f = 'function f(n,r){if(n>r){var t=n;return t+n+r}var e=r;return e+n+r}';
    expect(shareLocals(f)).to.equal('function f(n,r){if(n>r){var t=n;return t+n+r}var t=r;return t+n+r}');
  });

  it('keep theirs while a loop comes back to them', () => {
    // The head of a loop is passed in every turn, and so is what stands before the loop and is used in it.
    const head = 'function f(n,r){for(var t=0,e=0;t<n;t++){e+=r;var a=t+r;e+=a}return e}';
    expect(shareLocals(head)).to.equal('function f(n,r){for(var t=0,e=0;t<n;t++){e+=r;var a=t+r;e+=a}return e}');
    const before = 'function f(n,r){var t=n+r,e=0;while(n-->0){e+=t;var a=e*2;e=a}return e}';
    expect(shareLocals(before)).to.include('{var r=n+r,e=0;while(n-->0){e+=r;var a=e*2;e=a}return e}');
    for (const code of [head, before]) expect(new Set(results(code))).to.have.lengthOf(1);
  });

  it('share a name within one turn of a loop', () => {
    const f = 'function f(n,r){var s=0;for(;n-->0;){var t=n*r;s+=t;var e=n+r;s+=e}return s}';
    expect(shareLocals(f)).to.include('{var t=n*r;s+=t;var t=n+r;s+=t}');
    expect(results(f)).to.deep.equal(['10', '10']);
  });

  it('keep theirs where a value may be missing, where a function inside sees them, and with `arguments`', () => {
    const kept = [
      'function f(n,r){var t=r+1;if(t>n+r){var e=5}return e+t+r}',
      'function f(n,r){var t=n+r,e;if(t>9)e=1;return e+n+t+r}',
      'function f(n,r){var t=n,e=()=>t+n;return e()+r}',
      'function f(n,r){var t=n+r;return arguments[0]+t}',
    ];
    for (const f of kept) expect(shareLocals(f)).to.equal(f);
  });

  it('leave the names of properties alone', () => {
    const f = 'function f(n,r){var t={n,r},e={t};return e}';
    expect(shareLocals(f)).to.equal('function f(n,r){var n={n,r},n={t:n};return n}');
    expect(results(f)).to.deep.equal(['{"t":{"n":2,"r":3}}', '{"t":{"n":2,"r":3}}']);
  });
});
