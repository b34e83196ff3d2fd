/** The addresses of the page: everything that a story needs stands behind the `#`. Knows no page. */
import type { Step } from '../scenario/format.ts';

/** Where the page is: which story, and when. */
export interface Place {
  /** File of the repository without its ending, or null for a scenario of one's own. */
  readonly name: string | null;
  readonly seed?: number;
  readonly atMs: number;
  readonly live: readonly Step[];
  readonly endMs?: number;
  /** The scenario itself where it is none of the repository. */
  readonly scenario?: unknown;
}

function pack(value: unknown): string {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function unpack(text: string): unknown {
  const characters = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = Uint8Array.from(characters, (character) => character.charCodeAt(0));
  return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
}

/** `scenario=panic-under-load&seed=7&t=60.5` */
export function toHash(place: Place): string {
  const fields = new URLSearchParams();
  if (place.name !== null) fields.set('scenario', place.name);
  else fields.set('story', pack(place.scenario));
  if (place.seed !== undefined) fields.set('seed', String(place.seed));
  fields.set('t', String(Math.round(place.atMs) / 1000));
  if (place.live.length > 0) fields.set('live', pack(place.live));
  if (place.endMs !== undefined) fields.set('end', String(place.endMs / 1000));
  return fields.toString();
}

function numberIn(fields: URLSearchParams, name: string): number | undefined {
  const text = fields.get(name);
  const value = Number(text);
  return text === null || text === '' || !Number.isFinite(value) || value < 0 ? undefined : value;
}

/** Null for an address that names no story; one that cannot be read counts as none. */
export function fromHash(hash: string): Place | null {
  const fields = new URLSearchParams(hash.replace(/^#/, ''));
  const name = fields.get('scenario');
  const story = fields.get('story');
  if (name === null && story === null) return null;
  const live = fields.get('live');
  const endS = numberIn(fields, 'end');
  try {
    return {
      name,
      seed: numberIn(fields, 'seed'),
      atMs: (numberIn(fields, 't') ?? 0) * 1000,
      // The worker checks every field of what came out of an address.
      live: live === null ? [] : (unpack(live) as Step[]),
      endMs: endS === undefined ? undefined : endS * 1000,
      scenario: story === null ? undefined : unpack(story),
    };
  } catch {
    return null;
  }
}
