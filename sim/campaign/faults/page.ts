/** docs/fault-campaign.md: one row per fault with what was asked and what was seen. */
import { UNPLAYED } from '../../faults/unplayed.ts';
import type { FaultsResult, RowResult } from './result.ts';

const INTRODUCTION = `# Fault campaign

Written by \`incline campaign --faults --page docs/fault-campaign.md\`; do not edit. Every fault of the list strikes in every state in
which it can, at random instants, under people of any mass and friction. Whether the reaction came is judged by the truth of the
simulated mechanics: power at the motor, true angle, true pull, and every invariant of \`incline list invariants\`. The firmware's
own words count for one column only, whether its detector was reached.

**Reaction** is what the list asks for while the board is under way; at flat it is a refused start, or a session in which
the fault shows later. **ms** is the slowest time from when the fault could first be seen until drive power was gone (halt) or the
board had stopped rising (return). **told** is when the device sent its fault. **turned** is the farthest way that the board turned
after the fault struck, its return included. **open** counts runs that failed for a known reason, which is named below the tables.
`;

function cell(value: number | null, digits: number): string {
  return value === null ? '' : value.toFixed(digits);
}

function status(row: RowResult): string {
  if (row.failed > row.open) return '**FAILED**';
  return row.open > 0 ? 'open' : 'holds';
}

function line(row: RowResult): string {
  const cells = [
    row.id,
    row.name,
    row.reaction,
    row.reaction === 'halt' || row.reaction === 'return' ? String(row.boundMs) : '',
    String(row.runs),
    row.reached === null ? '' : String(row.reached),
    cell(row.reactedMaxMs, 0),
    cell(row.toldMaxMs, 0),
    cell(row.turnedMaxDeg, 1),
    cell(row.angleMaxDeg, 1),
    cell(row.forceMaxN, 0),
    String(row.open),
    status(row),
  ];
  return `| ${cells.join(' | ')} |`;
}

const HEAD = [
  '| id | fault | reaction | bound ms | runs | detector reached | ms | told ms | turned deg | steepest deg | most N | open | |',
  '|---|---|---|---|---|---|---|---|---|---|---|---|---|',
];

function table(title: string, rows: readonly RowResult[]): string[] {
  return [`## ${title}`, '', ...HEAD, ...rows.map(line), ''];
}

function openLines(rows: readonly RowResult[]): string[] {
  const open = rows.filter(({ why }) => why.length > 0);
  if (open.length === 0) return [];
  const lines = open.flatMap(({ id, why }) => why.map((reason) => `- ${id}: ${reason}`));
  return ['## Known and open', '', ...lines, ''];
}

export function faultsPage(result: FaultsResult): string {
  const listed = result.rows.filter(({ id }) => !id.startsWith('sweep:'));
  const sweep = result.rows.filter(({ id }) => id.startsWith('sweep:'));
  const hours = (result.simulatedS / 3600).toFixed(0);
  return [
    INTRODUCTION,
    `${result.runs} runs, ${hours} simulated hours, ${result.failed} failed, ${result.open} open. Firmware ${result.firmware.slice(0, 16)}.`,
    '',
    ...table('The list', listed),
    ...openLines(result.rows),
    ...(sweep.length > 0 ? table('Every property of every part, in every way', sweep) : []),
    '## Not played',
    '',
    ...UNPLAYED.map(({ id, name, why }) => `- ${id} ${name}: ${why}.`),
    '',
  ].join('\n');
}
