import { expect } from 'chai';
import { Random } from '../../sim/random.ts';

describe('random', () => {
  it('gives the same numbers for the same seed, and others for another', () => {
    const first = Array.from(
      { length: 5 },
      (
        (random) => () =>
          random.bits()
      )(new Random(7)),
    );
    const again = Array.from(
      { length: 5 },
      (
        (random) => () =>
          random.bits()
      )(new Random(7)),
    );
    const other = Array.from(
      { length: 5 },
      (
        (random) => () =>
          random.bits()
      )(new Random(8)),
    );
    expect(again).to.deep.equal(first);
    expect(other).to.not.deep.equal(first);
  });

  it('pins the first numbers of seed 1, because recordings depend on them', () => {
    const random = new Random(1);
    expect([random.bits(), random.bits(), random.bits()]).to.deep.equal([-910610092, -293790279, 406009659]);
  });

  it('splits into streams that do not depend on how much the parent has been used', () => {
    const parent = new Random(3);
    const early = parent.split('loadCell').bits();
    parent.bits();
    expect(parent.split('loadCell').bits()).to.equal(early);
    expect(parent.split('lamp').bits()).to.not.equal(early);
  });

  it('is uniform: mean 0.5, variance 1/12', () => {
    const { mean, variance } = momentsOf((random) => random.unit());
    expect(mean).to.be.closeTo(0.5, 0.003);
    expect(variance).to.be.closeTo(1 / 12, 0.001);
  });

  it('is normal: mean 0, sigma 1, 4.6 % beyond 2 sigma', () => {
    const { mean, variance, beyondTwo } = momentsOf((random) => random.gaussian());
    expect(mean).to.be.closeTo(0, 0.01);
    expect(variance).to.be.closeTo(1, 0.015);
    expect(beyondTwo).to.be.closeTo(0.0455, 0.003);
  });
});

function momentsOf(draw: (random: Random) => number): { mean: number; variance: number; beyondTwo: number } {
  const random = new Random(42);
  const count = 100_000;
  let sum = 0;
  let squares = 0;
  let beyond = 0;
  for (let i = 0; i < count; i++) {
    const value = draw(random);
    sum += value;
    squares += value * value;
    if (Math.abs(value) > 2) beyond += 1;
  }
  const mean = sum / count;
  return { mean, variance: squares / count - mean * mean, beyondTwo: beyond / count };
}
