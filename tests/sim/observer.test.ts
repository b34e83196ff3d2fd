import { expect } from 'chai';
import { Observer } from '../../sim/observer.ts';

function listening(): { observer: Observer; states: string[] } {
  const states: string[] = [];
  const observer = new Observer(
    (state) => states.push(state),
    () => undefined,
  );
  return { observer, states };
}

describe('the observer hears the device by its lines', () => {
  it('names states and faults by the tables of the firmware', () => {
    const { observer, states } = listening();
    observer.receive('S,1\nS,3\nF,10,4\n', 100);
    expect(states).to.deep.equal(['idle', 'raising']);
    expect(observer).to.include({ state: 'raising', previousState: 'idle', stateAtMs: 100 });
    expect(observer.faults).to.deep.equal([{ code: 10, name: 'panic', atMs: 100, reaction: 'halt' }]);
  });

  it('reads a line that comes in pieces, and one that ends with a carriage return', () => {
    const { observer } = listening();
    observer.receive('T,2250,19', 1000);
    expect(observer.reading).to.equal(null);
    observer.receive('58,240,1961\r\n', 1001);
    expect(observer.reading).to.deep.equal({
      atMs: 1001,
      angleDeg: 22.5,
      forceN: 195.8,
      timeLeftS: 240,
      targetN: 196.1,
    });
  });

  it('an invalid pull is null, not zero', () => {
    const { observer } = listening();
    observer.receive('T,0,x,0,0\n', 0);
    expect(observer.reading?.forceN).to.equal(null);
  });

  it('keeps a line with something that is no number as malformed', () => {
    const { observer } = listening();
    observer.receive('T,NaN,10,0,0\n', 7);
    expect(observer.malformed).to.deep.equal({ atMs: 7, line: 'T,NaN,10,0,0' });
    expect(observer.reading).to.equal(null);
  });

  it('keeps other lines apart and forgets the state when the device is gone', () => {
    const { observer, states } = listening();
    observer.receive('Uncaught Error: x\nS,4\n', 0);
    observer.deviceGone(50);
    expect(observer.otherLines).to.deep.equal(['Uncaught Error: x']);
    expect(states).to.deep.equal(['holding', 'off']);
  });
});
