/** How a task ended: a certificate, a table, or the reason. */
import { download, make } from '../../sim/page/dom.ts';
import type { AngleCertificate } from '../calibrate-angle.ts';
import type { Certificate } from '../calibrate.ts';
import { anglePage, certificatePage } from '../certificate.ts';
import { linesOf } from '../record-words.ts';

/** Instants as people write them; anything else as it is. */
function cell(name: string, value: unknown): string {
  if (typeof value === 'number' && value > 0 && /^(startedS|atS)$/.test(name))
    return new Date(value * 1000).toISOString().slice(0, 16).replace('T', ' ');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return String(Math.round(value * 1e4) / 1e4);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function heading(isOk: boolean, says: string): HTMLElement {
  const verdict = make('p', { className: 'verdict', textContent: says });
  verdict.dataset['ok'] = String(isOk);
  return verdict;
}

function namesTable(value: object): HTMLElement {
  const rows = linesOf(value).map(({ label, text }) =>
    make('tr', {}, make('th', { textContent: label, scope: 'row' }), make('td', { textContent: text })),
  );
  return make('table', {}, make('tbody', {}, ...rows));
}

/** A row for each; the names of the first are the head. */
function listTable(values: readonly object[]): HTMLElement {
  const names = Object.keys(values[0] ?? {});
  const head = names.map((name) => make('th', { textContent: name, scope: 'col' }));
  const rows = values.map((value) =>
    make(
      'tr',
      {},
      ...names.map((name) => make('td', { textContent: cell(name, (value as Record<string, unknown>)[name]) })),
    ),
  );
  const table = make('table', {}, make('thead', {}, make('tr', {}, ...head)), make('tbody', {}, ...rows));
  return make('div', { className: 'wide', tabIndex: 0 }, table);
}

function isCertificate(value: unknown): value is Certificate | AngleCertificate {
  return typeof value === 'object' && value !== null && 'accepted' in value;
}

function button(text: string, act: () => void): HTMLButtonElement {
  const one = make('button', { type: 'button', textContent: text });
  one.addEventListener('click', act);
  return one;
}

/** The page for the printer in a frame of its own, from which it is printed. */
function printPage(page: string): void {
  const frame = make('iframe', { title: 'Certificate for the printer', className: 'unseen', srcdoc: page });
  frame.addEventListener('load', () => frame.contentWindow?.print());
  document.body.append(frame);
}

function certificateNodes(c: Certificate | AngleCertificate): HTMLElement[] {
  const isAngle = 'angles' in c;
  const down = isAngle ? ' A board that is not flat comes down while LOWER is held at the device.' : '';
  const why = `Refused at ${c.refusal?.step}: ${c.refusal?.says}. Now ${c.refusal?.does}. The old calibration holds.${down}`;
  const stopped = `Stopped at ${c.refusal?.step}. Nothing was changed: the old calibration holds.${down}`;
  const says = c.accepted
    ? `Accepted, written and read back. The new calibration is in use.${isAngle ? '' : ' Take the mass off the cell.'}`
    : c.refusal?.name === 'stopped'
      ? stopped
      : why;
  const name = `${isAngle ? 'angle' : 'calibration'}-${c.date}`;
  const page = isAngle ? anglePage(c) : certificatePage(c);
  const buttons = make(
    'div',
    { className: 'buttons' },
    button('Certificate as JSON', () =>
      download(`${name}.json`, 'application/json', `${JSON.stringify(c, null, 2)}\n`),
    ),
    button('Certificate as a page', () => download(`${name}.html`, 'text/html', page)),
    button('Print the certificate', () => printPage(page)),
  );
  const used = make('h3', { textContent: 'Record in use' });
  return [heading(c.accepted, says), buttons, used, namesTable(c.after ?? {})];
}

/** The nodes that show how a task ended. */
export function resultNodes(isOk: boolean, value: unknown): HTMLElement[] {
  if (isCertificate(value)) return certificateNodes(value);
  const verdict = heading(isOk, isOk ? 'Done.' : 'Not done, or not passed.');
  if (value === null || value === undefined) return [verdict];
  if (Array.isArray(value)) return value.length === 0 ? [verdict] : [verdict, listTable(value as object[])];
  if (typeof value === 'object' && 'steps' in value && Array.isArray(value.steps))
    return [verdict, listTable(value.steps as object[])];
  return [verdict, namesTable(value)];
}

/** The nodes that show why a task came to no end. */
export function failureNodes(says: string): HTMLElement[] {
  return [heading(false, says)];
}
