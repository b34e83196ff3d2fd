/** Masses and angles as people type them, checked before anybody hangs anything: what the device would refuse at the end is refused here. */
import { SettingError } from './setting-error.ts';

/** As firmware/calibration/steps.ts asks for; a test compares. */
const MASSES_MIN = 5;
const MASSES_MAX = 12;
const APART_KG = 2;
const HEAVIEST_MIN_KG = 25;
const VERIFY_APART_KG = 0.5;
/** The verification weighs at least this share of the heaviest. */
const VERIFY_SHARE_MIN = 0.2;
/** More than the cell carries is a slip of the finger. */
const MASS_MAX_KG = 200;
/** As firmware/calibration/angle.ts asks for. */
const REFERENCE_RANGES_DEG = [
  [10, 25],
  [30, 42],
] as const;

function numbers(text: string): number[] {
  return text
    .split(/[\s,;]+/)
    .filter((one) => one !== '')
    .map(Number);
}

/** What is wrong with the masses of the way up; null when the device will take them. */
function massesFault(massesKg: readonly number[]): string | null {
  if (massesKg.length < MASSES_MIN || massesKg.length > MASSES_MAX)
    return `there must be from ${MASSES_MIN} to ${MASSES_MAX} of them`;
  const isTooNear = massesKg.some((kg, k) => kg - (massesKg[k - 1] ?? 0) < APART_KG);
  if (isTooNear) return `each must be at least ${APART_KG} kg heavier than the one before`;
  return massesKg.at(-1)! < HEAVIEST_MIN_KG ? `the heaviest must be at least ${HEAVIEST_MIN_KG} kg` : null;
}

/** Masses of the way up, in kilograms. Throws a SettingError that says what would be right. */
export function massesFrom(source: string, text: string): number[] {
  const masses = numbers(text);
  const areMasses = masses.length > 0 && masses.every((kg) => kg > 0 && kg <= MASS_MAX_KG);
  const fault = areMasses ? massesFault(masses) : 'write masses in kilograms';
  if (fault === null) return masses;
  throw new SettingError(`${source}: is "${text}"; ${fault}, such as 5,10,20,30,40`);
}

/** The mass of the verification: none of the others, and within them. */
export function verifyFrom(source: string, text: string, massesKg: readonly number[]): number {
  const [kg, ...more] = numbers(text);
  const top = massesKg.at(-1)!;
  const isInside = kg !== undefined && more.length === 0 && kg >= VERIFY_SHARE_MIN * top && kg < top;
  if (isInside && massesKg.every((other) => Math.abs(other - kg) >= VERIFY_APART_KG)) return kg;
  const right = `one mass from ${VERIFY_SHARE_MIN * top} to ${top} kg, at least ${VERIFY_APART_KG} kg from each other one`;
  throw new SettingError(`${source}: is "${text}"; write ${right}`);
}

/** The two angles that the board is brought to. */
export function referencesFrom(source: string, text: string): number[] {
  const angles = numbers(text);
  const isRight = REFERENCE_RANGES_DEG.every(([from, to], k) => angles[k]! >= from && angles[k]! <= to);
  if (angles.length === 2 && isRight) return angles;
  const [[from, to], [from2, to2]] = REFERENCE_RANGES_DEG;
  throw new SettingError(
    `${source}: is "${text}"; write two angles, from ${from} to ${to} and from ${from2} to ${to2} degrees, such as 15,35`,
  );
}
