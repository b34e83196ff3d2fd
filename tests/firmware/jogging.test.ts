import { expect } from 'chai';
import { createEngine } from '../../sim/engines.ts';
import { angleProcedure, workAngles } from '../../sim/technician/angles.ts';
import { AngleBench } from '../support/angleDesk.ts';
import { refusalOf } from '../support/consoleDesk.ts';

/** The console is heard this often while it wants a jog. */
const BEAT_MS = 100;

/** The service open, the angle begun, flat accepted: from here on a jog is possible. */
async function ready(bench = new AngleBench()): Promise<AngleBench> {
  await workAngles(bench, angleProcedure().slice(0, 3));
  return bench;
}

/** Heartbeats for so long, with whatever the hands do. */
async function beat(bench: AngleBench, forMs: number, toDeg = 15): Promise<string> {
  let state = '';
  for (const endMs = bench.port.nowMs + forMs; bench.port.nowMs < endMs;) {
    ({ state } = await bench.board.jog(toDeg));
    await bench.port.wait(BEAT_MS);
  }
  return state;
}

/** Moves up for some seconds, with START held. */
async function onTheWay(bench: AngleBench): Promise<AngleBench> {
  await beat(bench, 400);
  bench.port.press('start', true);
  expect(await beat(bench, 6000)).to.equal('jogging');
  expect(bench.angleDeg).to.be.within(2, 5);
  return bench;
}

/** How far the board still goes after an act, and after how long it stands and has no power, while the console goes on or falls silent. */
async function coasted(
  bench: AngleBench,
  act: () => void,
  isHeard: boolean,
): Promise<{ deg: number; ms: number; powerMs: number }> {
  const fromDeg = bench.angleDeg;
  const fromMs = bench.port.nowMs;
  let ms = 0;
  let powerMs = 0;
  bench.port.rig.onStep(({ speedDegPerS, drivePower }, atUs) => {
    if (Math.abs(speedDegPerS) > 0.02) ms = atUs / 1000 - fromMs;
    if (drivePower) powerMs = atUs / 1000 - fromMs;
  }, 2);
  act();
  if (isHeard) await beat(bench, 3000);
  else await bench.port.wait(3000);
  return { deg: bench.angleDeg - fromDeg, ms, powerMs };
}

