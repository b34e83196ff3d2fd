/** Which trials make up a campaign: every row in every of its moments, again and again with other instants, people and seeds. */
import { ALL_ROWS, momentsOf, rowOf } from '../../faults/catalogue.ts';
import { MOMENTS, type FaultRow, type Moment } from '../../faults/row.ts';
import { InputError } from '../../scenario/input-error.ts';
import { keyText } from './trial.ts';

interface Cell {
  readonly row: string;
  readonly moment: Moment;
  /** Set where one trial alone is asked for. */
  readonly number: number | null;
}

function cellsOf(rows: readonly FaultRow[]): Cell[] {
  return rows.flatMap((row) => momentsOf(row).map((moment) => ({ row: row.id, moment, number: null })));
}

/** ROW, ROW/MOMENT or ROW/MOMENT/NUMBER. */
function chosen(text: string): Cell[] {
  const [id = '', moment, number] = text.split('/');
  const row = rowOf(id);
  if (row === undefined)
    throw new InputError(
      '--only',
      `names ${JSON.stringify(id)}; it must be a row of the fault list, as F001 or sweep:strap.slack`,
    );
  if (moment === undefined) return cellsOf([row]);
  const known = MOMENTS.find((one) => one === moment);
  if (known === undefined)
    throw new InputError(
      '--only',
      `names the moment ${JSON.stringify(moment)}; it must be one of ${MOMENTS.join(', ')}`,
    );
  if (number !== undefined && !/^\d{1,9}$/.test(number))
    throw new InputError(
      '--only',
      `ends in ${JSON.stringify(number)}; it must be ROW/MOMENT/NUMBER, as F001/raising/3`,
    );
  return [{ row: id, moment: known, number: number === undefined ? null : Number(number) }];
}

/** Keys of `runs` trials. All cells come once before any comes twice, so that a campaign cut short has seen them all. */
export function trialKeys(runs: number, only: readonly string[]): string[] {
  const cells = only.length === 0 ? cellsOf(ALL_ROWS) : only.flatMap(chosen);
  const single = cells.filter(({ number }) => number !== null);
  const many = cells.filter(({ number }) => number === null);
  const keys = single.map(({ row, moment, number }) => keyText({ row, moment, number: number ?? 0 }));
  for (let i = 0; many.length > 0 && keys.length < runs; i++) {
    const cell = many[i % many.length];
    if (cell !== undefined) keys.push(keyText({ ...cell, number: Math.floor(i / many.length) }));
  }
  return keys;
}
