import { expect } from 'chai';
import { raise } from '../../firmware/book.ts';
import type { Device } from '../../firmware/device.ts';
import { Fault, FAULTS } from '../../firmware/faults.ts';
import { newPanel } from '../../firmware/panel.ts';
import { State } from '../../firmware/states.ts';
import { newTelemetry, nextLine } from '../../firmware/telemetry.ts';
import { Validity } from '../../hal/machine.ts';
import { readyDevice } from '../support/deviceInHand.ts';

const PANEL = { ...newPanel(), leftS: 42 };

/** A device whose first state was told already. */
function told(): { d: Device; next: () => string } {
  const d = readyDevice();
  const t = newTelemetry();
  nextLine(t, d, PANEL);
  return {
    d,
    next: () => {
      d.ticks++;
      return nextLine(t, d, PANEL);
    },
  };
}

describe('telemetry', () => {
  it('begins with the state, and tells every change of it once', () => {
    const d = readyDevice();
    const t = newTelemetry();
    expect(nextLine(t, d, PANEL)).to.equal('S,0');
    expect(nextLine(t, d, PANEL)).to.equal('');
    d.session.state = State.Lockout;
    expect(nextLine(t, d, PANEL)).to.equal('S,12');
  });

  it('tells a fault with its reaction, once', () => {
    const { d, next } = told();
    raise(d.book, Fault.Panic, 100);
    expect(next()).to.equal('F,10,4');
    raise(d.book, Fault.Panic, 200);
    expect(next()).to.equal('');
    raise(d.book, Fault.SupplyLow, 300);
    expect(next()).to.equal('F,50,3');
  });

  it('sends a new state and its cause together', () => {
    const { d, next } = told();
    d.session.state = State.Halted;
    raise(d.book, Fault.Panic, 100);
    expect([next(), next(), next()]).to.deep.equal(['S,8\nF,10,4', '', '']);
  });

  it('tells every fault of one tick, in the order they came, one line a tick', () => {
    const { d, next } = told();
    for (const code of [Fault.Panic, Fault.SupplyLow, Fault.RelayDisagrees]) raise(d.book, code, 100);
    expect([next(), next(), next(), next()]).to.deep.equal(['F,10,4', 'F,50,3', 'F,45,4', '']);
  });

  it('tells the last eight of more than it can remember', () => {
    const { d, next } = told();
    const codes = FAULTS.slice(0, 10).map((row) => row.code);
    for (const code of codes) raise(d.book, code, 100);
    const told8 = Array.from({ length: 10 }, next).filter((line) => line.startsWith('F'));
    expect(told8.map((line) => Number(line.split(',')[1]))).to.deep.equal(codes.slice(2));
  });

  it('sends readings once a second: hundredths of a degree, tenths of a newton, seconds left, target', () => {
    const { d, next } = told();
    Object.assign(d.sensed, { angleDeg: 25.496, pullN: 196.14, pull: Validity.Fresh });
    const lines = Array.from({ length: 30 }, next).filter((line) => line !== '');
    expect(lines).to.deep.equal(new Array(3).fill('T,2550,1961,42,1961'));
  });

  it('says x for a pull that is not fresh, never a number', () => {
    for (const pull of [Validity.Stale, Validity.Saturated, Validity.Frozen, Validity.Absent]) {
      const { d, next } = told();
      Object.assign(d.sensed, { angleDeg: -0.004, pullN: 196.14, pull });
      expect(Array.from({ length: 10 }, next).join('')).to.match(/^T,-?0,x,42,1961$/);
    }
  });
});
