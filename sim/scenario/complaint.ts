/** Turns the first finding of a schema check into one sentence: field, what it is, what would be right. */
import * as v from 'valibot';

type Issue = v.BaseIssue<unknown>;

interface ObjectLike {
  entries?: Record<string, v.GenericSchema>;
  item?: v.GenericSchema;
  wrapped?: v.GenericSchema;
}

export function complaint(schema: v.GenericSchema, issue: Issue): string {
  const path = fieldPath(issue);
  const subject = path === '' ? 'the whole' : path;
  if (issue.type === 'strict_object' && issue.path?.at(-1)?.origin === 'key') {
    return issue.expected === 'never' ? unknownField(schema, issue, path) : missingField(schema, issue, path);
  }
  if (issue.type === 'check') return `${subject} ${issue.message}`;
  return `${subject} is ${shown(issue.input)}; it ${issue.message}`;
}

/**
 * The first place where a list stands for an object, as a sentence; null when there is none. The schema library
 * takes a list for an object with numbers as fields, so this is asked first.
 */
export function listForObject(schema: v.GenericSchema, value: unknown, path = ''): string | null {
  const { entries, item } = unwrapped(schema);
  if (entries !== undefined && Array.isArray(value))
    return `${path === '' ? 'the whole' : path} is a list; it must be an object`;
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, inner] of Object.entries(value)) {
    const field = entries?.[key] ?? item;
    if (field === undefined || (entries !== undefined && !Object.hasOwn(entries, key))) continue;
    const innerPath = entries === undefined ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    const found = listForObject(field, inner, innerPath);
    if (found !== null) return found;
  }
  return null;
}

/** `steps[2].atMs` from the path of an issue. */
function fieldPath(issue: Issue): string {
  let path = '';
  for (const { key } of issue.path ?? []) {
    if (typeof key === 'number') path += `[${key}]`;
    else path += path === '' ? String(key) : `.${String(key)}`;
  }
  return path;
}

function unknownField(schema: v.GenericSchema, issue: Issue, path: string): string {
  const known = Object.keys(parentEntries(schema, issue));
  const name = String(issue.path?.at(-1)?.key);
  const near = known.find((field) => alike(field, name));
  const advice = near === undefined ? '' : `; did you mean ${near}?`;
  return `${path} is not a known field${advice} (known here: ${known.join(', ')})`;
}

function missingField(schema: v.GenericSchema, issue: Issue, path: string): string {
  const field = parentEntries(schema, issue)[String(issue.path?.at(-1)?.key)];
  const found = field === undefined ? null : v.safeParse(field, undefined).issues?.[0];
  return `${path} is missing; it ${found?.message ?? 'must be there'}`;
}

/** Fields of the object in which the issue was found. */
function parentEntries(schema: v.GenericSchema, issue: Issue): Record<string, v.GenericSchema> {
  let here = unwrapped(schema);
  for (const { key } of (issue.path ?? []).slice(0, -1)) {
    const next = typeof key === 'number' ? here.item : here.entries?.[String(key)];
    if (next === undefined) return {};
    here = unwrapped(next);
  }
  return here.entries ?? {};
}

/** Looks through optional and nullable to the schema inside. */
function unwrapped(schema: v.GenericSchema): ObjectLike {
  let here = schema as ObjectLike;
  while (here.wrapped !== undefined) here = here.wrapped as ObjectLike;
  return here;
}

function alike(known: string, name: string): boolean {
  const plain = (word: string) => word.toLowerCase().replace(/[^a-z]/g, '');
  const [a, b] = [plain(known), plain(name)];
  return a === b || (b.length > 2 && (a.startsWith(b) || b.startsWith(a)));
}

function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}...` : value);
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : 'an object';
}