describe('a jog', function () {
  this.timeout(20_000);

  it('never begins by START alone, by the console alone, or by a START that was held before', async () => {
    const bench = await ready();
    bench.port.press('start', true);
    await bench.port.wait(3000);
    expect(bench.angleDeg).to.be.below(0.05);
    // Held since before the console was heard.
    await beat(bench, 3000);
    bench.port.press('start', false);
    await beat(bench, 3000);
    expect(bench.angleDeg).to.be.below(0.05);
    expect(bench.port.rig.truth().drivePower).to.equal(false);
  });

  it('never begins without an angle calibration whose flat was accepted', async () => {
    const bench = new AngleBench();
    await bench.enter();
    await beat(bench, 400);
    bench.port.press('start', true);
    await beat(bench, 3000);
    expect(bench.angleDeg).to.be.below(0.05);
    bench.port.press('start', false);
    await bench.board.beginAngle(0);
    await beat(bench, 400);
    bench.port.press('start', true);
    await beat(bench, 3000);
    expect(bench.angleDeg).to.be.below(0.05);
  });

  it('creeps at 0.8 degrees per second at most, and stops by itself where it was asked to', async () => {
    const bench = await ready();
    let fastest = 0;
    bench.port.rig.onStep(({ speedDegPerS }) => (fastest = Math.max(fastest, speedDegPerS)));
    expect(await bench.moveTo(15)).to.equal('none');
    expect(bench.angleDeg).to.be.within(14.8, 15.2);
    expect(fastest).to.be.within(0.75, 0.95);
  });

  it('goes no higher than 42 degrees, whatever is asked for', async () => {
    const bench = await ready();
    expect(await refusalOf(bench.board.jog(42.1))).to.match(/out of its bounds/);
    expect(await bench.moveTo(42)).to.equal('none');
    expect(bench.angleDeg).to.be.below(42.3);
  });

  it('eases to rest within half a degree when START is let go, and needs it pressed anew', async () => {
    const bench = await onTheWay(await ready());
    const { deg, ms, powerMs } = await coasted(bench, () => bench.port.press('start', false), true);
    expect(deg).to.be.within(0.05, 0.5);
    expect(ms).to.be.below(900);
    expect(powerMs).to.be.below(1200);
    await beat(bench, 2000);
    const restDeg = bench.angleDeg;
    bench.port.press('start', true);
    await beat(bench, 4000);
    expect(bench.angleDeg).to.be.above(restDeg + 1);
  });

  it('eases to rest within 1.3 s and a degree when the console falls silent, and stays there when it is heard again', async () => {
    const bench = await onTheWay(await ready());
    const { deg, ms } = await coasted(bench, () => undefined, false);
    expect(deg).to.be.within(0.1, 1);
    expect(ms).to.be.below(1300);
    const restDeg = bench.angleDeg;
    await beat(bench, 3000);
    expect(bench.angleDeg).to.be.closeTo(restDeg, 0.02);
  });

  it('loses drive power by PANIC within 20 ms', async () => {
    const bench = await onTheWay(await ready());
    const { powerMs, deg } = await coasted(bench, () => bench.port.press('panic', true), true);
    expect(powerMs).to.be.at.most(20);
    expect(deg).to.be.below(0.3);
    expect((await bench.board.draft()).refusal.name).to.equal('halted');
  });

  it('ends by LOWER, and comes down as long as that is held, with or without a console', async () => {
    const bench = await onTheWay(await ready());
    const highestDeg = bench.angleDeg;
    bench.port.press('lower', true);
    await bench.port.wait(5000);
    expect(bench.angleDeg).to.be.below(highestDeg - 0.5);
    await bench.port.wait(15_000);
    expect(bench.angleDeg).to.be.below(0.1);
    expect(bench.port.rig.truth().drivePower).to.equal(false);
  });

  it('ends when the key is turned back, which closes the service and leaves the old zeros', async () => {
    const bench = await onTheWay(await ready());
    bench.port.press('key', false);
    await bench.port.wait(2500);
    const restDeg = bench.angleDeg;
    expect((await bench.board.info()).serviceOpen).to.equal(false);
    bench.port.press('start', false);
    await bench.port.wait(1000);
    bench.port.press('start', true);
    await bench.port.wait(3000);
    expect(bench.angleDeg).to.be.closeTo(restDeg, 0.02);
    bench.port.press('lower', true);
    await bench.port.wait(15_000);
    expect(bench.angleDeg).to.be.below(0.1);
  });

  it('has the zeros of the flat stop in use, until the draft is left', async () => {
    const bench = new AngleBench();
    bench.port.rig.inject('travelSensor', 'travel', { as: 'offset', value: 4 });
    bench.port.rig.inject('accelerometer', 'angle', { as: 'offset', value: -0.5 });
    const faults: string[] = [];
    bench.client.onPush = (line) => void (line.startsWith('F,') && faults.push(line));
    await ready(bench);
    await bench.port.wait(2000);
    // The jump from one zero to the other is no movement.
    expect(faults).to.deep.equal([]);
    const draft = await bench.board.live();
    expect(Math.abs(draft.angleDeg)).to.be.below(0.1);
    expect(Math.abs(draft.tiltDeg)).to.be.below(0.15);
    await bench.leave();
    await bench.port.wait(2000);
    const { angleDeg, tiltDeg } = await bench.board.live();
    expect(angleDeg).to.be.within(0.6, 0.9);
    expect(tiltDeg).to.be.within(-0.65, -0.35);
    expect(faults).to.deep.equal([]);
    expect(bench.port.rig.truth().drivePower).to.equal(false);
  });

  it('ends by LOWER although START is held and the console heard, and then comes down', async () => {
    const bench = await onTheWay(await ready());
    const { deg } = await coasted(bench, () => bench.port.press('lower', true), true);
    expect(deg).to.be.below(0.5);
    await beat(bench, 15_000);
    expect(bench.angleDeg).to.be.below(0.1);
  });

  it('leaves a tilted board in a service that changes nothing but by going on', async () => {
    const bench = await onTheWay(await ready());
    bench.port.press('start', false);
    await beat(bench, 2000);
    expect(bench.angleDeg).to.be.above(2);
    expect((await bench.board.info()).serviceOpen).to.equal(true);
    expect(await refusalOf(bench.board.setClock(bench.port.wallS))).to.match(/only with the service key turned/);
    expect(await refusalOf(bench.board.accept())).to.match(/only with the service key turned/);
    expect((await bench.board.info()).serviceOpen).to.equal(true);
    await bench.leave();
    await bench.port.wait(500);
    expect((await bench.board.info()).serviceOpen).to.equal(false);
  });

  it('eases when somebody hangs in the strap', async () => {
    const bench = await onTheWay(await ready());
    bench.port.hang(200);
    await beat(bench, 2000);
    const restDeg = bench.angleDeg;
    await beat(bench, 2000);
    expect(bench.angleDeg).to.be.closeTo(restDeg, 0.02);
  });

  it('halts by whatever would return from a session: nobody is there to be brought down', async () => {
    const bench = await onTheWay(await ready());
    bench.port.disturb('dout', { as: 'stuck', value: 1 });
    expect(await beat(bench, 3000)).to.equal('halted');
    expect(bench.port.rig.truth().drivePower).to.equal(false);
  });

  it('leaves no time for anything else: other requests wait until the board stands', async () => {
    const bench = await onTheWay(await ready());
    const before = bench.port.nowMs;
    const info = bench.board.info();
    bench.port.press('start', false);
    expect(await info).to.include({ state: 'calibrating' });
    expect(bench.port.nowMs - before).to.be.above(300);
  });

  it('is the same to the microsecond in the real interpreter, over the whole calibration', async function () {
    if ((process.env['ESPRUINO'] ?? '') === '') this.skip();
    this.timeout(120_000);
    const digests: string[] = [];
    for (const name of ['node', 'espruino'] as const) {
      const bench = new AngleBench({ engine: await createEngine(name) });
      expect((await workAngles(bench, angleProcedure())).refusal).to.equal('none');
      expect(bench.port.troubles).to.deep.equal([]);
      digests.push(bench.port.chip.timeline.digest());
      bench.port.close();
    }
    expect(digests[1]).to.equal(digests[0]);
  });
});
