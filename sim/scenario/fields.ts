/**
 * The vocabulary of the scenario schema: each field carries its bounds, its help and the sentence that says what
 * would be right. Validation, `schema/scenario.schema.json` and `docs/scenarios.md` derive from the same fields.
 */
import * as v from 'valibot';

export type Field = v.GenericSchema;

/** A finite number within bounds. NaN and the infinities fail with the same sentence. */
export function number(minimum: number, maximum: number, help: string) {
  const right = `must be a number from ${minimum} to ${maximum}`;
  return v.pipe(v.number(right), v.minValue(minimum, right), v.maxValue(maximum, right), v.description(help));
}

/** A whole number within bounds. */
export function integer(minimum: number, maximum: number, help: string) {
  const right = `must be a whole number from ${minimum} to ${maximum}`;
  return v.pipe(
    v.number(right),
    v.integer(right),
    v.minValue(minimum, right),
    v.maxValue(maximum, right),
    v.description(help),
  );
}

export function flag(help: string) {
  return v.pipe(v.boolean('must be true or false'), v.description(help));
}

/** Text that is not empty and not absurdly long. */
export function text(lengthMax: number, help: string) {
  const right = `must be text of 1 to ${lengthMax} characters`;
  return v.pipe(v.string(right), v.minLength(1, right), v.maxLength(lengthMax, right), v.description(help));
}

/** One word of a fixed list. */
export function word<const Word extends string>(words: readonly Word[], help: string) {
  return v.pipe(v.picklist(words, `must be one of ${words.join(', ')}`), v.description(help));
}

export function object<const Entries extends v.ObjectEntries>(entries: Entries, help: string) {
  return v.pipe(v.strictObject(entries, 'must be an object'), v.description(help));
}

/** The same, with exactly one of these fields present. */
export function exactlyOne<Value extends object>(names: readonly (keyof Value & string)[]) {
  const right = `needs exactly one of ${names.join(', ')}`;
  return v.check<Value, string>((value) => names.filter((name) => value[name] !== undefined).length === 1, right);
}
