/** `incline list`: the catalogues, for people as a table, for programs as JSON. */
import { Argument, type Command } from 'commander';
import { FAULTS, REACTION_NAMES } from '../../firmware/faults.ts';
import { PROGRAMS } from '../../firmware/programs.ts';
import { INVARIANTS } from '../invariants.ts';
import { catalogueOfParts } from '../parts-catalogue.ts';
import { RUNTIME_SPEC } from '../scenario/runtime-faults.ts';
import { jsonOption } from './options.ts';

type Row = Readonly<Record<string, unknown>>;

/** How long a latched fault stays, by number of its clear rule. */
const CLEAR_NAMES = ['when gone', 'on acknowledge', 'on service'];

const CATALOGUES: Readonly<Record<string, () => Row[]>> = {
  programs: () => PROGRAMS.map((program) => ({ name: program.name, help: program.help })),
  faults: () =>
    FAULTS.map((fault) => ({
      code: fault.code,
      name: fault.name,
      reaction: REACTION_NAMES[fault.reaction],
      clears: CLEAR_NAMES[fault.clear],
      hazard: fault.hazard,
      says: fault.says,
      does: fault.does,
    })),
  parts: () => [...catalogueOfParts(), RUNTIME_SPEC].map((part) => ({ ...part })),
  invariants: () => INVARIANTS.map((invariant) => ({ name: invariant.name, sentence: invariant.sentence })),
};

interface PartRow {
  name: string;
  help: string;
  pins: Record<string, string>;
  properties: { name: string; unit: string; min: number; max: number; help: string }[];
}

function partLines(part: PartRow): string[] {
  const pins = Object.entries(part.pins).map(([pin, role]) => (pin === role ? pin : `${pin} → ${role}`));
  return [
    `${part.name}: ${part.help}`,
    ...(pins.length > 0 ? [`  pins: ${pins.join(', ')}`] : []),
    ...part.properties.map(
      (property) =>
        `  ${property.name.padEnd(14)} ${`${property.min} to ${property.max} ${property.unit}`.padEnd(28)} ${property.help}`,
    ),
    '',
  ];
}

function tableLines(rows: readonly Row[]): string[] {
  const names = Object.keys(rows[0] ?? {});
  const widths = names.map((name) => Math.max(name.length, ...rows.map((row) => String(row[name]).length)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd();
  return [line(names), ...rows.map((row) => line(names.map((name) => String(row[name]))))];
}

function list(what: string, options: { json: boolean }): void {
  const rows = CATALOGUES[what]?.() ?? [];
  if (options.json) console.log(JSON.stringify(rows, null, 2));
  else if (what === 'parts')
    console.log(
      rows
        .flatMap((row) => partLines(row as unknown as PartRow))
        .join('\n')
        .trimEnd(),
    );
  else console.log(tableLines(rows).join('\n'));
}

export function addList(program: Command): void {
  program
    .command('list')
    .description('shows a catalogue')
    .addArgument(new Argument('<what>', 'the catalogue').choices(Object.keys(CATALOGUES)))
    .addOption(jsonOption())
    .action(list);
}
