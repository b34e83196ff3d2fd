/** Changes of a prescription in words: `program=hang sets`, `target=20%`, `orientation=head-down`. Numbers of fields do as well. */
import { PRESCRIPTION, TargetKind } from '../firmware/course-records.ts';
import { EXERCISES, PROGRAMS } from '../firmware/programs.ts';
import { SettingError } from './setting-error.ts';

const TARGET_UNITS: Readonly<Record<string, TargetKind>> = {
  N: TargetKind.PullN,
  '%': TargetKind.BodyWeightPct,
  deg: TargetKind.AngleDeg,
};
const SWITCHES: readonly string[] = ['headDown', 'confirmed', 'stepsDown', 'askScore'];
const ORIENTATIONS = ['head-up', 'head-down'];

type Changes = Record<string, number>;

function complaint(pair: string, right: string): SettingError {
  return new SettingError(`--set ${pair}: ${right}`);
}

/** Place of a word in a list, hyphens and capitals aside. */
function oneOf(pair: string, text: string, words: readonly string[]): number {
  const plain = (word: string): string => word.toLowerCase().replaceAll('-', ' ').trim();
  const at = words.findIndex((word) => plain(word) === plain(text));
  if (at < 0) throw complaint(pair, `must be one of ${words.join(', ')}`);
  return at;
}

function target(pair: string, text: string): Changes {
  const found = /^([0-9.]+) *(N|%|deg)$/.exec(text.trim());
  const kind = TARGET_UNITS[found?.[2] ?? ''];
  if (found === null || kind === undefined || !Number.isFinite(Number(found[1])))
    throw complaint(pair, 'write the target with its unit: target=150N, target=20% (of body weight) or target=20deg');
  return { targetKind: kind, target: Number(found[1]) };
}

function change(pair: string): Changes {
  const [name = '', ...rest] = pair.split('=');
  const text = rest.join('=').trim();
  if (name === '' || text === '') throw complaint(pair, 'write field=value, such as program=static or holdS=600');
  const isNumber = Number.isFinite(Number(text));
  if (name === 'orientation') return { headDown: oneOf(pair, text, ORIENTATIONS) };
  if (name === 'target' && !isNumber) return target(pair, text);
  if (isNumber) return { [name]: Number(text) };
  if (name === 'program') return { program: oneOf(pair, text, names(PROGRAMS)) };
  if (name === 'exercise') return { exercise: oneOf(pair, text, names(EXERCISES)) };
  if (SWITCHES.includes(name)) return { [name]: oneOf(pair, text, ['no', 'yes']) };
  const field = fieldOf(name);
  if (field === undefined)
    throw complaint(pair, `there is no such field; use orientation or one of ${names(PRESCRIPTION.fields).join(', ')}`);
  throw complaint(
    pair,
    `must be a number from ${field.min} to ${field.max}${field.unit === '' ? '' : ` ${field.unit}`}`,
  );
}

function names(rows: readonly { readonly name: string }[]): string[] {
  return rows.map((row) => row.name);
}

/** Fields and numbers from `field=value` pairs. Throws a SettingError that says what would be right. */
export function changesOf(pairs: readonly string[]): Changes {
  return Object.assign({}, ...pairs.map(change)) as Changes;
}

/** A field of a prescription as people say it. */
export function fieldInWords(name: string, value: number): string {
  if (name === 'program') return PROGRAMS[value]?.name ?? String(value);
  if (name === 'exercise') return EXERCISES[value]?.name ?? String(value);
  if (name === 'headDown') return ORIENTATIONS[value] ?? String(value);
  if (name === 'targetKind') return ['newtons', 'percent of body weight', 'degrees'][value] ?? String(value);
  if (SWITCHES.includes(name)) return value === 1 ? 'yes' : 'no';
  return String(value);
}

/** A field of a prescription with its unit; a target has that of its kind, and no more decimals than anybody sets. */
export function fieldWithUnit(name: string, value: number, targetKind: number): string {
  const figure = Number.isInteger(value) ? fieldInWords(name, value) : String(Math.round(value * 100) / 100);
  const isTarget = name === 'target' || name === 'firstTarget' || name === 'growBy';
  const unit = isTarget ? Object.keys(TARGET_UNITS)[targetKind] : fieldOf(name)?.unit;
  return unit === undefined || unit === '' ? figure : `${figure} ${unit}`;
}

function fieldOf(name: string) {
  return PRESCRIPTION.fields.find((field) => field.name === name);
}
