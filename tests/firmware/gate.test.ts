import { expect } from 'chai';
import { gate } from '../../firmware/gate.ts';
import { newSafety, type SafetyState } from '../../firmware/safety.ts';

function permitted(): SafetyState {
  const permit = newSafety();
  permit.power = true;
  permit.up = true;
  permit.speedMaxDegPerS = 1.5;
  return permit;
}

function through(permit: SafetyState, wishPower: boolean, duty: number, angleDeg: number, endHigh = false) {
  const out = { power: true, duty: 0.123 };
  gate(out, permit, wishPower, duty, angleDeg, endHigh);
  return out;
}

describe('gate', () => {
  it('passes a permitted wish unchanged', () => {
    expect(through(permitted(), true, 0.5, 20)).to.deep.equal({ power: true, duty: 0.5 });
    expect(through(permitted(), true, -0.5, 20)).to.deep.equal({ power: true, duty: -0.5 });
  });

  it('passes all that the drive has, and not more', () => {
    for (const duty of [1, -1]) expect(through(permitted(), true, duty, 20)).to.deep.equal({ power: true, duty });
  });

  it('removes power without permission, whatever is wished', () => {
    expect(through(newSafety(), true, 0.5, 20)).to.deep.equal({ power: false, duty: 0 });
  });

  it('removes power when nobody wants it', () => {
    expect(through(permitted(), false, 0.5, 20)).to.deep.equal({ power: false, duty: 0 });
  });

  it('stops upward motion from 45.0 degrees on, and lets the way down stay open', () => {
    expect(through(permitted(), true, 0.5, 44.999).duty).to.equal(0.5);
    expect(through(permitted(), true, 0.5, 45.0).duty).to.equal(0);
    expect(through(permitted(), true, -0.5, 46).duty).to.equal(-0.5);
  });

  it('stops upward motion when the angle is no number, at the end switch, and without permission to rise', () => {
    expect(through(permitted(), true, 0.5, Number.NaN).duty).to.equal(0);
    expect(through(permitted(), true, 0.5, 20, true).duty).to.equal(0);
    const downOnly = permitted();
    downOnly.up = false;
    expect(through(downOnly, true, 0.5, 20)).to.deep.equal({ power: true, duty: 0 });
    expect(through(downOnly, true, -0.5, 20)).to.deep.equal({ power: true, duty: -0.5 });
  });

  it('removes power for a duty that is no duty', () => {
    for (const duty of [Number.NaN, Number.POSITIVE_INFINITY, -1.0001, 1.0001]) {
      expect(through(permitted(), true, duty, 20), String(duty)).to.deep.equal({ power: false, duty: 0 });
    }
  });
});
