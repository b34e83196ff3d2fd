import { expect } from 'chai';
import { Property } from '../../../sim/parts/property.ts';
import { Random } from '../../../sim/random.ts';

function force(): Property {
  return new Property({ name: 'force', unit: 'N', min: -100, max: 100, help: '' }, new Random(1), { open: 5 });
}

function contact(): Property {
  return new Property({ name: 'contact', unit: 'bit', min: 0, max: 1, help: '' }, new Random(1));
}

describe('property', () => {
  it('passes values through while nothing is injected, and again when it is cleared', () => {
    const property = force();
    expect(property.pass(12.5, 0)).to.equal(12.5);
    property.inject({ as: 'stuck', value: 3 }, 0);
    expect(property.pass(12.5, 0)).to.equal(3);
    property.clear(0);
    expect(property.pass(12.5, 0)).to.equal(12.5);
  });

  it('scales, shifts and opens', () => {
    const property = force();
    property.inject({ as: 'scale', value: -1 }, 0);
    expect(property.pass(12.5, 0)).to.equal(-12.5);
    property.inject({ as: 'offset', value: 2 }, 0);
    expect(property.pass(12.5, 0)).to.equal(14.5);
    property.inject({ as: 'open' }, 0);
    expect(property.pass(12.5, 0)).to.equal(5);
  });

  it('freezes at the first value it sees', () => {
    const property = force();
    property.inject({ as: 'freeze' }, 0);
    expect([1, 2, 3].map((value) => property.pass(value, 0))).to.deep.equal([1, 1, 1]);
  });

  it('delays by milliseconds', () => {
    const property = force();
    property.inject({ as: 'delay', value: 20 }, 0);
    const seen = [0, 10, 20, 30, 40].map((ms) => property.pass(ms, ms * 1000));
    expect(seen).to.deep.equal([0, 0, 0, 10, 20]);
  });

  it('adds noise of the given sigma', () => {
    const property = force();
    property.inject({ as: 'noise', value: 2 }, 0);
    let squares = 0;
    for (let i = 0; i < 10_000; i++) squares += (property.pass(10, 0) - 10) ** 2;
    expect(Math.sqrt(squares / 10_000)).to.be.closeTo(2, 0.05);
  });

  it("flips one bit: of a word in two's complement, of a contact, of a code of 16 bits over the range", () => {
    const counts = new Property(
      { name: 'counts', unit: 'counts', min: -(2 ** 23), max: 2 ** 23 - 1, help: '' },
      new Random(1),
    );
    counts.inject({ as: 'bitflip', value: 23 }, 0);
    expect(counts.pass(5, 0)).to.equal(5 - 2 ** 23);
    expect(counts.pass(-5, 0)).to.equal(2 ** 23 - 5);
    counts.inject({ as: 'bitflip', value: 0 }, 0);
    expect(counts.pass(4, 0)).to.equal(5);
    const bit = contact();
    bit.inject({ as: 'bitflip', value: 0 }, 0);
    expect(bit.passBit(true, 0)).to.equal(false);
    const analog = force();
    analog.inject({ as: 'bitflip', value: 15 }, 0);
    expect(Math.abs(analog.pass(10, 0) - 10)).to.be.closeTo(100, 0.01);
  });

  it('turns a contact over with the probability given as noise', () => {
    const property = contact();
    property.inject({ as: 'noise', value: 0.25 }, 0);
    let flips = 0;
    for (let i = 0; i < 10_000; i++) if (!property.passBit(true, 0)) flips += 1;
    expect(flips / 10_000).to.be.closeTo(0.25, 0.02);
  });

  it('refuses what makes no sense, and says what would', () => {
    expect(() => force().inject({ as: 'stuck' }, 0)).to.throw('force "stuck" needs a value that is a number');
    expect(() => force().inject({ as: 'scale', value: NaN }, 0)).to.throw('needs a value that is a number');
    expect(() => force().inject({ as: 'stuck', value: 101 }, 0)).to.throw(
      'can be stuck from -100 to 100 N, not at 101',
    );
    expect(() => contact().inject({ as: 'bitflip', value: 1 }, 0)).to.throw('a whole bit number from 0 to 0');
    expect(() => force().inject({ as: 'delay', value: -1 }, 0)).to.throw('needs a value of 0 or more');
  });
});
