import { expect } from 'chai';
import { InputError } from '../../../sim/scenario/input-error.ts';
import { parseJson } from '../../../sim/scenario/json-text.ts';
import { checkScenario, readScenario } from '../../../sim/scenario/read.ts';

/** The complaint about a text, or 'accepted'. */
function complaintAbout(text: string): string {
  try {
    checkScenario(parseJson(text, 'story.json'), 'story.json');
    return 'accepted';
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
}

describe('a scenario that can be used', () => {
  it('needs no more than its end', () => {
    const scenario = checkScenario({ endMs: 1000 }, 'story.json');
    expect(scenario.person).to.deep.equal({ massKg: 80, friction: 0.2, answers: true });
    expect(scenario.device).to.include({ orientation: 'head-up', calibrated: true, panicTested: true });
    expect(scenario.prescription).to.deep.include({
      program: 'static',
      target: { bodyWeightPct: 25 },
      confirmed: true,
    });
    expect(scenario.seed).to.equal(1);
  });

  it('keeps its steps in the order of the file, which need not be that of time', () => {
    const steps = [
      { atMs: 900, press: 'panic' },
      { atMs: 100, press: 'start', forMs: 150 },
    ];
    expect(checkScenario({ steps, endMs: 1000 }, 'story.json').steps.map((step) => step.atMs)).to.deep.equal([
      900, 100,
    ]);
  });

  it('may name a runtime fault by as or by property', () => {
    for (const inject of [
      { part: 'runtime', as: 'stall', value: 200 },
      { part: 'runtime', property: 'powerCut', value: 500 },
    ]) {
      expect(complaintAbout(JSON.stringify({ steps: [{ atMs: 1, inject }], endMs: 2 }))).to.equal('accepted');
    }
  });

  it('may say that the device holds no prescription', () => {
    expect(checkScenario({ prescription: null, endMs: 1 }, 'story.json').prescription).to.equal(null);
  });
});

describe('a scenario that cannot be used is refused in one line that names file, field and what would be right', () => {
  const cases: [about: string, text: string, told: RegExp][] = [
    ['an unknown field', '{"endMs":1,"speed":3}', /^story\.json: speed is not a known field.*known here: .*endMs/],
    [
      'an unknown field deep inside',
      '{"endMs":1,"steps":[{"atMs":0,"expect":{"forceMiN":3}}]}',
      /steps\[0\]\.expect\.forceMiN is not a known field/,
    ],
    ['a near miss', '{"endMs":1,"person":{"mass":70}}', /person\.mass is not a known field; did you mean massKg\?/],
    ['a NaN', '{"endMs":1,"person":{"massKg":NaN}}', /person\.massKg is NaN; it must be a number from 30 to 200$/],
    [
      'an infinity',
      '{"endMs":1,"person":{"friction":1e999}}',
      /person\.friction is Infinity; it must be a number from 0 to 1$/,
    ],
    [
      'an angle of 60',
      '{"endMs":1,"prescription":{"target":{"angleDeg":60}}}',
      /prescription\.target\.angleDeg is 60; it must be a number from 1 to 45$/,
    ],
    [
      'an angle cap of 60',
      '{"endMs":1,"prescription":{"angleCapDeg":60}}',
      /prescription\.angleCapDeg is 60; it must be a number from 1 to 45$/,
    ],
    [
      'a program that does not exist',
      '{"endMs":1,"prescription":{"program":"levitate"}}',
      /prescription\.program is "levitate"; it must be one of static/,
    ],
    [
      'two targets',
      '{"endMs":1,"prescription":{"target":{"angleDeg":20,"forceN":100}}}',
      /prescription\.target needs exactly one of bodyWeightPct, forceN, angleDeg$/,
    ],
    ['no end', '{"steps":[]}', /endMs is missing; it must be a number from 1/],
    ['text for a number', '{"endMs":"1000"}', /endMs is "1000"; it must be a number/],
    [
      'a step that does nothing',
      '{"endMs":1,"steps":[{"atMs":0}]}',
      /steps\[0\] needs exactly one of press, release, inject, clear, expect, note$/,
    ],
    [
      'a step that does two things',
      '{"endMs":1,"steps":[{"atMs":0,"press":"start","release":"panic"}]}',
      /steps\[0\] needs exactly one of/,
    ],
    [
      'a step after the end',
      '{"endMs":5,"steps":[{"atMs":6,"press":"start"}]}',
      /steps\[0\]\.atMs is 6; it must be at most endMs, 5$/,
    ],
    [
      'a negative instant',
      '{"endMs":5,"steps":[{"atMs":-1,"press":"start"}]}',
      /steps\[0\]\.atMs is -1; it must be a number from 0/,
    ],
    [
      'an unknown button',
      '{"endMs":5,"steps":[{"atMs":1,"press":"stop"}]}',
      /steps\[0\]\.press is "stop"; it must be one of start, lower, panic, key$/,
    ],
    [
      'a duration without a press',
      '{"endMs":5,"steps":[{"atMs":1,"release":"start","forMs":3}]}',
      /steps\[0\] has forMs, which belongs to press and inject only$/,
    ],
    [
      'an injection without a way',
      '{"endMs":5,"steps":[{"atMs":1,"inject":{"part":"loadCell","property":"dout"}}]}',
      /steps\[0\]\.inject needs property and as, one of stuck, open/,
    ],
    [
      'an unknown runtime fault',
      '{"endMs":5,"steps":[{"atMs":1,"inject":{"part":"runtime","as":"stuck"}}]}',
      /steps\[0\]\.inject needs as, one of throw, stall/,
    ],
    [
      'broken JSON',
      '{"endMs":5,\n "steps": [}',
      /^story\.json: line 2, column 12: broken JSON: there is "}" where a value should be$/,
    ],
    [
      'a file that stops in the middle',
      '{"endMs":5',
      /line 1, column 11: broken JSON: the file ends where "," or "}" should be$/,
    ],
    ['a comma too many', '{"endMs":5,}', /line 1, column 12: broken JSON/],
    [
      'a field that stands twice',
      '{"endMs":5,"seed":1,"seed":2}',
      /line 1, column 21: field "seed" stands twice; keep one$/,
    ],
    ['an empty file', ' \n', /^story\.json: is empty; it must hold one JSON object$/],
    ['something that is no object', '[1]', /the whole is a list; it must be an object$/],
    [
      'a list for an object deep inside',
      '{"endMs":1,"steps":[{"atMs":0,"expect":[]}]}',
      /steps\[0\]\.expect is a list; it must be an object$/,
    ],
    ['a name that would reach into every object', '{"endMs":5,"__proto__":{"x":1}}', /__proto__ is not a known field/],
  ];
  for (const [about, text, told] of cases) {
    it(about, () => {
      const complaint = complaintAbout(text);
      expect(complaint).to.match(told);
      expect(complaint).not.to.contain('\n');
    });
  }

  it('a missing file', () => {
    expect(() => readScenario('/nowhere/story.json')).to.throw(
      InputError,
      '/nowhere/story.json: there is no such file; it must be a scenario in JSON',
    );
  });

  it('a directory', () => {
    expect(() => readScenario('/')).to.throw(InputError, /^\/: is a directory; name a file in it/);
  });

  it('nesting without end', () => {
    expect(complaintAbout('['.repeat(100_000))).to.match(/nested deeper than 40 levels/);
  });
});
