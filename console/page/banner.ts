/** What everybody must see at all times: whether a real board is at the other end. */
import { byId, setText } from '../../sim/page/dom.ts';
import type { Port } from '../port.ts';

interface Banner {
  readonly board: 'none' | 'real' | 'simulated';
  readonly kind: string;
  readonly text: string;
}

function bannerOf(port: Port | null): Banner {
  if (port === null) return { board: 'none', kind: 'NO BOARD', text: 'Nothing is connected.' };
  const text = 'Nothing real is calibrated.';
  if (port.isSimulated) return { board: 'simulated', kind: 'SIMULATED BOARD', text };
  return { board: 'real', kind: 'REAL BOARD', text: `This is ${port.name}; what is accepted here holds for people.` };
}

export function showBanner(port: Port | null): void {
  const { board, kind, text } = bannerOf(port);
  byId('banner').dataset['board'] = board;
  document.body.dataset['board'] = board;
  setText(byId('banner-kind'), kind);
  setText(byId('banner-text'), text);
  document.title = `${kind}: Incline console`;
}
