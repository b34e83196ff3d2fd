import { expect } from 'chai';
import { Clock } from '../../../hal/virtual/clock.ts';
import { CALL, COST_US } from '../../../hal/virtual/costs.ts';

describe('virtual time', () => {
  it('runs events in order of time, and of arrival where times are equal', () => {
    const clock = new Clock();
    const seen: string[] = [];
    clock.at(30, () => seen.push('c'));
    clock.at(10, () => seen.push('a'));
    clock.at(30, () => seen.push('d'));
    clock.at(20, () => seen.push('b'));
    clock.sleepUntil(100, () => false);
    expect(seen.join('')).to.equal('abcd');
    expect(clock.nowUs).to.equal(100);
  });

  it('keeps the order of a thousand events with random times, some of them cancelled', () => {
    const clock = new Clock();
    const seen: number[] = [];
    let seed = 1;
    for (let i = 0; i < 1000; i++) {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      const handle = clock.at(seed % 5000, (atUs) => seen.push(atUs));
      if (i % 3 === 0) clock.cancel(handle);
    }
    clock.sleepUntil(5000, () => false);
    expect(seen).to.have.length(1000 - 334);
    expect(seen).to.deep.equal([...seen].sort((a, b) => a - b));
  });

  it('runs an event at its own instant in the middle of a native call', () => {
    const clock = new Clock();
    let atUs = -1;
    clock.at(100, () => (atUs = clock.nowUs));
    clock.charge(CALL.digitalWrite);
    expect(atUs).to.equal(100);
    expect(clock.nowUs).to.equal(340);
  });

  it('does not let a stale handle cancel the event that took its place', () => {
    const clock = new Clock();
    let ran = 0;
    const old = clock.at(10, () => undefined);
    clock.sleepUntil(20, () => false);
    clock.at(30, () => ran++);
    clock.cancel(old);
    clock.sleepUntil(40, () => false);
    expect(ran).to.equal(1);
  });

  it('refuses an event in the past', () => {
    const clock = new Clock();
    clock.sleepUntil(50, () => false);
    expect(() => clock.at(49, () => undefined)).to.throw(/must not lie before now/);
    expect(() => clock.at(NaN, () => undefined)).to.throw(/must not lie before now/);
  });

  it('charges digitalWrite 340 us: 11,900 instructions at 35 per us', () => {
    expect(COST_US[CALL.digitalWrite]).to.equal(340);
    expect(11900 / 35).to.equal(340);
  });
});
