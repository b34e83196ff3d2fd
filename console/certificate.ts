/** The certificate as a page for the printer. */
import type { Named } from './board.ts';
import type { AngleCertificate } from './calibrate-angle.ts';
import type { Certificate, Refused } from './calibrate.ts';

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function row(...cells: readonly (string | number)[]): string {
  return `<tr>${cells.map((cell) => `<td>${escape(String(cell))}</td>`).join('')}</tr>`;
}

const STYLE =
  'body{font:11pt sans-serif;max-width:18cm;margin:1cm auto}table{border-collapse:collapse;margin:.5cm 0}' +
  'td,th{border:1px solid #999;padding:.1cm .3cm;text-align:right}.note{border:2px solid #b00;padding:.3cm}';

interface Head {
  readonly accepted: boolean;
  readonly refusal: Refused | null;
  readonly port: string;
  readonly simulated: boolean;
  readonly date: string;
  readonly after: Named | null;
}

/** A page around its table of readings, complete in itself. */
function page(title: string, c: Head, columns: readonly string[], rows: readonly string[], instrument: string): string {
  const figures = Object.entries(c.after ?? {}).map(([name, value]) => row(name, value));
  const verdict = c.accepted ? 'Accepted' : `Refused: ${c.refusal?.says ?? ''} (${c.refusal?.step ?? ''})`;
  return [
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title>`,
    `<style>${STYLE}</style><h1>${title}</h1>`,
    c.simulated ? '<p class="note">Simulated board: this says nothing about a real one.</p>' : '',
    `<p>${escape(c.date)}, ${escape(c.port)}. <strong>${escape(verdict)}</strong></p>`,
    `<h2>Readings</h2><table><tr>${columns.map((name) => `<th>${name}</th>`).join('')}</tr>`,
    ...rows,
    '</table><h2>Record in use</h2><table>',
    ...figures,
    `</table><p>Technician: ____________________ &nbsp; ${instrument}: ____________________</p></html>`,
    '',
  ].join('\n');
}

/** The certificate of the load cell with its raw data. */
export function certificatePage(c: Certificate): string {
  const points = c.points.map((p, k) => row(k + 1, p.massKg, p.counts.toFixed(1), p.readN.toFixed(3)));
  return page('Calibration of the load cell', c, ['no.', 'mass, kg', 'counts', 'reads, N'], points, 'Masses');
}

/** The certificate of angle, travel and direction with its raw data: tilt and travel without their zeros. */
export function anglePage(c: AngleCertificate): string {
  const columns = ['no.', 'inclinometer, deg', 'tilt, deg', 'travel, mm', 'pull, N'];
  const rows = c.angles.map((a, k) =>
    row(k + 1, a.typedDeg.toFixed(2), a.tiltDeg.toFixed(3), a.travelMm.toFixed(3), a.pullN.toFixed(2)),
  );
  return page('Calibration of angle, travel and direction', c, columns, rows, 'Inclinometer');
}
