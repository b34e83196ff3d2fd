/**
 * Writes the table of hazards in docs/SAFETY.md and docs/traceability.md: from each hazard to its faults and invariants, and from
 * each fault to what proves it, the rows of the fault campaign, the scenarios and the tests.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { FAULTS, REACTION_NAMES, type FaultRow } from '../firmware/faults.ts';
import { LISTED } from '../sim/faults/catalogue.ts';
import { HAZARDS, type Hazard } from '../sim/hazards.ts';
import { INVARIANTS } from '../sim/invariants.ts';
import { ROOT } from './root.ts';

const BEGIN = '<!-- hazards: written by tools/safety-docs.ts -->';
const END = '<!-- end of hazards -->';

const INTRODUCTION = `# Traceability

Written by \`npx tsx tools/safety-docs.ts\`; do not edit. A test fails when anything here hangs in the air: a hazard without
fault or invariant, a fault without proof, an invariant or a proof that belongs to nothing.

**Rows** are those of \`fault-campaign.md\` that ask for this fault, **scenarios** the stories in \`scenarios/\` that expect it, **tests**
the files in \`tests/firmware/\` that raise or refuse it.
`;

/** What proves that a fault is told, and what it does. */
export interface Proof {
  readonly rows: readonly string[];
  readonly scenarios: readonly string[];
  readonly tests: readonly string[];
}

/** Key of a fault in the enumeration, which the tests write. */
function keyOf({ name }: FaultRow): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

/** Files below a folder whose text matches, without their ending, in alphabetical order. */
function filesThatHold(folder: string, ending: string, text: RegExp): string[] {
  const files = readdirSync(join(ROOT, folder), { encoding: 'utf8', recursive: true }).filter((file) =>
    file.endsWith(ending),
  );
  const found = files.filter((file) => text.test(readFileSync(join(ROOT, folder, file), 'utf8')));
  return found.map((file) => file.slice(0, -ending.length)).sort();
}

export function proofOf(fault: FaultRow): Proof {
  const { name } = fault;
  return {
    rows: LISTED.filter(({ detectors }) => detectors.includes(name)).map(({ id }) => id),
    scenarios: filesThatHold('scenarios', '.json', new RegExp(`"fault": "${name}"`)),
    tests: filesThatHold(join('tests', 'firmware'), '.test.ts', new RegExp(`\\bFault\\.${keyOf(fault)}\\b`)),
  };
}

/** Faults of the catalogue that name this hazard. */
export function faultsOf({ id }: Hazard): FaultRow[] {
  return FAULTS.filter(({ hazard }) => hazard === id);
}

function row(...cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function names(list: readonly string[]): string {
  return list.join(', ');
}

export function hazardTable(): string {
  const rows = HAZARDS.map((one) =>
    row(
      one.id,
      one.harm,
      one.causes,
      one.controls,
      names(faultsOf(one).map(({ name }) => name)),
      names(one.invariants),
    ),
  );
  return [row('id', 'harm', 'causes', 'controls', 'faults', 'invariants'), '|---|---|---|---|---|---|', ...rows].join(
    '\n',
  );
}

/** docs/SAFETY.md with the table of hazards as it should be. */
export function safetyPage(text: string): string {
  const from = text.indexOf(BEGIN);
  const to = text.indexOf(END);
  if (from < 0 || to < from) throw new Error(`docs/SAFETY.md has lost the marks ${BEGIN} and ${END}`);
  return `${text.slice(0, from + BEGIN.length)}\n\n${hazardTable()}\n\n${text.slice(to)}`;
}

function faultRow(fault: FaultRow): string {
  const { rows, scenarios, tests } = proofOf(fault);
  return row(
    String(fault.code),
    fault.name,
    REACTION_NAMES[fault.reaction] ?? '',
    names(rows),
    names(scenarios),
    names(tests),
  );
}

function section(hazard: Hazard): string {
  const invariants = INVARIANTS.filter(({ name }) => hazard.invariants.includes(name));
  return [
    `## ${hazard.id}: ${hazard.harm}`,
    '',
    ...invariants.map(({ name, sentence }) => `- \`${name}\`: ${sentence}`),
    '',
    row('code', 'fault', 'reaction', 'rows', 'scenarios', 'tests'),
    '|---|---|---|---|---|---|',
    ...faultsOf(hazard).map(faultRow),
    '',
  ].join('\n');
}

export function tracePage(): string {
  return `${INTRODUCTION}\n${HAZARDS.map(section).join('\n')}`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const safety = join(ROOT, 'docs', 'SAFETY.md');
  writeFileSync(safety, safetyPage(readFileSync(safety, 'utf8')));
  writeFileSync(join(ROOT, 'docs', 'traceability.md'), tracePage());
}
