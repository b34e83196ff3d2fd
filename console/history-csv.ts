/** The history as one table for a spreadsheet: sessions, days and weeks, told apart by the first column. */
import type { History, PeriodRow, SessionRow } from './history.ts';

const COLUMNS = [
  'kind',
  'from',
  'sessions',
  'completed',
  'prescribed',
  'minutes',
  'heldMinutes',
  'meanN',
  'peakN',
  'impulseNs',
  'painBefore',
  'painAfter',
  'causes',
  'relayMs',
] as const;

type Cell = string | number | null;

/** A text that a spreadsheet would read as a formula or as two cells is put in quotes. */
function cell(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(Math.round(value * 100) / 100);
  return /[",;\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

function periodCells(kind: string, row: PeriodRow): Cell[] {
  return COLUMNS.map((name) => (name === 'kind' ? kind : row[name]));
}

function sessionCells(row: SessionRow): Cell[] {
  const completed = row.cause === 'end of program' ? 1 : 0;
  const known = {
    kind: 'session',
    from: row.at,
    sessions: 1,
    completed,
    prescribed: null,
    causes: row.cause,
    relayMs: null,
  };
  const all: Readonly<Record<(typeof COLUMNS)[number], Cell>> = { ...row, ...known };
  return COLUMNS.map((name) => all[name]);
}

/** Comma-separated values with a heading, as RFC 4180 has them. */
export function historyCsv(history: History): string {
  const rows: Cell[][] = [
    [...COLUMNS],
    ...history.sessions.map(sessionCells),
    ...history.days.map((row) => periodCells('day', row)),
    ...history.weeks.map((row) => periodCells('week', row)),
  ];
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}
