/** Tables of the report page. Everything that comes from a scenario or a device is escaped here. */
import { clock, escapeText } from './svg-chart.ts';

export type Cell = string | number | boolean | null;

export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => Cell;
  /** Figures stand to the right. */
  readonly isFigure?: boolean;
}

export function table<Row>(title: string, columns: readonly Column<Row>[], rows: readonly Row[], none: string): string {
  if (rows.length === 0)
    return `<section class="card"><h2>${escapeText(title)}</h2><p class="story">${escapeText(none)}</p></section>`;
  const head = columns
    .map((column) => `<th${column.isFigure === true ? ' class="number"' : ''}>${escapeText(column.title)}</th>`)
    .join('');
  const body = rows.map((row) => `<tr>${columns.map((column) => cell(column, row)).join('')}</tr>`).join('');
  return `<section class="card"><h2>${escapeText(title)}</h2><div class="wide"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div></section>`;
}

function cell<Row>(column: Column<Row>, row: Row): string {
  const value = column.cell(row);
  const text = value === null ? '–' : typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
  return `<td${column.isFigure === true ? ' class="number"' : ''}>${escapeText(text)}</td>`;
}

/** `1:02.5` for an instant. */
export function instant(atMs: number): string {
  return `${clock(atMs / 1000)}.${Math.floor(atMs / 100) % 10}`;
}

export function fixed(value: number | null, digits: number): string | null {
  return value === null ? null : value.toFixed(digits);
}
