import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import ts from 'typescript';
import { ROOT, codeFiles, exportedNumbers, filesOf, functionsOf, importsOf, parsed } from './support/sources.ts';
import type { SourceFile } from './support/sources.ts';

const FILE_LINES_MAX = 300;
const FUNCTION_LINES_MAX = 70;

/** What the simulator and the console may know of the firmware: its data, never its behaviour. */
const FIRMWARE_DATA =
  /^firmware\/(calibration\/refusals|course-records|faults|fields|font|layout|limits|programs|protocol|records|screens|settings|states)\.ts$/;

/** Whose code may import what, of the tree. The first pattern that fits a path tells its rule. */
const DIRECTIONS: readonly { readonly from: RegExp; readonly to: readonly RegExp[] }[] = [
  { from: /^hal\/machine\.ts$/, to: [] },
  { from: /^hal\/board\//, to: [/^hal\/(board\/|machine\.ts$)/] },
  { from: /^hal\/virtual\//, to: [/^hal\/virtual\//] },
  { from: /^firmware\/main\.ts$/, to: [/^firmware\//, /^hal\/(board\/|machine\.ts$)/] },
  { from: /^firmware\//, to: [/^firmware\/(?!main\.ts)/, /^hal\/machine\.ts$/] },
  // Measures the planner, which is to be called for that.
  { from: /^sim\/perf\/planner\.ts$/, to: [/^sim\//, /^firmware\/motion\.ts$/] },
  // The page about the safety step runs it.
  { from: /^sim\/page\/safety\//, to: [/^sim\/page\//, /^firmware\/(faults|safety)\.ts$/] },
  // Puts the console on the simulated board.
  { from: /^sim\/commands\/console\.ts$/, to: [/^(sim|console)\//, /^hal\/virtual\//, FIRMWARE_DATA] },
  { from: /^sim\//, to: [/^sim\//, /^hal\/virtual\//, /^hal\/(board\/pins|machine)\.ts$/, FIRMWARE_DATA] },
  // Runs the simulated board in a worker of the technician's page.
  { from: /^console\/page\/bench\.ts$/, to: [/^sim\//, /^hal\/virtual\//] },
  { from: /^console\/page\//, to: [/^console\//, /^sim\/page\/dom\.ts$/, FIRMWARE_DATA] },
  { from: /^console\//, to: [/^console\//, FIRMWARE_DATA] },
  { from: /^bin\//, to: [/^sim\//, /^console\//] },
  { from: /^tools\//, to: [/^(tools|sim)\//, /^hal\/board\/pins\.ts$/, FIRMWARE_DATA] },
];

/** Last words of a name that tell its unit, or that it has none. */
const UNITS = new Set(
  'A BITS BYTES COUNTS DAY DEG DOTS HZ KG M MIN MM MS N NS PCT RAD RATIO S S2 S3 SHARE US V'.split(' '),
);

/** Left-overs; written in pieces, so that this file has none itself. */
const LEFT_OVERS = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX', 'HA' + 'CK'].join('|')})\\b`);

/** Folders of the machine that somebody worked on. */
const MACHINE_PATHS = new RegExp(
  `["'\`\\s(=:](/${['wo' + 'rk', 'ho' + 'me', 'ro' + 'ot', 'Us' + 'ers', 't' + 'mp'].join('/|/')}/)`,
);

function isAllowed(file: SourceFile, target: string): boolean {
  const rule = DIRECTIONS.find((one) => one.from.test(file.path));
  return rule === undefined || rule.to.some((one) => one.test(target));
}

function wrongImports(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) =>
    importsOf(file)
      .filter((target) => /^(bin|console|firmware|hal|sim|tests|tools)\//.test(target))
      .filter((target) => !isAllowed(file, target))
      .map((target) => `${file.path} imports ${target}`),
  );
}

/** A unit at the end, or a plural: a number of things. */
function hasUnit(name: string): boolean {
  const last = name.split('_').pop() ?? '';
  return UNITS.has(last) || (last.length > 3 && last.endsWith('S'));
}

/** Lines of a file that match, as `path:line: text`. */
function linesWith(file: SourceFile, pattern: RegExp): string[] {
  return file.text.split('\n').flatMap((line, index) => {
    return pattern.test(line) ? [`${file.path}:${index + 1}: ${line.trim()}`] : [];
  });
}

describe('the tree', () => {
  const code = codeFiles();
  const texts = [...code, ...filesOf('.json', '.md', '.yml', '.sh', '.html', '.css', 'run', 'rc')];

  it('imports only in the directions of the design', () => {
    expect(wrongImports(code)).to.deep.equal([]);
  });

  it('imports no package and nothing of Node on the board', () => {
    const onBoard = code.filter((file) => /^(firmware|hal\/board)\/|^hal\/machine\.ts$/.test(file.path));
    expect(onBoard.flatMap((file) => importsOf(file).filter((one) => !/^(firmware|hal)\//.test(one)))).to.deep.equal(
      [],
    );
  });

  it('has no code to run in the contract between firmware and board', () => {
    const contract = code.filter((file) => file.path === 'hal/machine.ts');
    const statements = contract.flatMap((file) => [...parsed(file).statements]);
    const isType = (one: ts.Statement): boolean =>
      ts.isInterfaceDeclaration(one) ||
      ts.isTypeAliasDeclaration(one) ||
      (ts.isEnumDeclaration(one) && /\bconst enum\b/.test(one.getText()));
    expect(statements.filter((one) => !isType(one)).map((one) => one.getText())).to.deep.equal([]);
  });

  it(`has files of at most ${FILE_LINES_MAX} lines`, () => {
    const long = code.filter((file) => file.text.trimEnd().split('\n').length > FILE_LINES_MAX);
    expect(long.map((file) => file.path)).to.deep.equal([]);
  });

  it(`has functions of at most ${FUNCTION_LINES_MAX} lines`, () => {
    const long = code.flatMap((file) =>
      functionsOf(file)
        .filter((one) => one.lines > FUNCTION_LINES_MAX)
        .map((one) => `${file.path}:${one.line}: ${one.lines} lines`),
    );
    expect(long).to.deep.equal([]);
  });

  it('names the unit of every exported number of the firmware', () => {
    const firmware = code.filter((file) => /^(firmware|hal\/board)\//.test(file.path));
    const bare = firmware.flatMap((file) =>
      exportedNumbers(file)
        .filter((name) => !hasUnit(name))
        .map((name) => `${file.path}: ${name}`),
    );
    expect(bare).to.deep.equal([]);
  });

  it('has no left-overs', () => {
    expect(texts.flatMap((file) => linesWith(file, LEFT_OVERS))).to.deep.equal([]);
  });

  it('has no paths of the machine that it was written on', () => {
    expect(texts.flatMap((file) => linesWith(file, MACHINE_PATHS))).to.deep.equal([]);
  });

  it('has no test that is left out or left alone', () => {
    const pattern = /\b(describe|context|it)\.(only|skip)\b|\bx(describe|it)\(/;
    const tests = code.filter((file) => file.path.startsWith('tests/') && file.path !== 'tests/tidy.test.ts');
    expect(tests.flatMap((file) => linesWith(file, pattern))).to.deep.equal([]);
  });

  it('has no addresses in the lock file', () => {
    const lock = readFileSync(join(ROOT, 'package-lock.json'), 'utf8');
    expect(lock).to.include('"integrity"');
    expect(lock.split('\n').filter((line) => /"resolved"|https?:\/\/[^"]*\.tgz/.test(line))).to.deep.equal([]);
  });
});

describe('the rules of the tree', () => {
  const at = (path: string, text: string): SourceFile => ({ path, text });

  it('see an import in the wrong direction', () => {
    const wrong = [
      at('firmware/gate.ts', "import { flash } from '../hal/board/store.ts';"),
      at('firmware/gate.ts', "import './main.ts';"),
      at('hal/board/drive.ts', "import type { State } from '../../firmware/states.ts';"),
      at('hal/virtual/pads.ts', "export { PINS } from '../board/pins.ts';"),
      at('sim/world.ts', "const gate = await import('../firmware/gate.ts');"),
      at('sim/world.ts', "let state: import('../firmware/safety.ts').Safety;"),
      at('tools/build.ts', "import '../firmware/main.ts';"),
    ];
    expect(wrongImports(wrong)).to.have.length(wrong.length);
    expect(wrongImports([at('sim/world.ts', "import { FAULTS } from '../firmware/faults.ts';")])).to.deep.equal([]);
  });

  it('see a number without a unit', () => {
    expect(exportedNumbers(at('a.ts', 'export const CAP = 45;\nexport const A = [1];'))).to.deep.equal(['CAP']);
    expect(['CAP', 'SPEED_MAX'].map(hasUnit)).to.deep.equal([false, false]);
    expect(['CAP_DEG', 'SPEED_DEG_PER_S', 'PAGES', 'TRIP_RATIO'].map(hasUnit)).to.not.include(false);
  });

  it('see a long function, and let a chapter of tests be long', () => {
    const body = '\n'.repeat(80);
    expect(functionsOf(at('a.ts', `function f() {${body}}`))[0]?.lines).to.equal(81);
    expect(functionsOf(at('a.ts', `describe('a', () => {${body}});`))).to.deep.equal([]);
    expect(functionsOf(at('a.ts', `describePages('a', () => {${body}});`))).to.deep.equal([]);
  });

  it('see left-overs and paths', () => {
    expect(linesWith(at('a.ts', `// ${'TO' + 'DO'}: later`), LEFT_OVERS)).to.have.length(1);
    expect(linesWith(at('a.ts', `read('/${'ho' + 'me'}/me/a')`), MACHINE_PATHS)).to.have.length(1);
  });
});
