/** The certificate as a page for the printer. */
import type { Certificate } from './calibrate.ts';

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function row(...cells: readonly (string | number)[]): string {
  return `<tr>${cells.map((cell) => `<td>${escape(String(cell))}</td>`).join('')}</tr>`;
}

const STYLE =
  'body{font:11pt sans-serif;max-width:18cm;margin:1cm auto}table{border-collapse:collapse;margin:.5cm 0}' +
  'td,th{border:1px solid #999;padding:.1cm .3cm;text-align:right}.note{border:2px solid #b00;padding:.3cm}';

/** The certificate with its raw data, complete in itself. */
export function certificatePage(c: Certificate): string {
  const figures = Object.entries(c.after ?? {}).map(([name, value]) => row(name, value));
  const points = c.points.map((p, k) => row(k + 1, p.massKg, p.counts.toFixed(1), p.readN.toFixed(3)));
  const verdict = c.accepted ? 'Accepted' : `Refused: ${c.refusal?.says ?? ''} (${c.refusal?.step ?? ''})`;
  return [
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Calibration of the load cell</title>',
    `<style>${STYLE}</style><h1>Calibration of the load cell</h1>`,
    c.simulated ? '<p class="note">Simulated board: this says nothing about a real one.</p>' : '',
    `<p>${escape(c.date)}, ${escape(c.port)}. <strong>${escape(verdict)}</strong></p>`,
    '<h2>Readings</h2><table><tr><th>no.</th><th>mass, kg</th><th>counts</th><th>reads, N</th></tr>',
    ...points,
    '</table><h2>Record in use</h2><table>',
    ...figures,
    '</table><p>Technician: ____________________ &nbsp; Masses: ____________________</p></html>',
    '',
  ].join('\n');
}
