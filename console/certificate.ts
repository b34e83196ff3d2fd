/** The certificate as a page for the printer. */
import { dateOf, type Named, type PointView } from './board.ts';
import type { AngleCertificate } from './calibrate-angle.ts';
import type { Certificate, Refused } from './calibrate.ts';
import { fixed, linesOf } from './record-words.ts';
import { angleRows, residualsN, reviewRows, type ReviewRow } from './review.ts';

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

type Cells = readonly (string | number)[];

function row(cells: Cells, tag = 'td'): string {
  return `<tr>${cells.map((cell) => `<${tag}>${escape(String(cell))}</${tag}>`).join('')}</tr>`;
}

/** A table under its heading; nothing when it has no rows. */
function section(title: string, columns: Cells, rows: readonly Cells[], name = ''): string {
  if (rows.length === 0) return '';
  const head = columns.length === 0 ? '' : row(columns, 'th');
  return `<h2>${escape(title)}</h2><table class="${name}">${head}${rows.map((cells) => row(cells)).join('')}</table>`;
}

const STYLE =
  'body{font:11pt sans-serif;max-width:18cm;margin:1cm auto}table{border-collapse:collapse;margin:.3cm 0 .6cm}' +
  'td,th{border:1px solid #999;padding:.08cm .3cm;text-align:right}.words td:first-child{text-align:left}' +
  'tr{break-inside:avoid}.note{border:2px solid #b00;padding:.3cm}.sign{margin-top:1cm}';

interface Head {
  readonly accepted: boolean;
  readonly refusal: Refused | null;
  readonly port: string;
  readonly simulated: boolean;
  readonly date: string;
  readonly after: Named | null;
}

function verdictOf(c: Head, until: string): string {
  if (c.accepted) return `<strong>Accepted</strong>; holds until ${until}.`;
  const { says = '', step = '' } = c.refusal ?? {};
  return `<strong>${escape(`Not accepted: ${says} (${step})`)}</strong>. The old calibration holds.`;
}

/** A page around its tables, complete in itself. */
function page(title: string, c: Head, until: string, sections: readonly string[], instrument: string): string {
  const used = linesOf(c.after ?? {}).map(({ label, text }) => [label, text]);
  return [
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title>`,
    `<style>${STYLE}</style><h1>${title}</h1>`,
    c.simulated ? '<p class="note">Simulated board: this says nothing about a real one.</p>' : '',
    `<p>${escape(c.date)}, ${escape(c.port)}. ${verdictOf(c, until)}</p>`,
    ...sections,
    section('Record in use', [], used, 'words'),
    `<p class="sign">Technician: ____________________ &nbsp; ${instrument}: ____________________</p></html>`,
    '',
  ].join('\n');
}

/** Which reading of the procedure each one was. */
function stepNames(points: readonly PointView[]): string[] {
  let hasReturned = false;
  return points.map(({ massKg }, k) => {
    if (k === 0) return 'tare';
    if (hasReturned) return 'repeat';
    hasReturned = massKg === 0;
    if (hasReturned) return 'zero';
    return massKg > points[k - 1]!.massKg ? 'up' : 'down';
  });
}

function reviewSection(title: string, rows: readonly ReviewRow[]): string {
  const cells = rows.map(({ name, was, now, limit }) => [name, was || '–', now, limit || '–']);
  return section(title, ['', 'before', 'now', 'limit'], cells, 'words');
}

/** The angle holds as long from its own day as the load cell from its. */
function angleUntil({ angleDay = 0, calibratedDay = 0, expiresDay = 0 }: Named): string {
  return angleDay === 0 ? '–' : dateOf(angleDay + expiresDay - calibratedDay);
}

/** The certificate of the load cell with its raw data. */
export function certificatePage(c: Certificate): string {
  const names = stepNames(c.points);
  const off = residualsN(c.points);
  const points = c.points.map((p, k) => {
    const residual = off[k] === undefined ? '–' : fixed(off[k], 3);
    return [k + 1, names[k]!, p.massKg, p.counts.toFixed(1), fixed(p.readN, 3), residual];
  });
  const columns = ['no.', 'step', 'mass, kg', 'counts', 'reads, N', 'off the line, N'];
  // A calibration that was refused on the way has no results.
  const review = c.accepted && c.results !== null ? reviewRows(c.results, c.before) : [];
  const sections = [reviewSection('Results', review), section('Readings', columns, points)];
  const until = dateOf(c.after?.['expiresDay'] ?? 0);
  return page('Calibration of the load cell', c, until, sections, 'Masses');
}

/** The certificate of angle, travel and direction with its raw data: tilt and travel without their zeros. */
export function anglePage(c: AngleCertificate): string {
  const columns = ['no.', 'inclinometer, deg', 'tilt, deg', 'travel, mm', 'pull, N'];
  const rows = c.angles.map((a, k) => {
    const [typed, tilt, travel] = [fixed(a.typedDeg, 2), fixed(a.tiltDeg, 3), fixed(a.travelMm, 3)];
    return [k + 1, typed, tilt, travel, fixed(a.pullN, 2)];
  });
  const review = c.accepted ? angleRows(c.angles, c.before) : [];
  const sections = [reviewSection('Results', review), section('Readings', columns, rows)];
  const until = angleUntil(c.after ?? {});
  return page('Calibration of angle, travel and direction', c, until, sections, 'Inclinometer');
}
