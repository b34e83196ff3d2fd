import { expect } from 'chai';
import { changesOf, fieldInWords } from '../../console/prescription-words.ts';
import { SettingError } from '../../console/setting-error.ts';

describe('changes of a prescription in words', () => {
  it('programs, exercises, orientation and switches by name', () => {
    expect(
      changesOf(['program=Hang-Sets', 'exercise=leg raises', 'orientation=head-down', 'askScore=yes']),
    ).to.deep.equal({
      program: 4,
      exercise: 1,
      headDown: 1,
      askScore: 1,
    });
  });

  it('a target with its unit', () => {
    expect(changesOf(['target=20%'])).to.deep.equal({ targetKind: 1, target: 20 });
    expect(changesOf(['target=150 N'])).to.deep.equal({ targetKind: 0, target: 150 });
    expect(changesOf(['target=12.5deg'])).to.deep.equal({ targetKind: 2, target: 12.5 });
  });

  it('numbers as before, the last one counts', () => {
    expect(changesOf(['holdS=60', 'program=2', 'holdS=90', 'target=30'])).to.deep.equal({
      program: 2,
      holdS: 90,
      target: 30,
    });
  });

  const wrong: readonly [string, string][] = [
    ['program=swim', 'must be one of static, intermittent, progressive, rocking, hang sets, coach'],
    ['target=20kg', 'target=150N, target=20% (of body weight) or target=20deg'],
    ['target=1.2.3N', 'write the target with its unit'],
    ['holdS=long', 'must be a number from 1 to 1800 s'],
    ['confirmed=perhaps', 'must be one of no, yes'],
    ['colour=red', 'there is no such field; use orientation or one of program, headDown'],
    ['holdS', 'write field=value, such as program=static'],
  ];
  for (const [pair, right] of wrong) {
    it(`${pair}: says what would be right`, () => {
      expect(() => changesOf([pair]))
        .to.throw(SettingError)
        .with.property('message')
        .that.includes(`--set ${pair}: `)
        .and.includes(right);
    });
  }

  it('and back', () => {
    expect(fieldInWords('program', 0)).to.equal('static');
    expect(fieldInWords('headDown', 1)).to.equal('head-down');
    expect(fieldInWords('stepsDown', 1)).to.equal('yes');
    expect(fieldInWords('holdS', 60)).to.equal('60');
  });
});
