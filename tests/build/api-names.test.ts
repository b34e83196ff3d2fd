import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { apiNames, namesIn } from '../../tools/bundle/api-names.ts';
import { nodesOf, readTree } from '../../tools/lint/tree.ts';
import { buildFirmware } from '../../tools/bundle/pipeline.ts';
import { ROOT } from '../support/sources.ts';
import { buildOf } from './workshop.ts';

/** Names of all properties that a program reads, calls or makes. */
function propertyNames(code: string): string[] {
  const tree = readTree(code);
  const members = nodesOf(tree, 'MemberExpression')
    .filter((node) => !node.computed)
    .map((node) => node.property);
  const keys = nodesOf(tree, 'Property').map((node) => node.key);
  return [...members, ...keys].flatMap((node) => (node.type === 'Identifier' ? [node.name] : []));
}

function timesEach(names: readonly string[], wanted: ReadonlySet<string>): Record<string, number> {
  const times: Record<string, number> = {};
  for (const name of names) if (wanted.has(name)) times[name] = (times[name] ?? 0) + 1;
  return times;
}

/** What the language itself names: the methods and fields of its objects. */
const LANGUAGE = [
  Array,
  Object,
  String,
  Number,
  Function,
  Error,
  Uint8Array,
  DataView,
  ArrayBuffer,
  Promise,
  Date,
].flatMap((type) => [...Object.getOwnPropertyNames(type), ...Object.getOwnPropertyNames(type.prototype)]);
const TYPED = Object.getOwnPropertyNames(Object.getPrototypeOf(Uint8Array.prototype));

describe('names that the interpreter knows', () => {
  it('are all that its declarations hold outside of comments and texts', () => {
    const text = "/** A word. */\ninterface A { // more words\n  b(c: number): 'text'; readonly d?: $e1 }";
    expect(namesIn(text)).to.deep.equal(['$e1', 'A', 'b', 'c', 'd', 'interface', 'number', 'readonly']);
  });

  it('stand in the firmware as often as its sources name them', async function () {
    this.timeout(20_000);
    const { code, plain } = await buildFirmware(ROOT);
    const known = new Set([...apiNames(ROOT), ...LANGUAGE, ...TYPED]);
    const inPlain = timesEach(propertyNames(plain), known);
    const inCode = timesEach(propertyNames(code), known);
    expect(Object.keys(inPlain)).to.include.members([
      'kickWatchdog',
      'readReg',
      'length',
      'buffer',
      'repeat',
      'bitrate',
    ]);
    // Fields of the device and of its console that have such a name become variables; names of rows are left out, because nobody asks for them.
    const ours = new Set(['name', 'flat', 'mode', 'state', 'text', 'colour', 'count', 'start', 'lower', 'number']);
    expect(Object.keys(inPlain).filter((name) => inCode[name] === undefined && !ours.has(name))).to.deep.equal([]);
  });

  it('survive every one of them, while our own are shortened', async () => {
    const declared = readFileSync(join(ROOT, 'hal', 'espruino.d.ts'), 'utf8');
    const names = namesIn(declared).filter((name) => !/^(default|constructor)$/.test(name));
    const uses = names.map((name) => `print(thing.${name});`).join('\n');
    const use = `function use(thing: any): void { ${uses}\nprint(thing.ourOwnLongName); }`;
    const { code } = await buildOf({
      'firmware/main.ts': `${use}\nsetInterval(() => use({ ourOwnLongName: digitalRead(D1) }), 100);\n`,
    });
    const kept = new Set(propertyNames(code));
    expect(names.filter((name) => !kept.has(name))).to.deep.equal([]);
    expect(code).to.not.include('ourOwnLongName');
  });

  it('include whatever the sources write in quotes', async () => {
    const { code } = await buildOf({
      'firmware/main.ts': `function use(thing: any): void { print(thing.quotedName); }\nuse({ 'quotedName': digitalRead(D1) });\n`,
    });
    expect(code).to.match(/quotedName.*quotedName/s);
  });
});
